/** How the worker plays a sound: Chromium lets only a page do it. */
import browser from 'webextension-polyfill';
import * as v from 'valibot';
import { SOUNDS, type SoundName } from '../../domain/rules/sounds.ts';
import { TAKEN } from './commands.ts';

export const playSchema = v.object({ type: v.literal('play'), name: v.picklist(SOUNDS), volume: v.number() });

/** Asks the hidden page that can to play a sound. Rejects where there is none. */
export async function askToPlay(name: SoundName, volume: number): Promise<void> {
  await browser.runtime.sendMessage({ type: 'play', name, volume } satisfies v.InferOutput<
    typeof playSchema
  >);
}

/** Hears that a sound is to be played. */
export function onPlay(play: (name: SoundName, volume: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const parsed = v.safeParse(playSchema, message);
    if (sender.id !== browser.runtime.id || !parsed.success) return undefined;
    play(parsed.output.name, parsed.output.volume);
    return Promise.resolve(TAKEN);
  });
}
