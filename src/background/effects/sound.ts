/** The sound of a ring. Chrome's worker has no audio: there a hidden page plays it. */
import browser from 'webextension-polyfill';
import type { SoundName } from '../../domain/rules/sounds.ts';
import { isFirefox } from '../../platform/browser.ts';
import { playChime } from '../../platform/audio.ts';
import { log, messageOf } from '../../platform/log.ts';
import { askToPlay } from '../../platform/messaging/offscreen-audio.ts';

/** Chrome's own API, which the cross-browser types do not know. */
interface Offscreen {
  hasDocument(): Promise<boolean>;
  createDocument(options: { url: string; reasons: readonly string[]; justification: string }): Promise<void>;
}

/** Starts a sound; does not wait for its end, for nothing may wait behind it. Rejects where the page that plays it cannot be had. */
export async function playSound(name: SoundName, volume: number): Promise<void> {
  if (isFirefox) {
    void playChime(name, volume).catch((thrown: unknown) =>
      log('warn', 'sound not played', { why: messageOf(thrown) }),
    );
    return;
  }
  await (opening ??= openPage().finally(() => (opening = null)));
  await askToPlay(name, volume);
}

/** The hidden page is being opened: Chrome rejects a second one, so whoever else wants to play a sound waits for it. */
let opening: Promise<void> | null = null;

async function openPage(): Promise<void> {
  const { offscreen } = browser as unknown as { readonly offscreen: Offscreen };
  if (await offscreen.hasDocument()) return;
  await offscreen.createDocument({
    url: browser.runtime.getURL('sound.html'),
    reasons: ['AUDIO_PLAYBACK'],
    justification: 'Plays the sound of an incoming call',
  });
}
