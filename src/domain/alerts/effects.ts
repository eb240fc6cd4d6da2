/**
 * The effects: what the worker does because of a call, and in what order. Every effect can run twice without
 * harm, because the call id identifies it.
 */
import type { Surface } from './alert-policy.ts';
import type { SuppressedReason } from '../calls/call.ts';
import type { LookupRequest } from '../calls/caller-lookup.ts';
import type { SoundName } from '../rules/sounds.ts';
import type { LabelEntry } from '../common/caller/known-labels.ts';
import type { CallId, Millis } from '../common/types.ts';

/** A page of the CRM to open. */
export interface TabWish {
  readonly url: string;
  /**
   * Ids of the tabs that existed before the page was opened; null while the effect has not begun. If a worker
   * dies, the next one uses them to see whether the page was opened.
   */
  readonly before: readonly number[] | null;
  readonly at: Millis;
  /**
   * True when the page opens automatically; then nothing that the agent sees may change. False when the agent
   * clicked; then the page opens in front.
   */
  readonly behind: boolean;
}

/** One effect. */
export type Effect =
  | { readonly kind: 'notify'; readonly callId: CallId; readonly silent: boolean }
  | { readonly kind: 'update-notification'; readonly callId: CallId }
  | { readonly kind: 'clear-notification'; readonly callId: CallId }
  /**
   * One notification for all calls, instead of one for each. `silent`: it was already there and only shows a
   * new count.
   */
  | { readonly kind: 'notify-crowd'; readonly silent: boolean }
  | { readonly kind: 'clear-crowd' }
  | { readonly kind: 'open-window' }
  | { readonly kind: 'front-window' }
  | { readonly kind: 'close-window' }
  | { readonly kind: 'sound'; readonly name: SoundName }
  /** Sends a request about a call to the customer's endpoint. */
  | ({ readonly kind: 'look-up' } & LookupRequest)
  /** Reads what the contacts and the past calls say of the caller. */
  | { readonly kind: 'find-caller'; readonly callId: CallId }
  | { readonly kind: 'record'; readonly callId: CallId }
  /**
   * Writes the ring into the ring log of user `whose`, after the surfaces have been tried. While the user is
   * unknown, `whose` is null and nothing is written. `isMore`: the surfaces took over a ring that is in the
   * log already, at `heardAt`.
   */
  | {
      readonly kind: 'log-ring';
      readonly whose: string | null;
      readonly callId: CallId;
      readonly heardAt: Millis;
      readonly way: 'live' | 'late';
      readonly surfaces: readonly Surface[];
      readonly quiet: SuppressedReason | null;
      readonly isMore?: true | undefined;
    }
  /** Writes into the ring log of user `whose` that the card is no longer on top of all windows. */
  | { readonly kind: 'log-on-top-end'; readonly whose: string; readonly at: Millis }
  /** Keeps the unseen missed calls of user `whose`, so that they survive the browser. */
  | { readonly kind: 'keep-missed'; readonly whose: string; readonly missed: readonly CallId[] }
  /** Reads what the past calls of user `whose` taught of labels. */
  | { readonly kind: 'read-labels'; readonly whose: string }
  /** Stores these labels of user `whose`, in place of the stored ones with the same keys. */
  | { readonly kind: 'keep-labels'; readonly whose: string; readonly labels: readonly LabelEntry[] }
  /** Marks a missed call of user `whose` as done without a call back, or takes the mark away. */
  | {
      readonly kind: 'mark-callback';
      readonly whose: string;
      readonly callId: CallId;
      readonly isDone: boolean;
    }
  | ({ readonly kind: 'open-tab' } & TabWish)
  /** The same effect after the worker that began it died. */
  | ({ readonly kind: 'find-or-open-tab' } & TabWish & { readonly before: readonly number[] })
  | { readonly kind: 'open-options' }
  /** Opens the panel in a tab, at a past call unless `pastCall` is null. */
  | { readonly kind: 'open-panel'; readonly pastCall: CallId | null }
  /** Deletes the past calls and the ring log of one user. */
  | { readonly kind: 'erase'; readonly whose: string }
  /** Deletes those of every user except `whose`; of every user when `whose` is null. */
  | { readonly kind: 'erase-others'; readonly whose: string | null }
  /** Asks the server for the full list. */
  | { readonly kind: 'resync' };

/** The place of an effect in the effect queues. */
export interface QueueSpec {
  /** Name of the effect queue. Effects of one queue run in order; different queues run in parallel. */
  readonly queue: string;
  /** Other effect queues whose current effects must finish first. */
  readonly after?: readonly string[];
  /**
   * When true, the effect waits for a moment until running notifications are done. Both need the same browser
   * thread, and a window occupies it for long.
   */
  readonly yieldsToNotifications?: true;
}

/** Returns the effect queue of an effect, and what it waits for. */
export function queueOf(effect: Effect): QueueSpec {
  switch (effect.kind) {
    case 'notify':
    case 'update-notification':
    case 'clear-notification':
      return { queue: notificationQueue(effect.callId) };
    case 'notify-crowd':
    case 'clear-crowd':
      return { queue: CROWD };
    case 'open-window':
      return { queue: 'window', yieldsToNotifications: true };
    case 'front-window':
    case 'close-window':
      return { queue: 'window' };
    // The ring log records how the surfaces did, so it waits for them.
    case 'log-ring':
      return { queue: 'history', after: [notificationQueue(effect.callId), CROWD, 'window', 'sound'] };
    case 'record':
    case 'log-on-top-end':
    case 'keep-missed':
    case 'read-labels':
    case 'keep-labels':
    case 'mark-callback':
    case 'erase':
    case 'erase-others':
      return { queue: 'history' };
    case 'open-tab':
    case 'find-or-open-tab':
    case 'open-options':
    case 'open-panel':
      return { queue: 'tab' };
    // A database that never answers must not hold up the name of the next caller.
    case 'find-caller':
      return { queue: `caller ${effect.callId}` };
    case 'sound':
    case 'look-up':
    case 'resync':
      return { queue: effect.kind };
  }
}

/** Prefix of the effect queues of notifications. */
export const NOTIFICATION_PREFIX = 'notification ';

/** Effect queue of the notification that stands for all calls. */
const CROWD = `${NOTIFICATION_PREFIX}crowd`;

/** Returns the effect queue of a call's notification. */
const notificationQueue = (callId: CallId): string => NOTIFICATION_PREFIX + callId;

/** Kinds of effects that only show the state of a call. */
const SHOWN: readonly Effect['kind'][] = [
  'notify',
  'update-notification',
  'clear-notification',
  'notify-crowd',
  'clear-crowd',
  'open-window',
  'close-window',
  'sound',
];

/**
 * True for an effect that only shows the state of a call. Showing it twice does no harm, so it need not be
 * stored before it runs.
 */
export const isDisplayEffect = ({ kind }: Effect): boolean => SHOWN.includes(kind);

/** True for an effect that changes nothing. It begins at once, because the card waits for the name. */
export const isReadOnly = ({ kind }: Effect): boolean => kind === 'find-caller';

/** Kinds of effects that bring a window or page of ours to the front after a click. */
const BRINGS_FORWARD: readonly Effect['kind'][] = ['front-window', 'open-options', 'open-panel'];

/** How long a page to open stays valid, in ms. After that the agent must have given up on the click. */
const CLICK_LASTS_MS = 60_000;

/**
 * Returns the pending effects of the last worker that a new worker still runs. `now` is in ms. It leaves out
 * `BRINGS_FORWARD` and pages older than `CLICK_LASTS_MS`, because a window or page from an old click would
 * surprise the agent now. A page that the last worker had begun to open becomes
 * `find-or-open-tab`.
 */
export const recoverPending = (pending: readonly Effect[], now: Millis): readonly Effect[] =>
  pending.flatMap((effect): Effect[] => {
    if (BRINGS_FORWARD.includes(effect.kind)) return [];
    if (effect.kind !== 'open-tab' && effect.kind !== 'find-or-open-tab') return [effect];
    if (now - effect.at >= CLICK_LASTS_MS) return [];
    const { before } = effect;
    return [before === null ? effect : { ...effect, kind: 'find-or-open-tab', before }];
  });
