/** From the wire's shapes to ours: lines, calls and queues as the domain knows them. */
import type { CallFacts, Direction, EndCause, LivePhase } from '../domain/calls/call.ts';
import { callerOf, numberIn } from './caller.ts';
import { idOf } from './fields.ts';
import type { WireCall, WireLine, WireQueue } from './schemas.ts';
import { type ServerClock, steadyWall, trueEpoch } from './server-clock.ts';
import type { Millis } from '../domain/common/types.ts';
import type { LineFacts } from '../domain/calls/lines.ts';
import type { LineReason, QueueFacts } from '../domain/calls/events.ts';

/** A line, or null where the message names none. */
export function lineFacts(wire: WireLine, { clock, servertime, receivedAt }: Moment): LineFacts | null {
  const lineId = idOf(wire.extenuser || wire.number);
  if (lineId === null) return null;
  return {
    lineId,
    number: wire.number,
    userId: wire.userid,
    userName: wire.username,
    onlineUserId: wire.onlineuserid === '0' ? '' : wire.onlineuserid,
    statusId: wire.representativestatus,
    // Milliseconds, where every other time of the wire is in seconds.
    statusSince:
      wire.representativeupdated <= 0
        ? null
        : since(Math.floor(wire.representativeupdated / 1000), { clock, servertime, receivedAt }),
  };
}

const DIRECTIONS = new Map<string, Direction>([
  ['incoming', 'incoming'],
  ['outgoing', 'outgoing'],
  ['click2call', 'click2call'],
  ['spy', 'spy'],
]);

/** When a message was sent by the server's clock, and when it came by the agent's. */
export interface Moment {
  readonly clock: ServerClock;
  readonly servertime: number;
  readonly receivedAt: Millis;
}

/** A call as a message of this moment tells it, or null where it has no id or no known direction. */
export function callFacts(
  wire: WireCall,
  reason: LineReason | null,
  { clock, servertime, receivedAt }: Moment,
): CallFacts | null {
  const callId = wire.ivrid ?? wire.ivruniqueid;
  const direction = DIRECTIONS.get(wire.direction.toLowerCase());
  if (callId === undefined || direction === undefined) return null;
  const at = (wall: number): Millis | null =>
    wall <= 0 ? null : sentAt(wall, { clock, servertime, receivedAt });
  return {
    callId,
    relatedIds: [...wire.relatedivruniqueids, wire.customdata.originalivruniqueid].flatMap((related) =>
      related === null || related === callId ? [] : [related],
    ),
    direction,
    phase: phaseAfter(reason, wire.callstatus, direction),
    caller: callerOf({ ...wire, direction }),
    label: wire.callername,
    dialed: numberIn(wire.did) ?? '',
    queueId: wire.queueid === '' || wire.queueid === '0' ? null : wire.queueid,
    ringKey: wire.callstarted <= 0 ? 0 : steadyWall(clock, wire.callstarted, servertime),
    startedAt: at(wire.callstarted) ?? receivedAt,
    answeredAt: at(wire.callanswered),
    details: wire.customdata.details,
    isTest: false,
  };
}

/** Nobody keeps a status for longer, in seconds. */
const LONGEST_STATUS_S = 60 * 86_400;

/** Since when a status holds; null where the server's word cannot be true. */
function since(wall: number, { clock, servertime, receivedAt }: Moment): Millis | null {
  const age = trueEpoch(clock, servertime, servertime) - trueEpoch(clock, wall, servertime);
  return age > LONGEST_STATUS_S || age < -60 ? null : receivedAt - Math.max(0, age) * 1000;
}

/** A wall-clock time of the server by the agent's clock: the distance from the message's own `servertime`, so that no wrong clock can spoil it. */
const sentAt = (wall: number, { clock, servertime, receivedAt }: Moment): Millis =>
  receivedAt - ageMs(trueEpoch(clock, servertime, servertime) - trueEpoch(clock, wall, servertime));

/** No call is older than a day: a larger distance is a broken clock's, and no time at all. Seconds in, milliseconds out. */
const ageMs = (seconds: number): Millis => (seconds > 0 && seconds < 86_400 ? seconds * 1000 : 0);

/** The phase that an event brings; `HANGUP` and snapshots tell by the call's own status. */
function phaseAfter(reason: LineReason | null, status: string, direction: Direction): LivePhase {
  if (reason === 'answer' || reason === 'unhold') return 'talking';
  if (reason === 'hold') return 'held';
  return phaseOf(status) ?? (direction === 'incoming' ? 'ringing' : 'dialing');
}

const PHASES = new Map<string, LivePhase>([
  ['ringing', 'ringing'],
  ['dialing', 'dialing'],
  ['talking', 'talking'],
  ['spying', 'talking'],
  ['hold', 'held'],
]);

/** The phase that a `callstatus` names. */
export const phaseOf = (status: string): LivePhase | null => PHASES.get(status.toLowerCase()) ?? null;

/** Why a call ended. */
export function causeOf(cause: string, dialStatus: string): EndCause {
  if (dialStatus.toLowerCase() === 'transfer') return 'transferred';
  switch (cause.toLowerCase()) {
    case 'answered elsewhere':
      return 'answered-elsewhere';
    case 'call rejected':
      return 'rejected';
    case 'user busy':
      return 'busy';
    default:
      return 'hangup';
  }
}

/** A queue with those who wait in it. */
export function queueFacts(wire: WireQueue, moment: Moment): QueueFacts {
  const waiting = wire.calls.flatMap((call) => {
    const callId = call.ivrid ?? call.ivruniqueid;
    const number = numberIn(call.callerid);
    if (callId === undefined) return [];
    const caller = number === null ? ({ kind: 'hidden' } as const) : ({ kind: 'external', number } as const);
    return [
      {
        callId,
        caller,
        since: call.jointimestamp <= 0 ? moment.receivedAt : sentAt(call.jointimestamp, moment),
      },
    ];
  });
  return { queueId: wire.queueid, name: wire.queuename, waiting };
}
