/** How the worker plays a sound. In Chromium only a page can play it. */
import browser from 'webextension-polyfill';
import * as v from 'valibot';
import { SOUNDS, type SoundName } from '../../domain/rules/sounds.ts';
import { ACK } from './commands.ts';

/** The messages that start a sound and end all sounds. `volume` is in percent. */
const audioSchema = v.variant('type', [
  v.object({ type: v.literal('play'), name: v.picklist(SOUNDS), volume: v.number() }),
  v.object({ type: v.literal('stop-sounds') }),
]);
type AudioMessage = v.InferOutput<typeof audioSchema>;

/** Asks the hidden page to play a sound. Rejects if that page is not open. */
export async function playInOffscreen(name: SoundName, volume: number): Promise<void> {
  await browser.runtime.sendMessage({ type: 'play', name, volume } satisfies AudioMessage);
}

/** Asks the hidden page to end all sounds. Rejects if that page is not open. */
export async function stopInOffscreen(): Promise<void> {
  await browser.runtime.sendMessage({ type: 'stop-sounds' } satisfies AudioMessage);
}

/** Calls `play` for each request to play a sound, and `stop` to end all sounds. Used by the hidden page. */
export function onAudio({
  play,
  stop,
}: {
  readonly play: (name: SoundName, volume: number) => void;
  readonly stop: () => void;
}): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const parsed = v.safeParse(audioSchema, message);
    if (sender.id !== browser.runtime.id || !parsed.success) return undefined;
    if (parsed.output.type === 'play') play(parsed.output.name, parsed.output.volume);
    else stop();
    return Promise.resolve(ACK);
  });
}
