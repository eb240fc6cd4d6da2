/** Converts the wire's lines, calls and queues to the types of the domain. */
import type { CallFacts, DeviceCall, Direction, EndCause, LivePhase } from '../domain/calls/call.ts';
import { readCaller } from '../domain/common/caller/caller-text.ts';
import { idOf, isObject, normalizeKeys } from './fields.ts';
import { receivedCall } from './received-call.ts';
import type { WireCall, WireLine, WireQueue } from './schemas.ts';
import { type Moment, sentAt, statusSince, steadyWall } from './server-clock.ts';
import type { Caller, Millis } from '../domain/common/types.ts';
import { isTalk } from '../domain/calls/legs.ts';
import type { LineFacts } from '../domain/calls/lines.ts';
import type { LineReason, QueueFacts } from '../domain/calls/events.ts';

/** Returns the facts of a line. Returns null if the message names no line. */
export function lineFacts(wire: WireLine, moment: Moment): LineFacts | null {
  const lineId = idOf(wire.extenuser || wire.number);
  if (lineId === null) return null;
  return {
    lineId,
    number: wire.number,
    userId: wire.userid,
    userName: wire.username,
    onlineUserId: wire.onlineuserid === '0' ? '' : wire.onlineuserid,
    statusId: wire.representativestatus,
    // This field is in milliseconds. Every other time on the wire is in seconds.
    statusSince:
      wire.representativeupdated <= 0
        ? null
        : statusSince(Math.floor(wire.representativeupdated / 1000), moment),
  };
}

const DIRECTIONS: readonly Direction[] = ['incoming', 'outgoing', 'click2call', 'spy'];
const directionOf = (wire: WireCall): Direction | undefined =>
  DIRECTIONS.find((direction) => direction === wire.direction.toLowerCase());

/**
 * Returns the facts of a call in a message of this moment. Returns null if the call has no id or no known
 * direction. `cause` is the cause of a hang-up in the words of the wire.
 */
export function callFacts(
  wire: WireCall,
  reason: LineReason | null,
  moment: Moment,
  cause: string | null = null,
): CallFacts | null {
  const callId = wire.ivrid ?? wire.ivruniqueid;
  const direction = directionOf(wire);
  if (callId === undefined || direction === undefined) return null;
  const { clock, servertime, receivedAt } = moment;
  const at = (wall: number): Millis | null => (wall <= 0 ? null : sentAt(wall, moment));
  return {
    callId,
    relatedIds: [...wire.relatedivruniqueids, wire.customdata.originalivruniqueid].flatMap((related) =>
      related === null || related === callId ? [] : [related],
    ),
    direction,
    phase: phaseAfter(reason, wire.callstatus, direction),
    caller: callerOf(wire, direction),
    ...labelOf(wire.callername),
    dialed: numberIn(wire.did) ?? '',
    queueId: wire.queueid === '' || wire.queueid === '0' ? null : wire.queueid,
    ringKey: wire.callstarted <= 0 ? 0 : steadyWall(clock, wire.callstarted, servertime),
    startedAt: at(wire.callstarted) ?? receivedAt,
    answeredAt: at(wire.callanswered),
    details: wire.customdata.details,
    received: {
      json: receivedCall(wire.raw),
      wallAhead: servertime <= 0 ? 0 : servertime * 1000 - receivedAt,
      cause,
    },
    device: deviceOf(wire),
    isTest: false,
  };
}

/**
 * Returns the name of the device that a call is on: the channel and the address of the phone. Two phones of
 * one line differ in them (docs/wire.md 3.3). Returns '' if the call names neither.
 */
const deviceOf = ({ channel, channel2, ip }: WireCall): string => [channel || channel2, ip].join(' ').trim();

/**
 * Returns where the list of a line has a call: one entry for each device. `directed` is the direction of the
 * call, or null when it is unknown. The same id may belong to a call of the other direction.
 */
export const devicesOf = (
  calls: readonly WireCall[],
  callId: string,
  directed: Direction | null,
): readonly DeviceCall[] =>
  calls.flatMap((wire) => {
    const direction = directionOf(wire);
    const isIt = (wire.ivrid ?? wire.ivruniqueid) === callId && direction !== undefined;
    return isIt && (directed ?? direction) === direction
      ? [{ device: deviceOf(wire), phase: phaseAfter(null, wire.callstatus, direction) }]
      : [];
  });

/**
 * Returns the telephone number in a wire field, at most 40 characters long. Returns null if the field holds
 * no number.
 */
const numberIn = (field: string): string | null => readCaller(field).number;

/**
 * Returns the other end of a call. The server states it in about six different ways (docs/wire.md 3.6). Only
 * `isinternal` makes it a colleague. `callerphone` then holds a name. The number of a name is in
 * `originalcallerid` (incoming) or `actualdialednumber` (every other direction).
 */
function callerOf(wire: WireCall, direction: Direction): Caller {
  const { number, name } = readCaller(wire.callerphone);
  const inner = numberIn(direction === 'incoming' ? wire.originalcallerid : wire.actualdialednumber);
  if (wire.isinternal) {
    const colleague = name === '' ? readCaller(wire.callername).name : name;
    return colleague === '' && number === null && inner === null
      ? { kind: 'hidden' }
      : { kind: 'internal', name: colleague, number: number ?? inner };
  }
  return externalOf({ number: name === '' ? number : (number ?? inner), name });
}

/** Returns a caller who waits in a queue. */
const waitingCallerOf = (callerid: string): Caller => externalOf(readCaller(callerid));

/** Returns a caller outside. Without a number and a name, the caller is hidden. */
function externalOf({ number, name }: { readonly number: string | null; readonly name: string }): Caller {
  if (name !== '') return { kind: 'external', number, name };
  return number === null ? { kind: 'hidden' } : { kind: 'external', number };
}

/** A label, and what it says about the caller if that is more or less than a name. */
function labelOf(label: string): Pick<CallFacts, 'label' | 'labelCaller'> {
  const said = readCaller(label);
  return said.number === null && said.name === label ? { label } : { label, labelCaller: said };
}

/** Returns the phase that an event brings. For `HANGUP` and snapshots, the call's status gives the phase. */
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

/** Returns the phase that a `callstatus` names. Returns null for an unknown status. */
export const phaseOf = (status: string): LivePhase | null => PHASES.get(status.toLowerCase()) ?? null;

/** Returns why a call ended. An unknown cause counts as `hangup`. */
export function endCauseOf(cause: string, dialStatus: string): EndCause {
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

/** Returns a queue with its waiting callers. Drops callers whose call has no id. */
export function queueFacts(wire: WireQueue, moment: Moment): QueueFacts {
  const waiting = wire.calls.flatMap((call) => {
    const callId = call.ivrid ?? call.ivruniqueid;
    if (callId === undefined) return [];
    return [
      {
        callId,
        caller: waitingCallerOf(call.callerid),
        since: call.jointimestamp <= 0 ? moment.receivedAt : sentAt(call.jointimestamp, moment),
      },
    ];
  });
  return { queueId: wire.queueid, name: wire.queuename, waiting };
}

/**
 * Returns the id of the incoming call that an event answers at a line, or null. Reads three fields, because
 * most messages of a busy account are about lines of other agents.
 */
export function answeredId(reason: LineReason, raw: unknown): string | null {
  if (reason !== 'answer' && reason !== 'newcall') return null;
  const current = isObject(raw) ? raw : {};
  const isUsual = [current.ivrid, current.direction, current.callstatus].every(
    (field) => field !== undefined,
  );
  const fields = isUsual ? current : (normalizeKeys(raw) ?? {});
  const { direction, callstatus } = fields;
  const isIncoming = typeof direction === 'string' && direction.toLowerCase() === 'incoming';
  const talks = reason === 'answer' || (typeof callstatus === 'string' && isTalk(phaseOf(callstatus) ?? ''));
  return isIncoming && talks ? idOf(fields.ivrid ?? fields.ivruniqueid) : null;
}
