/**
 * The commands that pages may send to the worker, and how the worker recognises them. Commands carry ids
 * and what the agent typed or changed, never a secret or a URL.
 */
import * as v from 'valibot';
import { windowBoundsSchema } from '../../domain/common/window-bounds.ts';
import { isKey } from '../../domain/common/sanitize.ts';

const callId = v.pipe(v.string(), v.maxLength(200), v.check(isKey));
const commandSchema = v.variant('type', [
  v.object({
    type: v.literal('open-crm'),
    callId,
    click: v.pipe(v.string(), v.maxLength(64)),
    link: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
  v.object({ type: v.picklist(['dismiss', 'mute']), callId }),
  v.object({
    type: v.picklist([
      'test-call',
      'resync',
      'try-now',
      'diagnostics',
      'ask-lookup',
      'play-sound',
      'erase-history',
      'missed-read',
      'sign-in',
      'sign-out',
    ]),
  }),
  v.object({ type: v.literal('check-crm'), number: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({ type: v.literal('end-crm'), choice: v.pipe(v.string(), v.maxLength(20_000)) }),
  v.object({ type: v.literal('choose-record'), callId, record: v.pipe(v.string(), v.maxLength(500)) }),
  v.object({ type: v.literal('pin'), callId, pinned: v.boolean() }),
  v.object({ type: v.literal('mark-callback'), callId, isDone: v.boolean() }),
  v.object({ type: v.literal('save-settings'), changes: v.record(v.string(), v.unknown()) }),
  v.object({ type: v.literal('place-window'), place: windowBoundsSchema }),
]);

/**
 * A command from a page to the worker.
 * - `click`: the id of one click. It stays the same when the page sends the click again.
 * - `link`: the id of one of the call's links (call-links.ts). Without it, the main link is meant.
 * - `place-window`: the agent has moved the call window.
 * - `save-settings`: sent by a page that closes. settings.ts checks each value.
 * - `mark-callback`: the agent says that a missed call needs no call back, or takes that back.
 * - `diagnostics`: asks the server for a sign of life and stores the result.
 * - `ask-lookup`: asks the customer's endpoint about a made-up caller.
 * - `check-crm`: asks the chosen CRM about a number that the agent typed, and stores the answer.
 * - `end-crm`: the settings now choose another CRM than the one whose plan has this `choice`.
 * - `choose-record`: the agent chose one of the matching records of the CRM, by its key.
 * - `play-sound`: plays the sound of a ring.
 * - `resync`: a page shows data that no event keeps up to date.
 * - `try-now`: tries to sign in or connect at once, without the pause. Signs in a user who is signed in
 *   elsewhere.
 * - `pin`: the agent's pointer or focus is on the card, so it must not disappear.
 * - `sign-in`: the settings and the typed password are stored; the worker uses them.
 */
export type Command = v.InferOutput<typeof commandSchema>;

/** The sender of a message, as the browser reports it. */
export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * Returns the command in a message. Null if it is no valid command, or if it does not come from a page of
 * this extension. `own` holds the extension's id and the address of its root.
 */
export function readCommand(
  message: unknown,
  sender: Sender,
  own: { readonly id: string; readonly root: string },
): Command | null {
  if (sender.id !== own.id || sender.url?.startsWith(own.root) !== true) return null;
  const parsed = v.safeParse(commandSchema, message);
  return parsed.success ? parsed.output : null;
}
