/**
 * Plays the sound of a ring, once or until the call is answered. Chrome's worker has no audio, so a hidden
 * page plays it there.
 */
import browser from 'webextension-polyfill';
import type { SoundName } from '../../domain/rules/sounds.ts';
import { isFirefox } from '../../platform/browser.ts';
import { playChime, stopChimes } from '../../platform/audio.ts';
import { logThrown } from '../../platform/log.ts';
import { playInOffscreen, stopInOffscreen } from '../../platform/messaging/offscreen-audio.ts';

/** An API that only Chrome has and the cross-browser types lack. */
interface Offscreen {
  hasDocument(): Promise<boolean>;
  createDocument(options: { url: string; reasons: readonly string[]; justification: string }): Promise<void>;
}

/**
 * Starts a sound at a volume in percent. Does not wait for its end, so nothing waits behind it. Rejects if
 * the page that plays it cannot be opened. In Firefox it never rejects; a failure is logged.
 */
export async function playSound(name: SoundName, volume: number): Promise<void> {
  if (isFirefox) {
    void playChime(name, volume).catch(logThrown('warn', 'sound not played'));
    return;
  }
  const play = async (): Promise<void> => {
    await openHiddenPage(true);
    await playInOffscreen(name, volume);
  };
  // A page that was opened for the contacts closes by itself, perhaps at this moment.
  await play().catch(play);
}

/**
 * Opens the hidden page of Chrome, for a sound or for the contacts, unless it is open. Rejects where Chrome
 * refuses.
 */
export const openHiddenPage = (isForSound: boolean): Promise<void> =>
  (opening ??= openPage(isForSound).finally(() => (opening = null)));

/** Ends the sound that is playing, if there is one. Rejects where the browser refuses. */
async function stopSound(): Promise<void> {
  if (isFirefox) stopChimes();
  else if (await offscreen().hasDocument()) await stopInOffscreen();
}

/** Pause from the start of a sound to its repetition, in ms. Telephones ring about as often. */
const REPEAT_MS = 3_000;

/** A sound that repeats, with its volume in percent. */
interface Repeated {
  readonly name: SoundName;
  readonly volume: number;
}

/**
 * Returns a function that takes the sound that must repeat from now on, or null to end it. The effect of the
 * ring plays the sound for the first time, so the first repetition follows after a pause. The state of the
 * calls decides on the sound, so a new worker goes on where the last one ended.
 */
export function createRepeater(): (sound: Repeated | null) => void {
  let repeated: Repeated | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const failed = logThrown('warn', 'sound not repeated');
  return (sound) => {
    repeated = sound;
    if (sound === null) {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      void stopSound().catch(failed);
      return;
    }
    timer ??= setInterval(() => {
      if (repeated !== null) void playSound(repeated.name, repeated.volume).catch(failed);
    }, REPEAT_MS);
  };
}

const offscreen = (): Offscreen => (browser as unknown as { readonly offscreen: Offscreen }).offscreen;

/**
 * The opening of the hidden page that is under way, or null. Chrome rejects a second page, so other sounds
 * wait for this one.
 */
let opening: Promise<void> | null = null;

async function openPage(isForSound: boolean): Promise<void> {
  if (await offscreen().hasDocument()) return;
  await offscreen().createDocument({
    url: browser.runtime.getURL('sound.html'),
    // For the sound alone, Chrome would close the page after 30 s of silence, in the middle of a long list.
    reasons: ['AUDIO_PLAYBACK', ...(isForSound ? [] : ['DOM_PARSER'])],
    justification: 'Plays the sound of an incoming call, and reads the contact list of the company',
  });
}
