/** How pages ask things of the worker. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { Command } from './command.ts';
import { SOUNDS, type SoundName } from '../../domain/rules/sounds.ts';
import { log, messageOf } from '../log.ts';

/** A worker's answer once it has done what was asked. */
export const TAKEN = 'taken';

/** Sends a command to the worker and waits until it was taken. */
export async function send(command: Command): Promise<void> {
  await browser.runtime.sendMessage(command);
}

/** Pauses before a click is said again, in ms: a worker that was killed over it is back within them. */
const SAY_AGAIN_MS = [200, 1_000, 5_000];
/** How long a worker may take over a click, in ms: the browser may have to start it first. */
const ANSWER_WITHIN_MS = 8_000;

/** Sends a click until a worker has taken it: one that dies with it in hand can tell nobody. Rejects when none does. */
export async function sendSurely(command: Command & { readonly click: string }): Promise<void> {
  for (const pause of SAY_AGAIN_MS) {
    if (await isTaken(command)) return;
    log('warn', 'click not taken', { type: command.type });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  if (!(await isTaken(command))) throw new Error('no worker took the click');
}

/** True once the worker has done what was asked; false when it cannot, or is silent. Silence is no answer: where a worker dies over a message, browsers reject, resolve with nothing, or never settle. */
export async function isTaken(command: Command): Promise<boolean> {
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_WITHIN_MS));
  const answer: unknown = await Promise.race([
    browser.runtime.sendMessage(command).catch(messageOf),
    silence,
  ]);
  return answer === TAKEN;
}

const playSchema = v.object({ type: v.literal('play'), name: v.picklist(SOUNDS), volume: v.number() });

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

/** What a page's line to the worker says of it: an open desk shows rings by itself, a directory the lines of a whole account. */
const KINDS = ['page', 'desk', 'directory'] as const;
export type PageKind = (typeof KINDS)[number];
const CALL_AGAIN_MS = 500;

/** Keeps a line to the worker for as long as this page is open: it notices when the page goes, and a worker that died is woken. */
export function holdLine(kind: PageKind): void {
  browser.runtime.connect({ name: kind }).onDisconnect.addListener(() => {
    setTimeout(() => holdLine(kind), CALL_AGAIN_MS);
  });
}

/** Which of our pages are open. */
export interface OpenPages {
  readonly isOpen: (kind: PageKind) => boolean;
  readonly isAnyOpen: () => boolean;
}

/** Hears when one of our pages opens or closes, and knows which are open. Add it in the worker's first turn. */
export function watchPages(on: {
  readonly opened: (kind: PageKind) => void;
  readonly closed: () => void;
}): OpenPages {
  const lines = new Set<browser.Runtime.Port>();
  browser.runtime.onConnect.addListener((port) => {
    const kind = KINDS.find((each) => each === port.name);
    if (kind === undefined) return;
    lines.add(port);
    port.onDisconnect.addListener(() => {
      lines.delete(port);
      on.closed();
    });
    on.opened(kind);
  });
  return { isOpen: (kind) => [...lines].some(({ name }) => name === kind), isAnyOpen: () => lines.size > 0 };
}
