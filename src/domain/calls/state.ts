/** The state: calls, lines and queues at one moment. */
import type { Call } from './call.ts';
import type { LineScope, LineFacts } from './lines.ts';
import type { Caller, CallId, LineId, Millis } from '../common/types.ts';
import { type KnownLabels, NO_LABELS } from '../common/caller/known-labels.ts';
import type { WaitingCaller } from './events.ts';

/** The state. The worker stores it, so it survives the worker. */
export interface CallState {
  /** Identity of the sign-in that the calls belong to, or null. */
  readonly who: string | null;
  /** How the agent's lines are found. */
  readonly scope: LineScope;
  /** The agent's lines; empty until the first snapshot. */
  readonly lines: Readonly<Record<LineId, LineFacts>>;
  /**
   * True once a snapshot has named the lines. Before that, every line that the server sends counts as the
   * agent's.
   */
  readonly hasSnapshot: boolean;
  /** Names of queues by queue id. */
  readonly queues: Readonly<Record<string, string>>;
  /** What the user's calls have taught of the texts that the PBX shows as names. */
  readonly labels: KnownLabels;
  /** Waiting callers by queue id. `waitingAt` says how fresh they are. */
  readonly waiting: Readonly<Record<string, readonly WaitingCaller[]>>;
  readonly waitingAt: Millis | null;
  /**
   * Callers who recently waited in a queue. A joined call hides its number, and only the queue named it
   * (docs/wire.md 3.5).
   */
  readonly waited: Readonly<Record<CallId, Caller>>;
  readonly calls: Readonly<Record<CallId, Call>>;
  /** Maps the newer ids of transferred calls to the id under which the call is stored. */
  readonly aliases: Readonly<Record<CallId, CallId>>;
  /** Missed calls that the agent has not seen yet. */
  readonly missed: readonly CallId[];
  /**
   * Times of the last pages opened (`autoOpenedAt`) and the last lookups begun (`lookupsAt`) without a
   * click. Both lists are short (domain/alerts/evaluate.ts).
   */
  readonly autoOpenedAt: readonly Millis[];
  readonly lookupsAt: readonly Millis[];
  /** True while so many calls are live that one notification stands for all of them. */
  readonly isCrowd: boolean;
}

/** The state before sign-in. */
export const initialState: CallState = {
  who: null,
  scope: { kind: 'person', personId: null },
  lines: {},
  hasSnapshot: false,
  queues: {},
  labels: NO_LABELS,
  waiting: {},
  waitingAt: null,
  waited: {},
  calls: {},
  aliases: {},
  missed: [],
  autoOpenedAt: [],
  lookupsAt: [],
  isCrowd: false,
};

/**
 * The parts of the state that are stored at once, and that the badge shows. Other parts, such as lines and
 * call queues, are not: the server sends lines and call queues again after every connect.
 */
const LASTING = [
  'who',
  'scope',
  'hasSnapshot',
  'calls',
  'aliases',
  'missed',
] as const satisfies readonly (keyof CallState)[];

/** Returns whether one of these parts has changed. */
export const isLasting = (before: CallState, after: CallState): boolean =>
  LASTING.some((part) => before[part] !== after[part]);
