/** The events that change the state of calls, lines and queues. */
import type { LineScope, LineFacts } from './lines.ts';
import type { KnownCaller, LookupAnswer } from './lookup-result.ts';
import type { CallId, Caller, Millis } from '../common/types.ts';
import type { EndCause, CallFacts } from './call.ts';
import type { LineReport } from './legs.ts';
import type { KnownLabels } from '../common/caller/known-labels.ts';

/** A caller who waits in a queue. */
export interface WaitingCaller {
  readonly callId: CallId;
  readonly caller: Caller;
  readonly since: Millis;
}

/** A queue and its waiting callers, as one message describes them. */
export interface QueueFacts {
  readonly queueId: string;
  readonly name: string;
  readonly waiting: readonly WaitingCaller[];
}

/** Why the server sent an event about a line. */
export type LineReason = 'newcall' | 'answer' | 'hold' | 'unhold' | 'hangup' | 'status';

/**
 * Everything that can change the state. The first three kinds come from the wire, the others from the agent
 * and the clock. The `callId` of a `line` event names the call even when the event does not describe it (a
 * bare hang-up). For a line of another agent, `call` is null, and `callId` names the call that is answered
 * there, if one is.
 */
export type CallEvent =
  | {
      readonly kind: 'line';
      readonly reason: LineReason;
      readonly line: LineFacts;
      readonly callId: CallId | null;
      readonly call: CallFacts | null;
      readonly cause: EndCause;
      readonly at: Millis;
      /** What else the message says of the call at this line. */
      readonly report?: LineReport;
    }
  | { readonly kind: 'snapshot'; readonly lines: readonly SnapshotLine[]; readonly at: Millis }
  /** `whole`: the message is the server's full list, so a queue that it does not name no longer exists. */
  | {
      readonly kind: 'queues';
      readonly queues: readonly QueueFacts[];
      readonly whole: boolean;
      readonly at: Millis;
    }
  /**
   * `who` identifies the sign-in. A new sign-in starts from an empty state, with the missed calls that the
   * user has not seen yet.
   */
  | {
      readonly kind: 'signed-in';
      readonly who: string;
      readonly scope: LineScope;
      readonly missed?: readonly CallId[];
      readonly at: Millis;
    }
  | { readonly kind: 'signed-out' }
  /** What is stored of the labels that the calls of user `who` had. */
  | {
      readonly kind: 'labels-read';
      readonly who: string;
      readonly labels: KnownLabels;
      readonly at: Millis;
    }
  /** The user erases the past calls, and what was learnt from them. */
  | { readonly kind: 'labels-forgotten' }
  /** The answer of the lookup endpoint. */
  | { readonly kind: 'looked-up'; readonly callId: CallId; readonly answer: LookupAnswer }
  /** The agent chose one of the matching records, by its key. */
  | { readonly kind: 'record-chosen'; readonly callId: CallId; readonly record: string }
  /** What the contacts and the past calls say of the caller. */
  | { readonly kind: 'caller-read'; readonly callId: CallId; readonly known: KnownCaller }
  | { readonly kind: 'dismissed'; readonly callId: CallId }
  | { readonly kind: 'muted'; readonly callId: CallId }
  | { readonly kind: 'test-call'; readonly call: CallFacts; readonly at: Millis }
  | { readonly kind: 'pinned'; readonly callId: CallId; readonly pinned: boolean; readonly at: Millis }
  | { readonly kind: 'unpin-all'; readonly at: Millis }
  | { readonly kind: 'missed-read' }
  | { readonly kind: 'tick'; readonly at: Millis };

/** One line of a snapshot, with its calls. */
export interface SnapshotLine {
  readonly line: LineFacts;
  readonly calls: readonly CallFacts[];
}
