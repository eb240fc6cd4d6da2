/** What pages may ask of the worker, and how that is told from everything else. Commands carry ids only: never a secret, never a URL. */
import * as v from 'valibot';
import { placeSchema } from '../../domain/common/window-bounds.ts';
import { isKey } from '../../domain/common/sanitize.ts';

const callId = v.pipe(v.string(), v.maxLength(200), v.check(isKey));
const commandSchema = v.variant('type', [
  v.object({
    type: v.literal('open-crm'),
    callId,
    click: v.pipe(v.string(), v.maxLength(64)),
    link: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
  v.object({ type: v.literal('dismiss'), callId }),
  v.object({ type: v.literal('mute'), callId }),
  v.object({ type: v.literal('test-call') }),
  v.object({ type: v.literal('resync') }),
  v.object({ type: v.literal('try-now') }),
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
 * `click` names one click, however often it is said; `link` the id of one of the call's links (call-links.ts), the main one by default. `place-window`: the agent has moved the call window. `save-settings`: from a page that closes (settings.ts judges each). `check-up`: asks the server for a sign of life and stores what came of it; `ask-lookup`: asks the customer's endpoint of a made-up caller; `play-sound`: the sound of a ring. `resync`: a page shows what no event keeps fresh. `try-now`: the next try to sign in or connect shall not wait. `pin`: the agent's hand is on the card, it must not go away. `sign-in`: the settings and the typed password are stored,
 * use them.
 */
export type Command = v.InferOutput<typeof commandSchema>;

/** Who sent a message, as the browser says it. */
export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
}

/** The command that a message is, or null: what is none, and whatever comes from elsewhere than a page of the extension `own` (its id and the address of its root). */
export function readCommand(
  message: unknown,
  sender: Sender,
  own: { readonly id: string; readonly root: string },
): Command | null {
  if (sender.id !== own.id || sender.url?.startsWith(own.root) !== true) return null;
  const parsed = v.safeParse(commandSchema, message);
  return parsed.success ? parsed.output : null;
}
