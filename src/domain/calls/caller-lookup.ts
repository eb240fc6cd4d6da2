/** What a call keeps of the customer's lookup endpoint, and when the endpoint is told of it. Pure. */
import type { Call } from './call.ts';
import type { LookupAnswer } from './lookup-result.ts';
import type { CallId, Millis } from '../common/types.ts';
/** How long a call waits for its answer, in ms: the request has 3 s, and a worker may have died over it. */
export const LOOKUP_PATIENCE_MS = 4_000;

/** Where a call stands in the contract's eyes (docs/wire.md 4). */
export type LookupPhase = 'Dialing' | 'Ringing' | 'Talking' | 'Hangup';

/** What the endpoint is to be told. */
export interface LookupNews {
  readonly callId: CallId;
  readonly phase: LookupPhase;
}

/** Only who has a number outside the company is looked up; a test call is nobody. */
const isLookedUp = ({ caller, direction, isTest }: Call): boolean =>
  caller.kind === 'external' && (direction === 'incoming' || direction === 'outgoing') && !isTest;

/** What the step from `old` to `call` is to the endpoint, or null where it is nothing new. A call that may ring again has not ended yet. */
export function lookupNews(old: Call | undefined, call: Call): LookupNews | null {
  if (!isLookedUp(call)) return null;
  // Nothing was told of a caller whose number shows only now.
  const phase = newPhase(old !== undefined && isLookedUp(old) ? old : undefined, call);
  return phase === null ? null : { callId: call.callId, phase };
}

/** Whether such news is the first that the endpoint would hear of a call, or of its ring: what follows belongs to it. */
export function begins(old: Call | undefined, call: Call, { phase }: LookupNews): boolean {
  const isKnown = old !== undefined && isLookedUp(old);
  if (phase === 'Hangup') return !isKnown;
  return phase !== 'Talking' || !isKnown || old.phase === 'ended' || call.untold;
}

/** Whether the endpoint is asked who it is along with such news: what it says of an end comes too late. */
export const asksWho = (
  { direction }: Pick<Call, 'direction'>,
  { phase }: Pick<LookupNews, 'phase'>,
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
      // One talk, though it may go on at another line after that has rung for a while.
      return begins || old.talkingAt === null ? 'Talking' : null;
    case 'ended':
      return old?.phase === 'ended' ? null : 'Hangup';
    case 'stopped':
      return null;
  }
}

/** The call while its first answer is waited for. */
export const asking = (call: Call, at: Millis): Call =>
  call.lookup === null ? { ...call, lookup: { kind: 'asking', since: at } } : call;

/** The call of which the endpoint is not told; what it said of an earlier ring stays. */
export const untold = (call: Call): Call => ({
  ...call,
  untold: true,
  lookup: call.lookup ?? { kind: 'failed', why: 'too-many' },
});

/** The call with an answer; one that says nothing of the caller does not undo an earlier one that did. */
export function answered(call: Call, answer: LookupAnswer): Call {
  const { lookup } = call;
  const isNews =
    lookup?.kind === 'found'
      ? !saysNothing(answer) && JSON.stringify(lookup) !== JSON.stringify(answer)
      : true;
  return isNews ? { ...call, lookup: answer } : call;
}

/** Nothing found out, or the mere "OK" of an endpoint that only keeps a log. */
const saysNothing = (answer: LookupAnswer): boolean =>
  answer.kind === 'failed' ||
  (answer.url === null && answer.name === '' && answer.company === '' && answer.total === null);

/** When an answer is given up, or null where none is waited for. */
export const lookupDue = ({ lookup }: Call): Millis | null =>
  lookup?.kind === 'asking' ? lookup.since + LOOKUP_PATIENCE_MS : null;
