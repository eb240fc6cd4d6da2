/** Plays the sound of a ring. Chrome's worker has no audio, so a hidden page plays it there. */
import browser from 'webextension-polyfill';
import type { SoundName } from '../../domain/rules/sounds.ts';
import { isFirefox } from '../../platform/browser.ts';
import { playChime } from '../../platform/audio.ts';
import { log, messageOf } from '../../platform/log.ts';
import { playInOffscreen } from '../../platform/messaging/offscreen-audio.ts';

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
    void playChime(name, volume).catch((thrown: unknown) =>
      log('warn', 'sound not played', { why: messageOf(thrown) }),
    );
    return;
  }
  await (opening ??= openPage().finally(() => (opening = null)));
  await playInOffscreen(name, volume);
}

/**
 * The opening of the hidden page that is under way, or null. Chrome rejects a second page, so other sounds
 * wait for this one.
 */
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
