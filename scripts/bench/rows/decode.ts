/**
 * What one event costs on its way into the state, in this process: of a colleague's line, and of ours. The
 * directory of lines hears of each, too.
 */
import { createLineDirectory } from '../../../src/background/connection/line-directory.ts';
import { evaluateAlert } from '../../../src/domain/alerts/evaluate.ts';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { ownsLine } from '../../../src/domain/calls/lines.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { createDecoder } from '../../../src/voicenter/decode.ts';
import type { ServerEvent } from '../../../src/voicenter/protocol.ts';
import { incoming } from '../../simulator/call-facts.ts';
import type { Line } from '../../simulator/model.ts';
import { createWire } from '../../simulator/wire.ts';
import { accountOf, colleagues } from '../account.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';

const EVENTS = 2_000;
/** So many events make the calls that an agent has around at once. */
const CALLS_AT_ONCE = 20;
const AT = 1_703_754_819_000;
const settings = readSettings({}, {});
const around = {
  at: AT,
  week: { day: 3, minute: 720 },
  isSidePanelVisible: false,
  isOnTop: false,
};

/** A worker's decoder and state for an account of so many lines, of which one is the agent's. */
export function startState(lines: number): {
  readonly hear: (name: string, payload: unknown) => void;
  readonly state: () => CallState;
  readonly reset: () => void;
} {
  const decode = createDecoder();
  const take = (state: CallState, event: CallEvent): CallState =>
    evaluateAlert(state, reduce(state, event), settings, around);
  const directory = createLineDirectory(
    { get: () => Promise.resolve([]), set: () => Promise.resolve(), watch: () => () => undefined },
    () => true,
  );
  const [own] = accountOf(lines);
  let state = reduce(initialState, {
    kind: 'signed-in',
    who: 'bench',
    scope: { kind: 'picked', lineIds: [own?.extenUser ?? ''], userId: null },
    at: AT,
  });
  const hear = (name: string, payload: unknown): void => {
    const message = decode(name as ServerEvent, payload, AT);
    const decoded = message.kind === 'line' ? message.read(ownsLine(state, message.line)) : message;
    const event = decoded.kind === 'event' ? decoded.event : null;
    if (event === null) return;
    state = take(state, event);
    directory.hear(event);
  };
  const wire = createWire({ now: () => AT / 1000, offsetMinutes: 120 });
  const idle = {
    onlineUserID: 1,
    status: 1,
    statusSince: 0,
    lastCallAt: 0,
    lastAnsweredAt: 0,
    lastHangUpAt: 0,
    calls: [],
  };
  hear(...plain(wire.allExtensionsStatus(accountOf(lines).map((setup) => ({ ...setup, ...idle })))));
  const fresh = state;
  return { hear, state: () => state, reset: () => void (state = fresh) };
}

/** As it comes from the socket: parsed from text, with no object shared. */
const plain = ([name, payload]: readonly [string, unknown]): readonly [string, unknown] => [
  name,
  JSON.parse(JSON.stringify(payload)),
];

export const othersEvents = (lines: number): (readonly [string, unknown])[] => {
  const next = colleagues(accountOf(lines));
  return Array.from({ length: EVENTS }, (_, at) => plain(next(at + 2, false)));
};

/** Our line rings, is answered and is hung up, again and again. */
export function ownEvents(): (readonly [string, unknown])[] {
  const wire = createWire({ now: () => AT / 1000, offsetMinutes: 120 });
  const [setup] = accountOf(1);
  if (setup === undefined) throw new Error('There is no line of the agent');
  return Array.from({ length: EVENTS / 2 }, (_, at) => {
    const line: Line = {
      ...setup,
      onlineUserID: setup.userID,
      status: 1,
      statusSince: 0,
      lastCallAt: 0,
      lastAnsweredAt: 0,
      lastHangUpAt: 0,
      calls: [],
    };
    const call = {
      callId: `call-${String(at)}`,
      facts: incoming({}),
      startedAt: AT / 1000,
      serial: at,
      phone: 1,
      phase: 'Ringing' as const,
      answeredAt: 0,
    };
    return [
      plain(wire.event({ kind: 'call', reason: 'NEWCALL', line: { ...line, calls: [call] }, call })),
      plain(wire.event({ kind: 'hangUp', line, call, cause: 'Answered elsewhere', dialStatus: '' })),
    ];
  }).flat();
}

/** Microseconds of CPU an event, the median of some rounds after a warm-up. */
export function costOf(lines: number, events: readonly (readonly [string, unknown])[], rounds = 9): number {
  const { hear, reset } = startState(lines);
  const times = Array.from({ length: rounds + 3 }, () => {
    const before = process.cpuUsage();
    for (const [at, [name, payload]] of events.entries()) {
      // No clock ticks here that would take finished cards away: a day of them must not pile up.
      if (at % CALLS_AT_ONCE === 0) reset();
      hear(name, payload);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / events.length;
  }).slice(3);
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}
