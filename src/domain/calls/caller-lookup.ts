/**
 * What a call stores of the customer's lookup endpoint, and when the endpoint receives a request about it.
 * Pure.
 */
import type { Call, CallFacts, ReceivedCall } from './call.ts';
import type { CrmRecord, KnownCaller, LookupAnswer, LookupFound } from './lookup-result.ts';
import type { CallId, Millis } from '../common/types.ts';
import { isSameJson } from '../common/same-json.ts';
/**
 * How long a call waits for its answer, in ms. The request itself has 3 s, and the worker may have died
 * during it.
 */
export const LOOKUP_TIMEOUT_MS = 4_000;

/** Phase of a call as the contract of the endpoint names it (docs/wire.md 4). */
export type LookupPhase = 'Dialing' | 'Ringing' | 'Talking' | 'Hangup';

/** A request to the endpoint: the call and its phase. */
export interface LookupRequest {
  readonly callId: CallId;
  readonly phase: LookupPhase;
}

/** Only callers with a number outside the company are looked up. Test calls are not. */
const isLookedUp = ({ caller, direction, isTest }: Call): boolean =>
  caller.kind === 'external' &&
  caller.number !== null &&
  (direction === 'incoming' || direction === 'outgoing') &&
  !isTest;

/**
 * Returns the request that the change from `old` to `call` needs, or null when it brings nothing new for the
 * endpoint. A call that may ring again has not ended yet.
 */
export function lookupRequestOf(old: Call | undefined, call: Call): LookupRequest | null {
  if (!isLookedUp(call)) return null;
  // The endpoint has received nothing about a caller whose number appears only now.
  const phase = newPhase(old !== undefined && isLookedUp(old) ? old : undefined, call);
  return phase === null ? null : { callId: call.callId, phase };
}

/**
 * Returns true when the request is the first about a call or about its ring. Later requests belong to that
 * first one.
 */
export function isFirstRequest(old: Call | undefined, call: Call, { phase }: LookupRequest): boolean {
  const isKnown = old !== undefined && isLookedUp(old);
  if (phase === 'Hangup') return !isKnown;
  return phase !== 'Talking' || !isKnown || old.phase === 'ended' || call.lookupSkipped;
}

/**
 * Returns true when the endpoint is asked for the caller with this request. At the end of a call an answer
 * comes too late.
 */
export const expectsAnswer = (
  { direction }: Pick<Call, 'direction'>,
  { phase }: Pick<LookupRequest, 'phase'>,
): boolean => direction === 'incoming' && phase !== 'Hangup';

function newPhase(old: Call | undefined, call: Call): LookupPhase | null {
  const begins = old === undefined || old.phase === 'ended';
  switch (call.phase) {
    case 'dialing':
      return begins ? 'Dialing' : null;
    case 'ringing':
      return call.rings > (old?.rings ?? 0) ? 'Ringing' : null;
    case 'talking':
    case 'held':
      // A call has one talk, even when it continues at another line after ringing there for a while.
      return begins || old.talkingAt === null ? 'Talking' : null;
    case 'ended':
      return old?.phase === 'ended' ? null : 'Hangup';
    case 'stopped':
      return null;
  }
}

/**
 * Returns the call as waiting for its first answer since `at` (ms). A call that already has a lookup result
 * stays as it is. With `again`, a failure does not count as one.
 */
export const startLookup = (call: Call, at: Millis, again: boolean): Call =>
  call.lookup === null || (again && call.lookup.kind === 'failed')
    ? { ...call, lookup: { kind: 'asking', since: at } }
    : call;

/** Returns the call as not sent to the endpoint. A result from an earlier ring stays. */
export const skipLookup = (call: Call): Call => ({
  ...call,
  lookupSkipped: true,
  lookup: call.lookup ?? { kind: 'failed', why: 'too-many' },
});

/**
 * Returns the call with an answer. An answer that says nothing about the caller does not replace an earlier
 * one that did. Returns `call` itself when nothing changes.
 */
export function applyAnswer(call: Call, answer: LookupAnswer): Call {
  const { lookup } = call;
  const isNews =
    lookup?.kind === 'found'
      ? !saysNothing(answer) && !isOfOtherRecord(lookup, answer) && !isSameJson(lookup, answer)
      : true;
  return isNews ? { ...call, lookup: answer } : call;
}

/** Returns what the card shows of a record. */
export const shownFields = ({ name, company, tag, owner, url }: CrmRecord): Omit<CrmRecord, 'key'> => ({
  name,
  company,
  tag,
  owner,
  url,
});

/** Returns the call with the match that the agent chose. Returns `call` itself if it has no such match. */
export function chooseMatch(call: Call, key: string): Call {
  const { lookup } = call;
  if (lookup?.kind !== 'found') return call;
  const record = lookup.matches?.find((each) => each.key === key);
  return record === undefined
    ? call
    : { ...call, lookup: { ...lookup, ...shownFields(record), source: 'choice', chosen: key } };
}

/**
 * Returns the call as its page opens by itself. If several records match and the agent has chosen none, that
 * is with the one that the call's rule picks.
 */
export function withPickedMatch(call: Call): Call {
  const { lookup, ruleResult } = call;
  if (lookup?.kind !== 'found' || lookup.chosen !== null) return call;
  const keys = { none: undefined, first: lookup.matches?.[0]?.key, latest: lookup.latest };
  const key = keys[ruleResult?.record ?? 'none'];
  return key === undefined ? call : chooseMatch(call, key);
}

/**
 * Returns what the newest message said of the call. A message that says the same again changes nothing: only
 * its way here took another time.
 */
export function newestReceived(before: Call | undefined, { received }: CallFacts): ReceivedCall | null {
  const known = before?.received ?? null;
  return known?.json === received?.json && known?.cause === received?.cause ? known : received;
}

/** Returns the call with what is known of its caller. Returns `call` itself when nothing changes. */
export const applyKnown = (call: Call, known: KnownCaller): Call =>
  isSameJson(call.known, known) ? call : { ...call, known };

/** True if the agent has chosen another record while the CRM was still asked for the rest of an answer. */
const isOfOtherRecord = ({ chosen }: LookupFound, answer: LookupAnswer): boolean =>
  typeof chosen === 'string' && answer.kind === 'found' && answer.chosen !== chosen;

/** True for a failed lookup, and for the mere "OK" of an endpoint that only keeps a log. */
const saysNothing = (answer: LookupAnswer): boolean =>
  answer.kind === 'failed' ||
  (answer.url === null && answer.name === '' && answer.company === '' && answer.total === null);

/** Returns the time at which the wait for an answer ends, or null when no answer is pending. */
export const lookupDue = ({ lookup }: Call): Millis | null =>
  lookup?.kind === 'asking' ? lookup.since + LOOKUP_TIMEOUT_MS : null;
