/** What pages may ask of the worker. Commands carry ids only: never a secret, never a URL. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';

const callId = v.pipe(v.string(), v.maxLength(200));
const commandSchema = v.variant('type', [
  v.object({ type: v.literal('open-crm'), callId }),
  v.object({ type: v.literal('dismiss'), callId }),
  v.object({ type: v.literal('pin'), callId, pinned: v.boolean() }),
  v.object({ type: v.literal('missed-seen') }),
  v.object({ type: v.literal('sign-in') }),
  v.object({ type: v.literal('sign-out') }),
  v.object({ type: v.literal('hello') }),
]);

/**
 * `pin`: the agent's hand is on the card, it must not go away. `sign-in`: the settings and the typed password are stored,
 * use them. `hello`: a page opened; it wakes the worker.
 */
export type Command = v.InferOutput<typeof commandSchema>;

/** Sends a command to the worker and waits until it was taken. */
export async function send(command: Command): Promise<void> {
  await browser.runtime.sendMessage(command);
}

/** Listens for commands from our own pages; anything else is left unanswered. Add it in the worker's first turn. */
export function onCommand(take: (command: Command) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const fromOurPage = sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('')) === true;
    const parsed = v.safeParse(commandSchema, message);
    return fromOurPage && parsed.success ? take(parsed.output) : undefined;
  });
}
