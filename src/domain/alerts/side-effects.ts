/**
 * Compares two states and returns the effects that follow. Each effect can run twice without harm, because it
 * is identified by the call id.
 */
import { alertFor, type Circumstances } from './alert-policy.ts';
import { type Call, isLive } from '../calls/call.ts';
import { mainLink } from '../crm/call-links.ts';
import { summarize } from '../calls/call-summary.ts';
import { lookupNews } from '../calls/caller-lookup.ts';
import type { Settings } from '../settings/settings.ts';
import { notified } from './limits.ts';
import type { Book } from '../calls/state.ts';
import { windowCards } from '../calls/selectors.ts';
import type { Reaction } from './effects.ts';

/**
 * Returns the effects that the change from `before` to `after` requires, in the order in which they must run.
 */
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
          // The side panel shows the state by itself.
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

/** Effects on the notification that stands for all calls. `owed` holds the effects of the single calls. */
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

/** The page of a call whose link `judge` has found due. */
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

/** True when the lookup has returned a new result about the caller. */
const isFoundAnew = (old: Call | undefined, call: Call): boolean =>
  call.lookup?.kind === 'found' && old?.lookup !== call.lookup;

/** True when the call outlived its `doubtAt` time, and that time was put off. */
const isDoubtedAnew = (old: Call | undefined, call: Call): boolean =>
  old !== undefined &&
  isLive(old) &&
  isLive(call) &&
  old.rings === call.rings &&
  old.doubtAt !== call.doubtAt;

/**
 * True when the agent moved to another line or picked one. A call that already rings there has produced no
 * event.
 */
function hasNewLine(before: Book, after: Book): boolean {
  if (before.who !== after.who || before.who === null) return false;
  if (before.scope !== after.scope) return true;
  // A snapshot that names a line also contains its calls; an event does not.
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
