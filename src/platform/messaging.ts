/** What pages may ask of the worker. Commands carry ids only: never a secret, never a URL. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { log, messageOf } from './log.ts';

const callId = v.pipe(v.string(), v.maxLength(200));
const commandSchema = v.variant('type', [
  v.object({ type: v.literal('open-crm'), callId, click: v.pipe(v.string(), v.maxLength(64)) }),
  v.object({ type: v.literal('dismiss'), callId }),
  v.object({ type: v.literal('pin'), callId, pinned: v.boolean() }),
  v.object({ type: v.literal('missed-seen') }),
  v.object({ type: v.literal('sign-in') }),
  v.object({ type: v.literal('sign-out') }),
]);

/**
 * `click` names one click, however often it is said. `pin`: the agent's hand is on the card, it must not go away. `sign-in`: the settings and the typed password are stored,
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

/** Silence is no answer: where a worker dies over a message, browsers reject, resolve with nothing, or never settle. */
async function isTaken(command: Command): Promise<boolean> {
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

const PAGE = 'page';
const CALL_AGAIN_MS = 500;

/** Keeps a line to the worker for as long as this page is open: it notices when the page goes, and a worker that died is woken. */
export function holdLine(): void {
  browser.runtime.connect({ name: PAGE }).onDisconnect.addListener(() => {
    setTimeout(holdLine, CALL_AGAIN_MS);
  });
}

/** Hears when one of our pages closes. Add it in the worker's first turn. */
export function onPageGone(gone: () => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === PAGE) port.onDisconnect.addListener(gone);
  });
}
