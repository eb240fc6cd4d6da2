/**
 * Applies the agent's settings and rules to the calls that an event has changed. The result goes into the
 * state, so that it survives the worker. Pure.
 */
import type { Circumstances } from './alert-policy.ts';
import type { Call, QuietReason } from '../calls/call.ts';
import { mainLink } from '../crm/call-links.ts';
import { summarize } from '../calls/call-summary.ts';
import { asking, asksWho, begins, lookupNews, untold } from '../calls/caller-lookup.ts';
import { type Rule, type RuleFacts, ruleFor, rulingOf } from '../rules/rules.ts';
import { isPopDue } from './screen-pop.ts';
import type { Settings } from '../settings/settings.ts';
import { isCrowd, withinLimit } from './limits.ts';
import { isOutside } from '../rules/work-hours.ts';
import type { Millis } from '../common/types.ts';
import type { Book } from '../calls/state.ts';
import { queueName } from '../calls/selectors.ts';

/**
 * Returns the state with the decisions for the changed calls. A call that has just rung, or was joined, gets
 * its rule and the reason why it is suppressed. Every changed call is checked for a lookup and for an
 * automatic page. Returns `after` itself when nothing changes.
 */
export function judge(before: Book, after: Book, settings: Settings, around: Circumstances): Book {
  if (before === after) return after;
  const judged = Object.values(after.calls).reduce(
    (book, call) =>
      before.calls[call.callId] === call
        ? book
        : judgeCall(before.calls[call.callId], call, book, settings, around),
    after,
  );
  const crowd = isCrowd(judged.calls, before.isCrowd);
  return crowd === judged.isCrowd ? judged : { ...judged, isCrowd: crowd };
}

function judgeCall(
  old: Call | undefined,
  call: Call,
  book: Book,
  settings: Settings,
  around: Circumstances,
): Book {
  const ruled = call.alerts > (old?.alerts ?? 0) ? judgeRing(call, book, settings, around) : call;
  const { call: looked, times: toldAt } = judgeLookup(old, ruled, book, settings, around);
  const { call: verdict, times: poppedAt } = judgePop(looked, book, settings, around);
  return verdict === call && toldAt === book.toldAt
    ? book
    : { ...book, toldAt, poppedAt, calls: { ...book.calls, [call.callId]: verdict } };
}

/** A call with the lookup or page that the limit allows, and the recent times of such effects. */
interface Limited {
  readonly call: Call;
  readonly times: readonly Millis[];
}

function judgeLookup(
  old: Call | undefined,
  call: Call,
  { toldAt }: Book,
  { lookupUrl }: Settings,
  { at }: Circumstances,
): Limited {
  const news = lookupUrl === '' ? null : lookupNews(old, call);
  if (news === null || !begins(old, call, news)) return { call, times: toldAt };
  const times = withinLimit(toldAt, at);
  if (times === null) return { call: untold(call), times: toldAt };
  const told = call.untold ? { ...call, untold: false } : call;
  return { call: asksWho(told, news) ? asking(told, at) : told, times };
}

function judgePop(call: Call, book: Book, settings: Settings, { at }: Circumstances): Limited {
  const { poppedAt } = book;
  if (!isPopDue(call) || !leadsSomewhere(call, book, settings)) return { call, times: poppedAt };
  const times = withinLimit(poppedAt, at);
  return times === null
    ? { call: { ...call, popped: 'too-many' }, times: poppedAt }
    : { call: { ...call, popped: 'opened' }, times };
}

/** True when the call has a link. A caller whose number appears only later has no link until then. */
const leadsSomewhere = (call: Call, book: Book, settings: Settings): boolean =>
  mainLink(summarize(book, call), settings).kind === 'link';

/**
 * Returns a call that has just rung, with its rule and the reason why it is suppressed. A test call is always
 * shown, because the agent asked for it.
 */
function judgeRing(call: Call, book: Book, settings: Settings, around: Circumstances): Call {
  if (call.isTest) return { ...call, ruling: rulingOf(null, 'click'), quiet: null };
  const facts = factsOf(call, book, settings, around);
  const rule = ruleFor(settings.rules, facts);
  const quiet = call.muted
    ? 'muted'
    : quietReason(facts, rule, settings, { isTalking: isTalking(book, call), isDeskOpen: around.isDeskOpen });
  return { ...call, ruling: rulingOf(rule, settings.openWhen), quiet };
}

/** Returns the facts of a call that the rules examine. */
export function factsOf(
  call: Call,
  book: Book,
  { region }: Pick<Settings, 'region'>,
  { week }: Pick<Circumstances, 'week'>,
): RuleFacts {
  const line = book.lines[call.lineId];
  return {
    caller: call.caller,
    dialed: call.dialed,
    queue: { id: call.queueId, name: queueName(book, call) },
    line: { id: call.lineId, number: line?.number ?? '' },
    statusId: line?.statusId ?? 0,
    details: call.details,
    week,
    region,
  };
}

/** Returns the first reason to suppress the ring, or null. The fixed settings come before the rules. */
export function quietReason(
  facts: RuleFacts,
  rule: Rule | null,
  settings: Settings,
  { isTalking, isDeskOpen }: { readonly isTalking: boolean; readonly isDeskOpen: boolean },
): QuietReason | null {
  if (settings.quietInternal && facts.caller.kind === 'internal') return 'internal';
  if (settings.quietHidden && facts.caller.kind === 'hidden') return 'hidden';
  if (settings.quietTalking && isTalking) return 'talking';
  if (settings.quietStatuses.includes(facts.statusId)) return 'status';
  if (isOutside(settings.workHours, facts.week)) return 'hours';
  if (rule?.silent === true) return 'rule';
  if (settings.notification || settings.callWindow || isDeskOpen) return null;
  if (!settings.sound) return 'off';
  return rule?.sound === 'none' ? 'rule' : null;
}

const isTalking = (book: Book, ringing: Call): boolean =>
  Object.values(book.calls).some(
    (call) =>
      call.callId !== ringing.callId &&
      !call.isTest &&
      (call.phase === 'talking' || call.phase === 'held' || call.phase === 'dialing'),
  );
