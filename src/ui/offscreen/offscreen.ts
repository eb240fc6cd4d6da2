/**
 * The hidden page in Chrome that plays the ring sound and fetches the contact list of the company. There can
 * be one hidden page only. Both work at the same time.
 */
import { playChime, stopChimes } from '../../platform/audio.ts';
import { logFailure } from '../app/send-command.ts';
import { onAudio } from '../../platform/messaging/offscreen-audio.ts';

/** True once the page has played a sound. Then it stays for the next one, until Chrome closes it. */
let hasPlayed = false;

onAudio({
  play(name, volume) {
    hasPlayed = true;
    logFailure('sound not played', playChime(name, volume));
  },
  stop: stopChimes,
  async fetchContacts(request) {
    const { fetchCompanyList } = await import('../../platform/contacts/company-list.ts');
    return fetchCompanyList(request);
  },
  // A page that was opened only for the contacts takes no memory after that.
  contactsTaken() {
    if (!hasPlayed) window.close();
  },
});
