/** What a call is, and the events that change what we know of calls. Times are milliseconds in the agent's own clock. */
import type { Lookup } from './lookup-result.ts';
import type { Ruling } from '../rules/rules.ts';
import type { CallId, Caller, Millis, Detail, LineId } from '../common/types.ts';

export type Direction = 'incoming' | 'outgoing' | 'click2call' | 'spy';
export type LivePhase = 'dialing' | 'ringing' | 'talking' | 'held';
/** `stopped`: it rings no more, but a queue may ring it again; whether it was missed is not decided yet. */
export type Phase = LivePhase | 'stopped' | 'ended';
export type Outcome =
  'answered' | 'missed' | 'answered-elsewhere' | 'rejected' | 'busy' | 'transferred' | 'moved' | 'placed';

/** Why a ring was not shown: by the agent's own settings or one of the rules, or because every surface is switched off. */
export type QuietReason = 'muted' | 'internal' | 'hidden' | 'talking' | 'status' | 'hours' | 'rule' | 'off';
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
