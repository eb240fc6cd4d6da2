/**
 * The types of a call, tests on them, and the test call. All times are milliseconds in the agent's own clock.
 */
import type { CallerText } from '../common/caller/caller-words.ts';
import type { KnownCaller, Lookup } from './lookup-result.ts';
import type { RuleResult } from '../rules/rules.ts';
import type { CallId, Caller, Millis, Detail, LineId } from '../common/types.ts';

/** Direction of a call, seen from the agent's line. */
export type Direction = 'incoming' | 'outgoing' | 'click2call' | 'spy';
/** Phases of a call that is live at a line. */
export type LivePhase = 'dialing' | 'ringing' | 'talking' | 'held';
/**
 * Phase of a call. `stopped`: the call rings no more, but a queue may ring it again, so it is not yet known
 * whether it was missed.
 */
export type Phase = LivePhase | 'stopped' | 'ended';
/** How a call ended. */
export type Outcome =
  'answered' | 'missed' | 'answered-elsewhere' | 'rejected' | 'busy' | 'transferred' | 'moved' | 'placed';

/**
 * Why a ring was suppressed: by the agent's settings, by one of the rules, or because every surface is
 * switched off (`off`).
 */
export type SuppressedReason =
  'muted' | 'internal' | 'hidden' | 'talking' | 'status' | 'hours' | 'rule' | 'off';
/**
 * Why a call ended at a line, in our own words. The decoder translates the spellings of the wire.
 * - `gone`: the server no longer lists the call.
 * - `moved`: the line no longer belongs to the agent.
 */
export type EndCause =
  'hangup' | 'answered-elsewhere' | 'rejected' | 'busy' | 'transferred' | 'gone' | 'moved';

/** What the newest message said of a call in the words of the wire, for the customer's endpoint. */
export interface ReceivedCall {
  /** The call as JSON, as it came, less what is secret. At most 8,000 characters. */
  readonly json: string;
  /** By how much the server's wall clock is ahead of the agent's clock, in ms. */
  readonly wallAhead: Millis;
  /** The cause of a hang-up as it came. Null for every other message. */
  readonly cause: string | null;
}

/** One call as one message describes it. */
export interface CallFacts {
  readonly callId: CallId;
  /** Ids of the older calls that this one continues after a transfer. */
  readonly relatedIds: readonly CallId[];
  readonly direction: Direction;
  readonly phase: LivePhase;
  readonly caller: Caller;
  /** What the PBX shows beside the number: mostly the label of a queue or menu, rarely a person's name. */
  readonly label: string;
  /** What the label says about the caller. Missing when the label is no more than a name. */
  readonly labelCaller?: CallerText;
  readonly dialed: string;
  readonly queueId: string | null;
  /**
   * `callStarted` as the server sends it. It is new on each ring, so it separates one ring of a call at one
   * line from the next.
   */
  readonly ringKey: number;
  readonly startedAt: Millis;
  readonly answeredAt: Millis | null;
  /** Custom fields that the PBX sends with the call. */
  readonly details: readonly Detail[];
  /** Null for a test call. */
  readonly received: ReceivedCall | null;
  /** The device of the line that the message is about, as the server names it. Absent when it names none. */
  readonly device?: string;
  /** True for a test call, which the agent starts to see what a call looks like. No server knows of it. */
  readonly isTest: boolean;
}

/** A call on one device (phone) of a line. `device` is the server's name of it, or '' when it names none. */
export interface DeviceCall {
  readonly device: string;
  readonly phase: LivePhase;
}

/** A call at one of the agent's lines. */
export interface Leg {
  /** The id of the call at this line. A transfer gives a call another id. */
  readonly callId: CallId;
  readonly direction: Direction;
  readonly phase: LivePhase | 'ended';
  readonly ringKey: number;
  /** The devices in the call. After the end: those of which no end was reported. */
  readonly devices: readonly DeviceCall[];
  /** The devices that have hung up in this ring. */
  readonly left: readonly { readonly device: string; readonly cause: EndCause }[];
  /** `sentAt` is when the server sent the end, in seconds of its own clock; 0 when unknown. */
  readonly ended: { readonly cause: EndCause; readonly at: Millis; readonly sentAt: number } | null;
}

/**
 * One call from its first ring to its end, across all of the agent's lines and all ids that transfers gave
 * it.
 */
export interface Call {
  readonly callId: CallId;
  /** All ids of the call in order of arrival. The first one is `callId`. */
  readonly ids: readonly CallId[];
  readonly direction: Direction;
  readonly phase: Phase;
  readonly caller: Caller;
  readonly label: string;
  readonly labelCaller?: CallerText;
  /**
   * Texts of the PBX about this call that name a queue or a menu instead of the caller
   * (alerts/label-learning.ts). Missing when there are none.
   */
  readonly sharedLabels?: readonly string[];
  readonly dialed: string;
  readonly queueId: string | null;
  /** The agent's line of the latest message about the call. */
  readonly lineId: LineId;
  readonly legs: Readonly<Record<LineId, Leg>>;
  /** Number of rings at the agent; 0 for a call that never rang here. */
  readonly rings: number;
  /**
   * Number of alerts so far. Every ring counts, and so does the first message of a call that was joined
   * already talking.
   */
  readonly alerts: number;
  /** True when the call already rang before its first message: a snapshot contained it. */
  readonly late: boolean;
  readonly startedAt: Millis;
  readonly ringingAt: Millis | null;
  readonly talkingAt: Millis | null;
  readonly endedAt: Millis | null;
  readonly outcome: Outcome | null;
  /**
   * The colleague who answered the call at a line that is not the agent's; '' when the line does not name
   * one. Null while no such answer is known. Only the login of an account or token learns of it.
   */
  readonly answeredBy: string | null;
  /** When to ask the server whether the call is still live; null once it has ended. */
  readonly verifyAt: Millis | null;
  /** True while the call has a card. */
  readonly card: boolean;
  /**
   * True while the agent hovers over the card or has the focus in it. The card must not disappear during that
   * time.
   */
  readonly pinned: boolean;
  /** True when the agent has muted the call. It then stays suppressed, however often it rings. */
  readonly muted: boolean;
  /** Why the last ring was suppressed; null when the ring was shown. */
  readonly suppressed: SuppressedReason | null;
  /** What the agent's rules decided for the last ring; null for a call that never alerted. */
  readonly ruleResult: RuleResult | null;
  /**
   * Whether the call's link opened without a click. It opens once, however often the call rings. `too-many`:
   * it did not open, because too many links had opened just before.
   */
  readonly autoOpened: 'no' | 'opened' | 'too-many';
  /** The result of the customer's lookup endpoint; null when it received no request. */
  readonly lookup: Lookup | null;
  /**
   * True when the endpoint received no request, because it had received requests for too many calls just
   * before.
   */
  readonly lookupSkipped: boolean;
  /** What the contacts and the past calls say of the caller. Null while nobody has read it. */
  readonly known: KnownCaller | null;
  readonly details: readonly Detail[];
  readonly received: ReceivedCall | null;
  readonly isTest: boolean;
}

/** True for a call that cards, alerts and the history treat as incoming. */
export const isIncoming = (call: Call): boolean => call.direction === 'incoming';

/** True until the last of the agent's lines has left the call. */
export const isLive = (call: Call): boolean => call.phase !== 'ended' && call.phase !== 'stopped';

/** True until the outcome of the call is decided. */
export const isOpen = (call: Call): boolean => call.phase !== 'ended';

/**
 * How the extension learned of a call.
 * - `announced`: by its `NEWCALL`.
 * - `midway`: by a later event of the call.
 * - `snapshot`: by the server's full list.
 */
export type Appearance = 'announced' | 'midway' | 'snapshot';

/**
 * Returns the call that "Show me a test call" creates. It starts ringing at `at` (ms) and follows the path of
 * every other call, but no server knows of it. `id` must be new each time. A test call is never
 * counted, and opens the CRM only when the agent clicks.
 */
export const testCall = (id: string, at: Millis): CallFacts => ({
  callId: `test-${id}`,
  relatedIds: [],
  direction: 'incoming',
  phase: 'ringing',
  caller: { kind: 'external', number: '0501234567' },
  label: 'Clark Kent',
  dialed: '0722776772',
  queueId: null,
  ringKey: Math.floor(at / 1000),
  startedAt: at,
  answeredAt: null,
  details: [],
  received: null,
  isTest: true,
});

/** Returns the caller's number as received. Null if it is hidden or unknown. */
export const numberOf = (caller: Caller): string | null => (caller.kind === 'hidden' ? null : caller.number);

/**
 * Returns the caller of a call after a later message. What the later message does not say about the same
 * person stays: a message that hides the caller changes nothing, and one with a name alone keeps the
 * number.
 */
export function mergeCaller(before: Caller | undefined, now: Caller): Caller {
  if (before === undefined) return now;
  if (now.kind === 'hidden') return before;
  if (now.kind !== 'external' || before.kind !== 'external') return now;
  if (now.number === null) return { ...now, number: before.number };
  const isNamed = now.name !== undefined || before.name === undefined || before.number !== now.number;
  return isNamed ? now : { ...now, name: before.name };
}
