/** What pages may ask of the worker. Commands carry ids only: never a secret, never a URL. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { SOUNDS, type SoundName } from '../domain/sounds.ts';
import { log, messageOf } from './log.ts';
import { placeSchema } from './storage.ts';

const callId = v.pipe(v.string(), v.maxLength(200));
const commandSchema = v.variant('type', [
  v.object({ type: v.literal('open-crm'), callId, click: v.pipe(v.string(), v.maxLength(64)), link: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
  v.object({ type: v.literal('dismiss'), callId }),
  v.object({ type: v.literal('mute'), callId }),
  v.object({ type: v.literal('test-call') }),
  v.object({ type: v.literal('resync') }),
  v.object({ type: v.literal('check-up') }),
  v.object({ type: v.literal('ask-lookup') }),
  v.object({ type: v.literal('play-sound') }),
  v.object({ type: v.literal('erase-history') }),
  v.object({ type: v.literal('pin'), callId, pinned: v.boolean() }),
  v.object({ type: v.literal('missed-seen') }),
  v.object({ type: v.literal('save-settings'), changes: v.record(v.string(), v.unknown()) }),
  v.object({ type: v.literal('place-window'), place: placeSchema }),
  v.object({ type: v.literal('sign-in') }),
  v.object({ type: v.literal('sign-out') }),
]);

/**
 * `click` names one click, however often it is said; `link` the id of one of the call's links (domain/call-links.ts), the main one by default. `place-window`: the agent has moved the call window. `save-settings`: from a page that closes (domain/settings.ts judges each). `check-up`: asks the server for a sign of life and stores what came of it; `ask-lookup`: asks the customer's endpoint of a made-up caller; `play-sound`: the sound of a ring. `resync`: a page shows what no event keeps fresh. `pin`: the agent's hand is on the card, it must not go away. `sign-in`: the settings and the typed password are stored,
 * use them.
 */
export type Command = v.InferOutput<typeof commandSchema>;

/** A worker's answer once it has done what was asked. */
const TAKEN = 'taken';

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
  const answer: unknown = await Promise.race([browser.runtime.sendMessage(command).catch(messageOf), silence]);
  return answer === TAKEN;
}

/** Listens for commands from our own pages; anything else is left unanswered. Add it in the worker's first turn. */
export function onCommand(take: (command: Command) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const fromOurPage = sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('')) === true;
    const parsed = v.safeParse(commandSchema, message);
    return fromOurPage && parsed.success ? take(parsed.output).then(() => TAKEN) : undefined;
  });
}

const playSchema = v.object({ type: v.literal('play'), name: v.picklist(SOUNDS), volume: v.number() });

/** Asks the hidden page that can to play a sound. Rejects where there is none. */
export async function askToPlay(name: SoundName, volume: number): Promise<void> {
  await browser.runtime.sendMessage({ type: 'play', name, volume } satisfies v.InferOutput<typeof playSchema>);
}

/** Hears that a sound is to be played. */
export function onPlay(play: (name: SoundName, volume: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(playSchema, message);
    if (!parsed.success) return undefined;
    play(parsed.output.name, parsed.output.volume);
    return Promise.resolve(TAKEN);
  });
}

/** A page's kind of line to the worker: an open desk shows rings by itself. */
const PAGE = 'page';
const DESK = 'desk';
const CALL_AGAIN_MS = 500;

/** Keeps a line to the worker for as long as this page is open: it notices when the page goes, and a worker that died is woken. */
export function holdLine(isDesk = false): void {
  browser.runtime.connect({ name: isDesk ? DESK : PAGE }).onDisconnect.addListener(() => {
    setTimeout(() => holdLine(isDesk), CALL_AGAIN_MS);
  });
}

/** Hears when one of our pages closes, and counts the desks that are open. Add it in the worker's first turn. */
export function watchPages(gone: () => void): { readonly isDeskOpen: () => boolean } {
  const desks = new Set<browser.Runtime.Port>();
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PAGE && port.name !== DESK) return;
    if (port.name === DESK) desks.add(port);
    port.onDisconnect.addListener(() => {
      desks.delete(port);
      gone();
    });
  });
  return { isDeskOpen: () => desks.size > 0 };
}
