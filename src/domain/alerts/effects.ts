/** What the worker does because of a call, and in what order. Every effect can be repeated without harm: it is identified by call id. */
import type { Surface } from './alert-policy.ts';
import type { QuietReason } from '../calls/call.ts';
import type { LookupNews } from '../calls/caller-lookup.ts';
import type { SoundName } from '../rules/sounds.ts';
import type { CallId, Millis } from '../common/types.ts';

/** A page of the CRM that is to be opened. */
export interface TabWish {
  readonly url: string;
  /** The tabs that there were before it was opened; null while it has not been begun. By them a worker tells whether the one before it, which died, has opened it. */
  readonly before: readonly number[] | null;
  readonly at: Millis;
  /** Opened by itself: nothing that the agent sees may change. Else on the agent's click, in front. */
  readonly behind: boolean;
}

export type Reaction =
  | { readonly kind: 'notify'; readonly callId: CallId; readonly silent: boolean }
  | { readonly kind: 'update-notification'; readonly callId: CallId }
  | { readonly kind: 'clear-notification'; readonly callId: CallId }
  /** One notification for all calls, in place of one for each; `silent`: it was there, and only says how many they are now. */
  | { readonly kind: 'notify-crowd'; readonly silent: boolean }
  | { readonly kind: 'clear-crowd' }
  | { readonly kind: 'open-window' }
  | { readonly kind: 'front-window' }
  | { readonly kind: 'close-window' }
  | { readonly kind: 'sound'; readonly name: SoundName }
  /** Tells the customer's endpoint of a call. */
  | ({ readonly kind: 'look-up' } & LookupNews)
  | { readonly kind: 'record'; readonly callId: CallId }
  /** Into the ledger of the user whose ring it was (of nobody while that is not known), after the surfaces have been tried. */
  | {
      readonly kind: 'log-ring';
      readonly whose: string | null;
      readonly callId: CallId;
      readonly heardAt: Millis;
      readonly way: 'live' | 'late';
      readonly surfaces: readonly Surface[];
      readonly quiet: QuietReason | null;
    }
  | ({ readonly kind: 'open-tab' } & TabWish)
  /** The same, begun by a worker that died. */
  | ({ readonly kind: 'find-or-open-tab' } & TabWish & { readonly before: readonly number[] })
  | { readonly kind: 'open-options' }
  /** Forgets the past calls and the ledger of one user… */
  | { readonly kind: 'erase'; readonly whose: string }
  /** …or of everybody but them; of everybody with null. */
  | { readonly kind: 'erase-others'; readonly whose: string | null }
  /** Ask the server for the full list. */
  | { readonly kind: 'resync' };

export interface Lane {
  /** Reactions of one lane are done in order, those of other lanes beside them. */
  readonly lane: string;
  /** Lanes of which it has to see the end so far. */
  readonly after: readonly string[];
  /** It lets the notifications that are under way go first, for a moment: both ask the same thread of the browser, and a window keeps that for long. */
  readonly givesWay?: true;
}

/** In what order a reaction is done. */
export function laneOf(reaction: Reaction): Lane {
  switch (reaction.kind) {
    case 'notify':
    case 'update-notification':
    case 'clear-notification':
      return { lane: noticeLane(reaction.callId), after: [] };
    case 'notify-crowd':
    case 'clear-crowd':
      return { lane: CROWD, after: [] };
    case 'open-window':
      return { lane: 'window', after: [], givesWay: true };
    case 'front-window':
    case 'close-window':
      return { lane: 'window', after: [] };
    // It tells how the surfaces did.
    case 'log-ring':
      return { lane: 'history', after: [noticeLane(reaction.callId), CROWD, 'window', 'sound'] };
    case 'record':
    case 'erase':
    case 'erase-others':
      return { lane: 'history', after: [] };
    case 'open-tab':
    case 'find-or-open-tab':
    case 'open-options':
      return { lane: 'tab', after: [] };
    case 'sound':
    case 'look-up':
    case 'resync':
      return { lane: reaction.kind, after: [] };
  }
}

/** How the lanes of notifications begin. */
export const NOTICES = 'notification ';

export const CROWD = `${NOTICES}crowd`;

export const noticeLane = (callId: CallId): string => NOTICES + callId;

export const SHOWN: readonly Reaction['kind'][] = [
  'notify',
  'update-notification',
  'clear-notification',
  'notify-crowd',
  'clear-crowd',
  'open-window',
  'close-window',
  'sound',
];

/** True for what only shows how a call stands: showing it once more does no harm, and it need not be remembered before it is done. */
export const isShown = ({ kind }: Reaction): boolean => SHOWN.includes(kind);

/** A click is not answered any more once the agent must have given up on it, in ms. */
export const CLICK_LASTS_MS = 60_000;

/** What a worker that starts still owes of what the last one left. Windows and pages asked for by a click would surprise the agent now. */
export const stillOwed = (owed: readonly Reaction[], now: Millis): readonly Reaction[] =>
  owed.flatMap((reaction): Reaction[] => {
    if (reaction.kind === 'front-window' || reaction.kind === 'open-options') return [];
    if (reaction.kind !== 'open-tab' && reaction.kind !== 'find-or-open-tab') return [reaction];
    if (now - reaction.at >= CLICK_LASTS_MS) return [];
    const { before } = reaction;
    return [before === null ? reaction : { ...reaction, kind: 'find-or-open-tab', before }];
  });
