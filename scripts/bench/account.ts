/** A large account: its lines, and the events of the agent's colleagues. */
import { incoming } from '../simulator/call-facts.ts';
import { type Call, DEFAULT_LINES, type Line, type LineSetup } from '../simulator/model.ts';
import { createWire, type WireEvent } from '../simulator/wire.ts';

const OFFSET_MINUTES = 120;
/** Of this many events, one is a ring of the agent, and one is a colleague who signs in or out. */
export const ONE_IN = 1_000;

/** Returns the account's lines: first the agent's own, then colleagues'. `lines` is their total number. */
export const accountOf = (lines: number): LineSetup[] => [
  ...DEFAULT_LINES.slice(0, 1),
  ...Array.from({ length: lines - 1 }, (_, at) => ({
    extenUser: `SIP${String(at)}`,
    userID: 20_000_000 + at,
    userName: `Colleague ${String(at)}`,
    number: 3_000_000 + at,
    queueIDs: [],
  })),
];

/**
 * Returns a function that produces the colleagues' events: calls that ring, are answered and end, breaks, and
 * occasional sign-ins and sign-outs. `at` is the index of the event. With `queues`, one event in six is a
 * queue's.
 */
export function colleagues(setups: readonly LineSetup[]): (at: number, queues: boolean) => WireEvent {
  const now = (): number => Math.floor(Date.now() / 1000);
  const wire = createWire({ now, offsetMinutes: OFFSET_MINUTES });
  const idle = {
    status: 1,
    statusSince: now(),
    lastCallAt: now(),
    lastAnsweredAt: now(),
    lastHangUpAt: now(),
  };
  const lines: Line[] = setups
    .slice(1)
    .map((setup) => ({ ...setup, ...idle, onlineUserID: setup.userID, calls: [] }));
  const queue = { queueID: 555, name: 'תמיכה', waiting: [] };
  return (at, queues) => {
    const line = lines[at % lines.length];
    if (line === undefined) throw new Error('An account without colleagues floods nobody');
    if (queues && at % 6 === 5)
      return wire.event({ kind: 'queue', reason: 'EXIT', queue, callId: wire.newCallId() });
    const [live] = line.calls;
    if (at % ONE_IN === 1) {
      line.onlineUserID = line.onlineUserID === 0 ? line.userID : 0;
      line.status = line.onlineUserID === 0 ? 2 : 1;
      return wire.event({ kind: 'status', line });
    }
    if (at % 4 === 3) {
      line.status = line.status === 3 ? 1 : 3;
      line.statusSince = now();
      return wire.event({ kind: 'status', line });
    }
    if (live === undefined) {
      const call: Call = {
        callId: wire.newCallId(),
        facts: incoming({ callerNumber: `053${String(1_000_000 + (at % 1_000_000))}` }),
        startedAt: now(),
        serial: at,
        phone: 1,
        phase: 'Ringing',
        answeredAt: 0,
      };
      line.calls = [call];
      return wire.event({ kind: 'call', reason: 'NEWCALL', line, call });
    }
    if (live.phase === 'Ringing') {
      live.phase = 'Talking';
      live.answeredAt = now();
      return wire.event({ kind: 'call', reason: 'ANSWER', line, call: live });
    }
    line.calls = [];
    return wire.event({ kind: 'hangUp', line, call: live, cause: 'Normal hangup', dialStatus: '' });
  };
}
