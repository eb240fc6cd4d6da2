/** What the agent's settings and rules make of the calls that a step has changed: written into the book, so that it outlives the worker. Pure. */
import type { Circumstances } from './alert-policy.ts';
import { type Book, queueName } from './call-book.ts';
import type { Call, QuietReason } from './call.ts';
import { mainLink } from './call-links.ts';
import { summarize } from './call-summary.ts';
import { asking, asksWho, lookupNews } from './lookup.ts';
import { type Rule, type RuleFacts, ruleFor, rulingOf } from './rules.ts';
import { isPopDue } from './screen-pop.ts';
import type { Settings } from './settings.ts';
import { isOutside } from './work-hours.ts';

/** The book in which every call that has just rung, or was joined, says by which rule it goes and whether it keeps quiet; and every call whether it is looked up and opened. */
export function judge(before: Book, after: Book, settings: Settings, around: Circumstances): Book {
  if (before === after) return after;
  const judged = Object.values(after.calls).flatMap((call) => {
    const old = before.calls[call.callId];
    const verdict = old === call ? call : judgeCall(old, call, after, settings, around);
    return verdict === call ? [] : [[call.callId, verdict] as const];
  });
  return judged.length === 0 ? after : { ...after, calls: { ...after.calls, ...Object.fromEntries(judged) } };
}

function judgeCall(old: Call | undefined, call: Call, book: Book, settings: Settings, around: Circumstances): Call {
  const ruled = call.alerts > (old?.alerts ?? 0) ? judgeRing(call, book, settings, around) : call;
  const news = settings.lookupUrl === '' ? null : lookupNews(old, ruled);
  const looked = news !== null && asksWho(ruled, news) ? asking(ruled, around.at) : ruled;
  return isPopDue(looked) && leadsSomewhere(looked, book, settings) ? { ...looked, popped: true } : looked;
}

/** A caller whose number shows only later has no link until then. */
const leadsSomewhere = (call: Call, book: Book, settings: Settings): boolean => mainLink(summarize(book, call), settings).kind === 'link';

/** A call that has just rung, with its rule and the reason to keep quiet. A test call shows whatever they say: it was asked for. */
function judgeRing(call: Call, book: Book, settings: Settings, around: Circumstances): Call {
  if (call.isTest) return { ...call, ruling: rulingOf(null, 'click'), quiet: null };
  const facts = factsOf(call, book, settings, around);
  const rule = ruleFor(settings.rules, facts);
  const quiet = call.muted ? 'muted' : quietReason(facts, rule, settings, { isTalking: isTalking(book, call), isDeskOpen: around.isDeskOpen });
  return { ...call, ruling: rulingOf(rule, settings.openWhen), quiet };
}

/** What the rules look at, of a call in the book. */
export function factsOf(call: Call, book: Book, { region }: Pick<Settings, 'region'>, { week }: Pick<Circumstances, 'week'>): RuleFacts {
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

/** The first reason to keep quiet, or null: the fixed settings come before the rules. */
export function quietReason(facts: RuleFacts, rule: Rule | null, settings: Settings, { isTalking, isDeskOpen }: { readonly isTalking: boolean; readonly isDeskOpen: boolean }): QuietReason | null {
  if (settings.quietInternal && facts.caller.kind === 'internal') return 'internal';
  if (settings.quietHidden && facts.caller.kind === 'hidden') return 'hidden';
  if (settings.quietTalking && isTalking) return 'talking';
  if (settings.quietStatuses.includes(facts.statusId)) return 'status';
  if (isOutside(settings.workHours, facts.week)) return 'hours';
  if (rule?.silent === true) return 'rule';
  if (settings.notification || settings.callWindow || isDeskOpen) return null;
  return settings.sound ? (rule?.sound === 'none' ? 'rule' : null) : 'off';
}

const isTalking = (book: Book, ringing: Call): boolean =>
  Object.values(book.calls).some((call) => call.callId !== ringing.callId && !call.isTest && (call.phase === 'talking' || call.phase === 'held' || call.phase === 'dialing'));
