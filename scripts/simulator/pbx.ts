/**
 * The telephone exchange: lines, calls, queues and their events. Independent of sockets and of the wire
 * format.
 */
import {
  type Call,
  type CallFacts,
  type Line,
  type LineSetup,
  type PbxEvent,
  type Phase,
  type Queue,
  type QueueSetup,
  SimulatorError,
} from './model.ts';
import { createQueues, type Queues } from './queue.ts';

/** Selects a call. */
export interface Target {
  /** Absent: the newest live call. */
  readonly callId?: string;
  /** The line's extenUser. Absent: every line with the call, the newest first. */
  readonly line?: string;
  /** The phone of the line, from 1. Absent: every phone, the newest call first. */
  readonly phone?: number;
  /** Does not notify the clients, as if the event had been lost. */
  readonly silent?: boolean;
}

/** How a call ends, in the wire's words. */
export interface Ending {
  /** Default "Normal hangup". */
  readonly cause?: string;
  /** Default "". */
  readonly dialStatus?: string;
}

/** A call that begins at a line. */
export interface Beginning {
  readonly callId: string;
  readonly line: Line;
  readonly facts: CallFacts;
  readonly phase: Phase;
  /** Epoch seconds. Default: `startedAt` is now, `answeredAt` is 0. */
  readonly startedAt?: number;
  readonly answeredAt?: number;
  /** The phone of the line, from 1. Default 1. */
  readonly phone?: number;
  readonly silent?: boolean;
}

/** A call together with its line. */
export interface CallAtLine {
  readonly line: Line;
  readonly call: Call;
}

/** What a PBX consists of. */
export interface PbxSetup {
  readonly lines: readonly LineSetup[];
  readonly queues: readonly QueueSetup[];
  /** Epoch seconds. */
  readonly now: () => number;
  readonly newCallId: () => string;
  readonly announce: (event: PbxEvent) => void;
}

/** The running exchange. An operation that is not possible throws a SimulatorError. */
export interface Pbx extends Queues {
  readonly lines: readonly Line[];
  readonly queues: readonly Queue[];
  readonly now: () => number;
  readonly newCallId: () => string;
  /** Returns the line of that name. Absent: the first. */
  readonly line: (extenUser?: string) => Line;
  /** Returns the live calls that match a target, the newest first. Throws if there is none. */
  readonly find: (target: Target) => [CallAtLine, ...CallAtLine[]];
  /** Returns the last known state of a call, live or ended. */
  readonly remembered: (callId: string) => Call | undefined;
  readonly begin: (beginning: Beginning) => Call;
  readonly answer: (target: Target) => CallAtLine;
  readonly hold: (target: Target) => void;
  readonly unhold: (target: Target) => void;
  /** Ends the call at every line that matches the target. The call stays in its queue: see leaveQueue. */
  readonly end: (target: Target & Ending) => CallAtLine[];
  /** Changes the status of a line's user; 2 is "logged out". */
  readonly setStatus: (line: Line, status: number) => void;
  /** Another user signs in at a line (hot desk); 0 means nobody. */
  readonly setUser: (line: Line, userID: number) => void;
}

/** Creates an exchange without calls, with everybody logged in. */
export function createPbx({ now, newCallId, announce, ...setup }: PbxSetup): Pbx {
  const opened = now();
  const idle = {
    status: 1,
    statusSince: opened,
    lastCallAt: opened,
    lastAnsweredAt: opened,
    lastHangUpAt: opened,
  };
  const lines: Line[] = setup.lines.map((line) => ({
    ...line,
    ...idle,
    onlineUserID: line.userID,
    calls: [],
  }));
  const queues: Queue[] = setup.queues.map((queue) => ({ ...queue, waiting: [] }));
  const memory = new Map<string, Call>();
  const lastRings = new Map<string, number>();
  let serial = 0;

  function find({ callId, line, phone }: Target): [CallAtLine, ...CallAtLine[]] {
    const live = lines
      .filter((each) => line === undefined || each.extenUser === line)
      .flatMap((each) => each.calls.map((call) => ({ line: each, call })))
      .filter(({ call }) => phone === undefined || call.phone === phone)
      .sort((a, b) => b.call.serial - a.call.serial);
    const wanted = callId ?? live[0]?.call.callId;
    const [first, ...rest] = live.filter(({ call }) => call.callId === wanted);
    if (first) return [first, ...rest];
    const where = line === undefined ? '' : ` at line ${line}`;
    throw new SimulatorError(
      callId === undefined ? `There is no live call${where}.` : `Call ${callId} is not live${where}.`,
    );
  }

  function tell(silent: boolean | undefined, event: PbxEvent): void {
    if (!silent) announce(event);
  }

  function change(target: Target, from: Phase, to: Phase, reason: 'HOLD' | 'UNHOLD'): void {
    const [{ line, call }] = find(target);
    if (call.phase !== from) throw new SimulatorError(`Call ${call.callId} is ${call.phase}, not ${from}.`);
    call.phase = to;
    line.lastCallAt = now();
    tell(target.silent, { kind: 'call', reason, line, call });
  }

  return {
    ...createQueues({ queues, now, announce }),
    lines,
    queues,
    now,
    newCallId,
    find,
    line(extenUser) {
      const line = lines.find((each) => extenUser === undefined || each.extenUser === extenUser);
      if (!line) throw new SimulatorError(`There is no line ${extenUser ?? 'at all'}.`);
      return line;
    },
    remembered: (callId) => memory.get(callId),
    begin({ callId, line, facts, phase, startedAt, answeredAt = 0, phone = 1, silent }) {
      const ring = `${callId} at ${line.extenUser}`;
      const previous = lastRings.get(ring);
      // On the wire two rings of a call at a line differ only in callStarted. So two within one second must
      // get different values.
      const started = startedAt ?? (previous === undefined ? now() : Math.max(now(), previous + 1));
      lastRings.set(ring, started);
      const call: Call = { callId, facts, startedAt: started, serial: ++serial, phone, phase, answeredAt };
      line.calls = [...line.calls.filter((live) => live.callId !== callId || live.phone !== phone), call];
      line.lastCallAt = now();
      memory.set(callId, call);
      tell(silent, { kind: 'call', reason: 'NEWCALL', line, call });
      return call;
    },
    answer(target) {
      const found = find(target)[0];
      const { line, call } = found;
      if (call.answeredAt > 0) throw new SimulatorError(`Call ${call.callId} is answered already.`);
      call.phase = 'Talking';
      call.answeredAt = now();
      line.lastCallAt = line.lastAnsweredAt = now();
      tell(target.silent, { kind: 'call', reason: 'ANSWER', line, call });
      return found;
    },
    hold: (target) => change(target, 'Talking', 'Hold', 'HOLD'),
    unhold: (target) => change(target, 'Hold', 'Talking', 'UNHOLD'),
    end({ cause = 'Normal hangup', dialStatus = '', ...target }) {
      const ended = find(target);
      for (const { line, call } of ended) {
        line.calls = line.calls.filter((live) => live !== call);
        line.lastCallAt = line.lastHangUpAt = now();
        tell(target.silent, { kind: 'hangUp', line, call, cause, dialStatus });
      }
      return ended;
    },
    setStatus(line, status) {
      line.status = status;
      line.statusSince = now();
      line.onlineUserID = status === 2 ? 0 : line.userID;
      announce({ kind: 'status', line });
    },
    setUser(line, userID) {
      line.onlineUserID = userID;
      line.status = userID === 0 ? 2 : 1;
      line.statusSince = now();
      announce({ kind: 'status', line });
    },
  };
}
