/** What a call keeps of the customer's lookup endpoint, and when the endpoint is told of it. Pure. */
import type { Call, CallId, Millis } from './call.ts';
import type { LookupAnswer } from './lookup-contract.ts';

/** `asking` holds until an answer comes, or for so long that none can. */
export type Lookup = LookupAnswer | { readonly kind: 'asking'; readonly since: Millis };

/** How long a call waits for its answer, in ms: the request has 3 s, and a worker may have died over it. */
export const LOOKUP_PATIENCE_MS = 4_000;

/** Where a call stands in the contract's eyes (protocol.md 4). */
export type LookupPhase = 'Dialing' | 'Ringing' | 'Talking' | 'Hangup';

/** What the endpoint is to be told: a ring, and the first such news of a call, asks who it is. */
export interface LookupNews {
  readonly callId: CallId;
  readonly phase: LookupPhase;
}

/** Only who has a number outside the company is looked up; a test call is nobody. */
export const isLookedUp = ({ caller, direction, isTest }: Call): boolean => caller.kind === 'external' && (direction === 'incoming' || direction === 'outgoing') && !isTest;

/** What the step from `old` to `call` is to the endpoint, or null where it is nothing new. A call that may ring again has not ended yet. */
export function lookupNews(old: Call | undefined, call: Call): LookupNews | null {
  if (!isLookedUp(call)) return null;
  const phase = phaseOf(call);
  const rang = call.rings > (old?.rings ?? 0);
  return phase === null || (old !== undefined && phaseOf(old) === phase && !rang) ? null : { callId: call.callId, phase };
}

function phaseOf({ phase }: Call): LookupPhase | null {
  switch (phase) {
    case 'dialing':
      return 'Dialing';
    case 'ringing':
      return 'Ringing';
    case 'talking':
    case 'held':
      return 'Talking';
    case 'ended':
      return 'Hangup';
    case 'stopped':
      return null;
  }
}

/** The call while its first answer is waited for. */
export const asking = (call: Call, at: Millis): Call => (call.lookup === null ? { ...call, lookup: { kind: 'asking', since: at } } : call);

/** The call with an answer; one that found nobody out does not undo an earlier one that did. */
export const answered = (call: Call, answer: LookupAnswer): Call => (answer.kind === 'failed' && call.lookup?.kind === 'found' ? call : { ...call, lookup: answer });

/** When an answer is given up, or null where none is waited for. */
export const lookupDue = ({ lookup }: Call): Millis | null => (lookup?.kind === 'asking' ? lookup.since + LOOKUP_PATIENCE_MS : null);
