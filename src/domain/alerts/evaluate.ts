/**
 * Applies the agent's settings and rules to the calls that an event has changed. The result goes into the
 * state, so that it survives the worker. Pure.
 */
import { type AlertContext, isCrowd, isInCall, withinLimit } from './alert-policy.ts';
import { type Call, isIncoming, isLive, numberOf, type SuppressedReason } from '../calls/call.ts';
import { isTalk } from '../calls/legs.ts';
import { mainLink } from '../crm/call-links.ts';
import { ruleCaller } from '../callers/rule-caller.ts';
import { summarize } from '../callers/summarize.ts';
import {
  startLookup,
  expectsAnswer,
  isFirstRequest,
  lookupRequestOf,
  skipLookup,
  withPickedMatch,
} from '../calls/caller-lookup.ts';
import { digitsToFind } from '../crm-match/requests.ts';
import type { RuleFacts } from '../rules/conditions.ts';
import { asksForCaller, type Rule, ruleFor, type RuleResult, toRuleResult } from '../rules/rules.ts';
import type { Settings } from '../settings/settings.ts';
import { isOutside } from '../rules/work-hours.ts';
import type { Millis } from '../common/types.ts';
import type { CallState } from '../calls/state.ts';
import { queueName } from '../calls/selectors.ts';
import { isSameJson } from '../common/same-json.ts';

/**
 * Returns the state with the decisions for the changed calls. A call that has just rung, or was joined, gets
 * its rule and the reason why it is suppressed. Every changed call is checked for a lookup and for an
 * automatic page. Returns `after` itself when nothing changes.
 */
export function evaluateAlert(
  before: CallState,
  after: CallState,
  settings: Settings,
  context: AlertContext,
): CallState {
  if (before === after) return after;
  const judged = Object.values(after.calls).reduce(
    (state, call) =>
      before.calls[call.callId] === call
        ? state
        : evaluateCall(before.calls[call.callId], call, state, settings, context),
    after,
  );
  const crowd = isCrowd(judged.calls, before.isCrowd);
  return crowd === judged.isCrowd ? judged : { ...judged, isCrowd: crowd };
}

function evaluateCall(
  old: Call | undefined,
  call: Call,
  state: CallState,
  settings: Settings,
  context: AlertContext,
): CallState {
  const isRing = call.alerts > (old?.alerts ?? 0);
  const known = isRing ? (context.known ?? call.known) : call.known;
  const told = known === call.known ? call : { ...call, known };
  const { call: looked, times: lookupsAt } = evaluateLookup(old, told, state, settings, context);
  const ruled = isRing
    ? evaluateRing(looked, state, settings, context)
    : evaluateNews(old, looked, state, settings, context);
  const { call: result, times: autoOpenedAt } = evaluateScreenPop(ruled, state, settings, context);
  return result === call && lookupsAt === state.lookupsAt
    ? state
    : { ...state, lookupsAt, autoOpenedAt, calls: { ...state.calls, [call.callId]: result } };
}

/** A call with the lookup or page that the limit allows, and the recent times of such effects. */
interface Limited {
  readonly call: Call;
  readonly times: readonly Millis[];
}

function evaluateLookup(
  old: Call | undefined,
  call: Call,
  { lookupsAt }: CallState,
  settings: Settings,
  { at }: AlertContext,
): Limited {
  const { lookupUrl, crmAdapter } = settings;
  const news = lookupRequestOf(old, call);
  if (news === null || !isFirstRequest(old, call, news)) return { call, times: lookupsAt };
  const expects = expectsAnswer(call, news) && (crmAdapter === '' || isForCrm(call, settings));
  // The endpoint receives each call, the CRM only those for which it is asked who is calling.
  if (lookupUrl === '' && (crmAdapter === '' || !expects)) return { call, times: lookupsAt };
  const times = withinLimit(lookupsAt, at);
  if (times === null) return { call: skipLookup(call), times: lookupsAt };
  const told = call.lookupSkipped ? { ...call, lookupSkipped: false } : call;
  return { call: expects ? startLookup(told, at, crmAdapter !== '') : told, times };
}

/** True if the caller's number is long enough to be looked for in the CRM. */
const isForCrm = ({ caller }: Call, { region }: Settings): boolean =>
  digitsToFind(numberOf(caller) ?? '', region) !== null;

function evaluateScreenPop(call: Call, state: CallState, settings: Settings, { at }: AlertContext): Limited {
  const { autoOpenedAt } = state;
  if (!isScreenPopDue(call) || !leadsSomewhere(call, state, settings)) return { call, times: autoOpenedAt };
  const times = withinLimit(autoOpenedAt, at);
  return times === null
    ? { call: { ...call, autoOpened: 'too-many' }, times: autoOpenedAt }
    : { call: { ...call, autoOpened: 'opened' }, times };
}

/** True when the call has a link. A caller whose number appears only later has no link until then. */
const leadsSomewhere = (call: Call, state: CallState, settings: Settings): boolean =>
  mainLink(summarize(state, withPickedMatch(call), settings.region), settings).kind === 'link';

/**
 * Returns a call that has just rung, with its rule and the reason why it is suppressed. A test call is always
 * shown, because the agent asked for it.
 */
function evaluateRing(call: Call, state: CallState, settings: Settings, context: AlertContext): Call {
  if (call.isTest) return { ...call, ruleResult: toRuleResult(null, 'click'), suppressed: null };
  const facts = factsOf(call, state, settings, context);
  const rule = ruleFor(settings.rules, facts);
  const suppressed = call.muted
    ? 'muted'
    : suppressedReason(facts, rule, settings, {
        isTalking: isTalking(state, call),
        hasPage: context.isSidePanelVisible || context.isOnTop,
      });
  return { ...call, ruleResult: toRuleResult(rule, settings.openWhen), suppressed };
}

/**
 * Returns a call with the rule that fits since a source has said something new about the caller. Colour, link
 * and opening follow it. The ring stays as it was decided: an alert that the agent has seen is not taken
 * back, and a ring that was suppressed does not begin in the middle.
 */
function evaluateNews(
  old: Call | undefined,
  call: Call,
  state: CallState,
  settings: Settings,
  context: AlertContext,
): Call {
  const before = call.ruleResult;
  const isNews = call.known !== old?.known || call.lookup !== old.lookup;
  if (before === null || !isNews || call.isTest || !isLive(call) || !settings.rules.some(asksForCaller))
    return call;
  const rule = ruleFor(settings.rules, factsOf(call, state, settings, context));
  const { open, ...result } = toRuleResult(rule, settings.openWhen);
  const ruleResult: RuleResult = {
    ...result,
    open: rule?.silent === true ? 'click' : open,
    sound: before.sound,
  };
  return isSameJson(ruleResult, before) ? call : { ...call, ruleResult };
}

/** Returns the facts of a call that the rules examine. */
export function factsOf(
  call: Call,
  state: CallState,
  { region }: Pick<Settings, 'region'>,
  { at, week }: Pick<AlertContext, 'at' | 'week'>,
): RuleFacts {
  const line = state.lines[call.lineId];
  return {
    caller: call.caller,
    dialed: call.dialed,
    queue: { id: call.queueId, name: queueName(state, call) },
    line: { id: call.lineId, number: line?.number ?? '' },
    statusId: line?.statusId ?? 0,
    details: call.details,
    who: () => ruleCaller(call, summarize(state, call, region)),
    earlier: call.known?.earlier ?? null,
    at,
    week,
    region,
  };
}

/**
 * Returns the first reason to suppress the ring, or null. The fixed settings come before the rules.
 * `hasPage`: a side panel or the card on top shows rings.
 */
export function suppressedReason(
  facts: RuleFacts,
  rule: Rule | null,
  settings: Settings,
  { isTalking, hasPage }: { readonly isTalking: boolean; readonly hasPage: boolean },
): SuppressedReason | null {
  if (settings.quietInternal && facts.caller.kind === 'internal') return 'internal';
  if (settings.quietHidden && facts.caller.kind === 'hidden') return 'hidden';
  if (settings.quietTalking && isTalking) return 'talking';
  if (settings.quietStatuses.includes(facts.statusId)) return 'status';
  if (isOutside(settings.workHours, facts.week)) return 'hours';
  if (rule?.silent === true) return 'rule';
  if (settings.notification || settings.callWindow || hasPage) return null;
  if (!settings.sound) return 'off';
  return rule?.sound === 'none' ? 'rule' : null;
}

const isTalking = (state: CallState, ringing: Call): boolean =>
  Object.values(state.calls).some((call) => call.callId !== ringing.callId && isInCall(call));

/**
 * True when the link must open now: the rule's moment has come, the agent was alerted, and no better page is
 * pending.
 */
function isScreenPopDue(call: Call): boolean {
  if (
    call.autoOpened !== 'no' ||
    call.isTest ||
    call.muted ||
    call.suppressed !== null ||
    call.alerts === 0 ||
    !isIncoming(call) ||
    !isLive(call)
  )
    return false;
  // The page that the lookup finds is the better one, so the link waits for it.
  if (call.lookup?.kind === 'asking') return false;
  switch (call.ruleResult?.open) {
    case 'ring':
      // A queue call that was joined already talking never rang, so this also opens its link.
      return true;
    case 'answer':
      return isTalk(call.phase);
    case 'click':
    case undefined:
      return false;
  }
}
