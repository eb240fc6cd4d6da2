/** How the worker plays a sound. In Chromium only a page can play it. */
import browser from 'webextension-polyfill';
import * as v from 'valibot';
import { SOUNDS, type SoundName } from '../../domain/rules/sounds.ts';
import { ACK } from './commands.ts';

/** The message that asks for a sound. `volume` is in percent. */
const playSchema = v.object({ type: v.literal('play'), name: v.picklist(SOUNDS), volume: v.number() });

/** Asks the hidden page to play a sound. Rejects if that page is not open. */
export async function playInOffscreen(name: SoundName, volume: number): Promise<void> {
  await browser.runtime.sendMessage({ type: 'play', name, volume } satisfies v.InferOutput<
    typeof playSchema
  >);
}

/** Calls `play` for each request to play a sound. Used by the hidden page. */
export function onPlay(play: (name: SoundName, volume: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const parsed = v.safeParse(playSchema, message);
    if (sender.id !== browser.runtime.id || !parsed.success) return undefined;
    play(parsed.output.name, parsed.output.volume);
    return Promise.resolve(ACK);
  });
}
