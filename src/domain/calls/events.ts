/** The events that change what Ringside knows of calls, lines and queues. */
import type { LineScope, LineFacts } from './lines.ts';
import type { LookupAnswer } from './lookup-result.ts';
import type { CallId, Caller, Millis } from '../common/types.ts';
import type { EndCause, CallFacts } from './call.ts';

export interface WaitingCaller {
  readonly callId: CallId;
  readonly caller: Caller;
  readonly since: Millis;
}

export interface QueueFacts {
  readonly queueId: string;
  readonly name: string;
  readonly waiting: readonly WaitingCaller[];
}

export type LineReason = 'newcall' | 'answer' | 'hold' | 'unhold' | 'hangup' | 'status';

/**
 * Everything that can change the book. The first three come from the wire, the others from the agent and the clock.
 * A line's `callId` names the call also where the event does not describe it (a bare hang-up); at a line of others both are null.
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
    }
  | { readonly kind: 'snapshot'; readonly lines: readonly SnapshotLine[]; readonly at: Millis }
  /** `whole`: the server's full list; a queue that it does not name is gone. */
  | {
      readonly kind: 'queues';
      readonly queues: readonly QueueFacts[];
      readonly whole: boolean;
      readonly at: Millis;
    }
  /** `who` tells one sign-in from another: a new one starts from an empty book. */
  | { readonly kind: 'signed-in'; readonly who: string; readonly scope: LineScope; readonly at: Millis }
  | { readonly kind: 'signed-out' }
  /** What a lookup has brought. */
  | { readonly kind: 'looked-up'; readonly callId: CallId; readonly answer: LookupAnswer }
  | { readonly kind: 'dismissed'; readonly callId: CallId }
  | { readonly kind: 'muted'; readonly callId: CallId }
  | { readonly kind: 'test-call'; readonly call: CallFacts; readonly at: Millis }
  | { readonly kind: 'pinned'; readonly callId: CallId; readonly pinned: boolean; readonly at: Millis }
  | { readonly kind: 'hands-off'; readonly at: Millis }
  | { readonly kind: 'missed-seen' }
  | { readonly kind: 'tick'; readonly at: Millis };

export interface SnapshotLine {
  readonly line: LineFacts;
  readonly calls: readonly CallFacts[];
}
