/** What a call is, and the events that change what we know of calls. Times are milliseconds in the agent's own clock. */

import type { LineScope } from './lines.ts';
import type { Lookup } from './caller-lookup.ts';
import type { LookupAnswer } from './lookup-result.ts';
import type { Ruling } from '../rules/rules.ts';

export type CallId = string;
export type LineId = string;
export type Millis = number;

export type Direction = 'incoming' | 'outgoing' | 'click2call' | 'spy';
export type LivePhase = 'dialing' | 'ringing' | 'talking' | 'held';
/** `stopped`: it rings no more, but a queue may ring it again; whether it was missed is not decided yet. */
export type Phase = LivePhase | 'stopped' | 'ended';
export type Outcome =
  'answered' | 'missed' | 'answered-elsewhere' | 'rejected' | 'busy' | 'transferred' | 'moved' | 'placed';

/** Why a ring was not shown: by the agent's own settings or one of the rules, or because every surface is switched off. */
export type QuietReason = 'muted' | 'internal' | 'hidden' | 'talking' | 'status' | 'hours' | 'rule' | 'off';

/** Who is at the other end. A withheld number and a colleague are cases of their own, never an empty number. */
export type Caller =
  | { readonly kind: 'external'; readonly number: string }
  | { readonly kind: 'internal'; readonly name: string; readonly number: string | null }
  | { readonly kind: 'hidden' };

/**
 * Why a call ended at a line, in our words; the wire's spellings stop at the decoder. `gone`: the server names it no more; `moved`:
 * the line is the agent's no more.
 */
export type EndCause =
  'hangup' | 'answered-elsewhere' | 'rejected' | 'busy' | 'transferred' | 'gone' | 'moved';

/** One call as one message tells it. */
export interface CallFacts {
  readonly callId: CallId;
  /** Older calls that this one goes on from, after a transfer. */
  readonly relatedIds: readonly CallId[];
  readonly direction: Direction;
  readonly phase: LivePhase;
  readonly caller: Caller;
  /** What the PBX shows beside the number: mostly the queue's or menu's label, seldom a person's name. */
  readonly label: string;
  readonly dialed: string;
  readonly queueId: string | null;
  /** `callStarted` as sent: new on each ring, so it tells one ring of a call at one line from the next. */
  readonly ringKey: number;
  readonly startedAt: Millis;
  readonly answeredAt: Millis | null;
  /** What the PBX was told to send along with the call. */
  readonly details: readonly Detail[];
  /** The agent asked for it, to see what a call looks like: no server knows of it. */
  readonly isTest: boolean;
}

/** A custom variable of a call, as the customer named it. */
export interface Detail {
  readonly name: string;
  readonly value: string;
}

export interface LineFacts {
  readonly lineId: LineId;
  readonly number: string;
  readonly userId: string;
  readonly userName: string;
  readonly onlineUserId: string;
  /** Voicenter's status number of the user at the line; 0 when none was said. */
  readonly statusId: number;
  /** Since when it holds; null when that was not said. */
  readonly statusSince: Millis | null;
}

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

/** A call at one of the agent's lines. */
export interface Leg {
  /** The id under which it was heard there: a transfer gives a call another one. */
  readonly callId: CallId;
  readonly direction: Direction;
  readonly phase: LivePhase | 'ended';
  readonly ringKey: number;
  readonly ended: { readonly cause: EndCause; readonly at: Millis } | null;
}

/** One call from its first ring to its end, over all of the agent's lines and the ids that transfers gave it. */
export interface Call {
  readonly callId: CallId;
  /** All ids that it was heard under, in that order; the first is its own. */
  readonly ids: readonly CallId[];
  readonly direction: Direction;
  readonly phase: Phase;
  readonly caller: Caller;
  readonly label: string;
  readonly dialed: string;
  readonly queueId: string | null;
  /** The agent's line that the call was last heard at. */
  readonly lineId: LineId;
  readonly legs: Readonly<Record<LineId, Leg>>;
  /** How often it rang at the agent; 0 for a call that never rang here. */
  readonly rings: number;
  /** Alerts owed to it so far: every ring, and the first sight of a call that was joined already talking. */
  readonly alerts: number;
  /** It rang before we heard of it: found in a snapshot. */
  readonly late: boolean;
  readonly startedAt: Millis;
  readonly ringingAt: Millis | null;
  readonly talkingAt: Millis | null;
  readonly endedAt: Millis | null;
  readonly outcome: Outcome | null;
  /** When to ask the server whether it still lives; null once it has ended. */
  readonly doubtAt: Millis | null;
  /** Shown as a card. */
  readonly card: boolean;
  /** The agent hovers over its card or has the focus in it: it must not go away under the hand. */
  readonly pinned: boolean;
  /** The agent wants to hear no more of it, however often it rings. */
  readonly muted: boolean;
  /** Why its last ring was shown nowhere; null for one that was. */
  readonly quiet: QuietReason | null;
  /** What the agent's rules said of its last ring; null for a call that never alerted. */
  readonly ruling: Ruling | null;
  /** Its link was opened without a click: once is enough, however often it rings. `too-many`: it was not, for too many were opened just before. */
  readonly popped: 'no' | 'opened' | 'too-many';
  /** What the customer's own endpoint said of the caller; null where none was asked. */
  readonly lookup: Lookup | null;
  /** The endpoint was not told of it: it was told of too many just before. */
  readonly untold: boolean;
  readonly details: readonly Detail[];
  readonly isTest: boolean;
}

/** True for a call that a card, an alert and the history treat as incoming. */
export const isIncoming = (call: Call): boolean => call.direction === 'incoming';

/** True until the last of the agent's lines has left the call. */
export const isLive = (call: Call): boolean => call.phase !== 'ended' && call.phase !== 'stopped';

/** True until it is decided how the call ended. */
export const isOpen = (call: Call): boolean => call.phase !== 'ended';
