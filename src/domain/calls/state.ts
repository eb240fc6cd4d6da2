/** What Ringside knows of calls, lines and queues at one moment. */
import type { Call } from './call.ts';
import type { LineScope, LineFacts } from './lines.ts';
import type { Caller, CallId, LineId, Millis } from '../common/types.ts';
import type { WaitingCaller } from './events.ts';

export interface Book {
  /** The sign-in whose calls these are, or null. */
  readonly who: string | null;
  /** Which lines are the agent's. */
  readonly scope: LineScope;
  /** The agent's own lines; empty until the first snapshot. */
  readonly lines: Readonly<Record<LineId, LineFacts>>;
  /** A snapshot has named the lines; until one does, every line that the server speaks of is taken for the agent's. */
  readonly hasSnapshot: boolean;
  /** Names of queues by their id. */
  readonly queues: Readonly<Record<string, string>>;
  /** Who waits in each queue now, by the queue's id, and how fresh that is. */
  readonly waiting: Readonly<Record<string, readonly WaitingCaller[]>>;
  readonly waitingAt: Millis | null;
  /** Who waited in a queue lately: a joined call hides its number, only the queue knew it (docs/wire.md 3.5). */
  readonly waited: Readonly<Record<CallId, Caller>>;
  readonly calls: Readonly<Record<CallId, Call>>;
  /** The newer ids of calls that were transferred, and the call's own. */
  readonly aliases: Readonly<Record<CallId, CallId>>;
  /** Missed calls that the agent has not looked at yet. */
  readonly missed: readonly CallId[];
  /** When pages were opened, and lookups begun, without a click: the last few of each (domain/alerts/limits.ts). */
  readonly poppedAt: readonly Millis[];
  readonly toldAt: readonly Millis[];
  /** So many calls are live that one notification stands for all. */
  readonly isCrowd: boolean;
}

export const emptyBook: Book = {
  who: null,
  scope: { kind: 'person', personId: null },
  lines: {},
  hasSnapshot: false,
  queues: {},
  waiting: {},
  waitingAt: null,
  waited: {},
  calls: {},
  aliases: {},
  missed: [],
  poppedAt: [],
  toldAt: [],
  isCrowd: false,
};
