/** Compares two books and names what must happen. Each reaction can be repeated without harm: it is found by call id. */
import { alertFor, type Circumstances, type Surface } from './alert-policy.ts';
import { type Book, windowCards } from '../calls/reducer.ts';
import { type Call, type CallId, isLive, type Millis, type QuietReason } from '../calls/call.ts';
import { mainLink } from '../crm/call-links.ts';
import { summarize } from '../calls/call-summary.ts';
import { type LookupNews, lookupNews } from '../calls/caller-lookup.ts';
import type { Settings } from '../settings/settings.ts';
import { notified } from './limits.ts';
import type { SoundName } from '../rules/sounds.ts';

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
const CROWD = `${NOTICES}crowd`;
const noticeLane = (callId: CallId): string => NOTICES + callId;

const SHOWN: readonly Reaction['kind'][] = [
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
const CLICK_LASTS_MS = 60_000;

/** What a worker that starts still owes of what the last one left. Windows and pages asked for by a click would surprise the agent now. */
export const stillOwed = (owed: readonly Reaction[], now: Millis): readonly Reaction[] =>
  owed.flatMap((reaction): Reaction[] => {
    if (reaction.kind === 'front-window' || reaction.kind === 'open-options') return [];
    if (reaction.kind !== 'open-tab' && reaction.kind !== 'find-or-open-tab') return [reaction];
    if (now - reaction.at >= CLICK_LASTS_MS) return [];
    const { before } = reaction;
    return [before === null ? reaction : { ...reaction, kind: 'find-or-open-tab', before }];
  });

/** What the step from `before` to `after` owes to the agent, in the order in which it has to be done. */
export function reactions(before: Book, after: Book, settings: Settings, around: Circumstances): Reaction[] {
  const owed: Reaction[] = [];
  for (const call of Object.values(after.calls)) {
    const old = before.calls[call.callId];
    if (old === call) continue;
    owed.push(
      ...alerts(old, call, after, settings, around),
      ...pop(old, call, after, settings, around),
      ...lookUp(old, call, settings),
      ...record(old, call),
    );
  }
  for (const call of Object.values(before.calls)) {
    if (isLive(call) && after.calls[call.callId] === undefined && call.alerts > 0)
      owed.push({ kind: 'clear-notification', callId: call.callId });
  }
  owed.push(...crowd(before, after, owed, settings));
  const doubts = Object.values(after.calls).some((call) => isDoubtedAnew(before.calls[call.callId], call));
  if (doubts || hasNewLine(before, after)) owed.push({ kind: 'resync' });
  if (windowCards(before).length > 0 && windowCards(after).length === 0) owed.push({ kind: 'close-window' });
  return owed;
}

function alerts(
  old: Call | undefined,
  call: Call,
  { who: whose, isCrowd }: Book,
  settings: Settings,
  around: Circumstances,
): Reaction[] {
  const { callId } = call;
  if (call.alerts > (old?.alerts ?? 0)) {
    const { surfaces, silent, soundName } = alertFor(call, settings, around);
    const shown = surfaces.flatMap((surface): Reaction[] => {
      switch (surface) {
        case 'notification':
          return isCrowd ? [] : [{ kind: 'notify', callId, silent }];
        case 'window':
          return [{ kind: 'open-window' }];
        case 'sound':
          return [{ kind: 'sound', name: soundName }];
        case 'desk':
          // It follows the book by itself.
          return [];
      }
    });
    if (call.isTest) return shown;
    return [
      ...shown,
      {
        kind: 'log-ring',
        whose,
        callId,
        heardAt: around.at,
        way: call.late ? 'late' : 'live',
        surfaces,
        quiet: call.quiet,
      },
    ];
  }
  if (call.alerts === 0 || old === undefined) return [];
  const hidden = old.card && !call.card;
  if (isLive(old) && (!isLive(call) || hidden)) return [{ kind: 'clear-notification', callId }];
  return isLive(call) && call.card && (old.phase !== call.phase || isFoundAnew(old, call))
    ? [{ kind: 'update-notification', callId }]
    : [];
}

/** What becomes of the one notification that stands for all; `owed` holds what the calls by themselves owe. */
function crowd(before: Book, after: Book, owed: readonly Reaction[], settings: Settings): Reaction[] {
  if (!after.isCrowd && !before.isCrowd) return [];
  const [was, is] = [notified(before.calls), notified(after.calls)];
  if (!after.isCrowd) {
    const alone = settings.notification
      ? is.filter((call) => !owed.some((each) => each.kind === 'notify' && each.callId === call.callId))
      : [];
    return [
      { kind: 'clear-crowd' },
      ...alone.map(({ callId }): Reaction => ({ kind: 'notify', callId, silent: true })),
    ];
  }
  const begins: readonly Reaction[] = before.isCrowd
    ? []
    : was.map(({ callId }) => ({ kind: 'clear-notification', callId }));
  const isNews = owed.some((each) => each.kind === 'log-ring' && each.surfaces.includes('notification'));
  const silent = !isNews || settings.sound;
  return [
    ...begins,
    ...(settings.notification && (isNews || is.length !== was.length)
      ? [{ kind: 'notify-crowd', silent } as const]
      : []),
  ];
}

/** The link that the judgement has found due. */
function pop(
  old: Call | undefined,
  call: Call,
  book: Book,
  settings: Settings,
  { at }: Circumstances,
): Reaction[] {
  if (call.popped !== 'opened' || old?.popped === 'opened') return [];
  const link = mainLink(summarize(book, call), settings);
  return link.kind === 'link' ? [{ kind: 'open-tab', url: link.url, before: null, at, behind: true }] : [];
}

function lookUp(old: Call | undefined, call: Call, { lookupUrl }: Settings): Reaction[] {
  const news = lookupUrl === '' || call.untold ? null : lookupNews(old, call);
  return news === null ? [] : [{ kind: 'look-up', ...news }];
}

/** The lookup has brought another word on the caller. */
const isFoundAnew = (old: Call | undefined, call: Call): boolean =>
  call.lookup?.kind === 'found' && old?.lookup !== call.lookup;

/** The call lived on beyond the time at which it was to be doubted, and that time was put off. */
const isDoubtedAnew = (old: Call | undefined, call: Call): boolean =>
  old !== undefined &&
  isLive(old) &&
  isLive(call) &&
  old.rings === call.rings &&
  old.doubtAt !== call.doubtAt;

/** The agent sat down at another line, or picked one: what rings there already was told to nobody. */
function hasNewLine(before: Book, after: Book): boolean {
  if (before.who !== after.who || before.who === null) return false;
  if (before.scope !== after.scope) return true;
  // A snapshot that names a line tells its calls, too; an event does not.
  return (
    before.hasSnapshot &&
    after.hasSnapshot &&
    after.scope.kind === 'picked' &&
    Object.keys(after.lines).some((lineId) => !Object.hasOwn(before.lines, lineId))
  );
}

function record(old: Call | undefined, call: Call): Reaction[] {
  if (call.direction === 'spy' || call.isTest) return [];
  const turned =
    isFoundAnew(old, call) ||
    old?.rings !== call.rings ||
    old.talkingAt !== call.talkingAt ||
    old.endedAt !== call.endedAt ||
    old.outcome !== call.outcome;
  return turned ? [{ kind: 'record', callId: call.callId }] : [];
}
