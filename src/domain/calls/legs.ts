/**
 * Legs: a call at one line of the agent. A line may have several devices, such as a desk phone and a
 * softphone. All of them ring under one id, and each has its own events (docs/wire.md 3.3). Pure.
 */
import type { Call, CallFacts, DeviceCall, EndCause, Leg, LivePhase } from './call.ts';
import type { CallId, LineId } from '../common/types.ts';

/**
 * Two rings of one call are at least 3 s apart (docs/wire.md 3.3). A message whose ring differs by more than
 * this, in seconds, belongs to another ring.
 */
const SAME_RING_S = 2;
/** More devices than any line has. Only a faulty server reaches this limit. */
export const MOST_DEVICES = 20;

/** What a message says of a line beside the call that it is about. */
export interface LineReport {
  /**
   * Every device of the line at which the message lists the call as live. Null when the message has no list.
   */
  readonly devices: readonly DeviceCall[] | null;
  /** When the server sent the message, in seconds of its own clock. 0 when unknown. */
  readonly sentAt: number;
}

/** The report of a message that lists nothing. */
export const NO_REPORT: LineReport = { devices: null, sentAt: 0 };

/** Phases of a live call, the liveliest first. */
const BY_LIVELINESS = ['talking', 'held', 'ringing', 'dialing'] as const;

/** Returns the liveliest of these phases, or null when none of them is live. */
export const liveliest = (phases: readonly string[]): LivePhase | null =>
  BY_LIVELINESS.find((phase) => phases.includes(phase)) ?? null;

/** Returns the phase of a call with these legs, or null when none of them is live. */
export const phaseOf = (legs: Readonly<Record<LineId, Leg>>): LivePhase | null =>
  liveliest(Object.values(legs).map((leg) => leg.phase));

/** True in a call. A held call counts. */
export const isTalk = (phase: string): boolean => phase === 'talking' || phase === 'held';

/** The leg at a line, if it has this id; otherwise undefined. */
export function legUnder(call: Call | undefined, callId: CallId, lineId: LineId): Leg | undefined {
  const leg = call?.legs[lineId];
  return leg?.callId === callId ? leg : undefined;
}

/**
 * True when a transfer has given the call a newer id at this line. Messages under the older id are then out
 * of date.
 */
export function isOutlived(call: Call, callId: CallId, lineId: LineId): boolean {
  const leg = call.legs[lineId];
  return (
    leg !== undefined && call.ids.includes(callId) && call.ids.indexOf(callId) < call.ids.indexOf(leg.callId)
  );
}

/** True when the facts describe the ring that the leg knows, or when the server does not tell rings apart. */
const isSameRing = (leg: Leg, { ringKey }: Pick<CallFacts, 'ringKey'>): boolean =>
  ringKey === 0 || Math.abs(ringKey - leg.ringKey) <= SAME_RING_S;

/** True when the facts describe a later ring than the leg. After its end, any later start is a new ring. */
export const isLaterRing = (leg: Leg, facts: Pick<CallFacts, 'ringKey'>): boolean =>
  facts.ringKey > leg.ringKey && (leg.phase === 'ended' || !isSameRing(leg, facts));

/** Rings at two lines that begin within so many seconds are one ring of the call. */
const SAME_MOMENT_S = 5;

/** True when a line rings again while another line still rings from before. */
export const isRingAgain = (leg: Leg | undefined, other: Leg, facts: Pick<CallFacts, 'ringKey'>): boolean =>
  leg !== undefined && other.phase === 'ringing' && facts.ringKey > other.ringKey + SAME_MOMENT_S;

/** True when a message about a live call is out of date. */
export function isOldNews(call: Call, facts: CallFacts, lineId: LineId, { sentAt }: LineReport): boolean {
  if (isOutlived(call, facts.callId, lineId)) return true;
  const leg = legUnder(call, facts.callId, lineId);
  if (leg === undefined) return false;
  if (isLaterRing(leg, facts)) return false;
  return !isSameRing(leg, facts) || (leg.phase === 'ended' && !isSibling(leg, facts, sentAt));
}

/**
 * True when the message comes from another device than the one that hung up: the server names another device,
 * it sent the message after the end, or more devices rang than hung up.
 */
function isSibling(leg: Leg, { device = '', phase }: CallFacts, sentAt: number): boolean {
  const left = leg.left.map((each) => each.device).filter((name) => name !== '');
  const isNamed = device !== '' && left.length > 0 && !left.includes(device);
  const endedAt = leg.ended?.sentAt ?? 0;
  return isNamed || (endedAt > 0 && sentAt > endedAt) || (isTalk(phase) && leg.devices.length > 0);
}

/** True when an end belongs to an older ring than the leg, or repeats the end of the leg. */
export const isOldEnd = (leg: Leg | undefined, facts: CallFacts): boolean =>
  leg !== undefined && !isLaterRing(leg, facts) && (leg.phase === 'ended' || !isSameRing(leg, facts));

/**
 * Returns the devices of a line after a message that shows the call alive there. `leg` is the leg before,
 * `isAnnounced` is true for a `NEWCALL`. The list of the message is the truth. Without it, only the device
 * that the message is about changes.
 */
export function devicesAfter(
  leg: Leg | undefined,
  facts: CallFacts,
  { devices: listed }: LineReport,
  isAnnounced: boolean,
): readonly DeviceCall[] {
  const own: DeviceCall = { device: facts.device ?? '', phase: facts.phase };
  const known = leg !== undefined && leg.phase !== 'ended' && isSameRing(leg, facts) ? leg.devices : [];
  const told = listed ?? [];
  const talked = known.filter(({ phase }) => isTalk(phase));
  // A second device that rings does not end the talk at the first one.
  if (own.phase === 'ringing' && talked.length > 0 && !told.some(({ phase }) => isTalk(phase)))
    return own.device === '' || known.some(({ device }) => device === own.device)
      ? known
      : [...known, own].slice(0, MOST_DEVICES);
  if (told.length === 0) return withDevice(known, own, isAnnounced).slice(0, MOST_DEVICES);
  const next = withDevice(told, own, false);
  // Two rings that look alike may come from two devices without a name.
  const isUncounted =
    isAnnounced && own.phase === 'ringing' && own.device === '' && known.length >= next.length;
  return (isUncounted ? [...next, own] : next).slice(0, MOST_DEVICES);
}

/** Returns the list with `own` in the place of the device that it describes, or added to it. */
function withDevice(
  devices: readonly DeviceCall[],
  own: DeviceCall,
  isAnnounced: boolean,
): readonly DeviceCall[] {
  const isIt = ({ device }: DeviceCall): boolean =>
    device === own.device || device === '' || own.device === '';
  const candidates = isAnnounced && own.device === '' ? [] : devices.filter(isIt);
  const [best] =
    [
      candidates.filter((each) => each.device === own.device && each.phase === own.phase),
      candidates.filter((each) => each.device === own.device),
      candidates,
    ].find((each) => each.length > 0) ?? [];
  return best === undefined ? [...devices, own] : devices.map((each) => (each === best ? own : each));
}

/** What remains at a line after one of its devices has hung up. */
export interface Remainder {
  readonly devices: readonly DeviceCall[];
  /** True when the server does not list what remains, so it must be asked. */
  readonly isDoubtful: boolean;
}

/**
 * Returns the devices that are still in the call after an end at the line. An ended call is no longer in the
 * list of its own message (docs/wire.md 3.3), so a call that is listed there is at another device. `facts` is
 * null when the end only names its call.
 */
export function devicesLeft(
  leg: Leg,
  facts: Pick<CallFacts, 'device' | 'phase'> | null,
  cause: EndCause,
  { devices: listed }: LineReport,
): Remainder {
  if (listed !== null && listed.length > 0) {
    const isNamedOff = listed.every(({ device }) => device !== '' && device !== (facts?.device ?? ''));
    return { devices: listed, isDoubtful: !isNamedOff && listed.length >= leg.devices.length };
  }
  const others = otherDevices(leg, facts, listed !== null);
  const wasRinging = facts !== null && facts.phase === 'ringing';
  const talked = leg.devices.filter(({ phase }) => isTalk(phase));
  const isOfSibling = wasRinging && talked.length > 0 && cause === 'answered-elsewhere';
  return { devices: others.length === 0 && isOfSibling ? talked : others, isDoubtful: true };
}

function otherDevices(
  { devices, phase }: Leg,
  facts: Pick<CallFacts, 'device' | 'phase'> | null,
  isListed: boolean,
): readonly DeviceCall[] {
  const name = facts?.device ?? '';
  if (name !== '') {
    const others = devices.filter(({ device }) => device !== '' && device !== name);
    // A device that we do not know is the known one under a new name, unless that one is in another phase.
    const isKnown = others.length < devices.length || (isTalk(phase) && facts?.phase === 'ringing');
    return isKnown ? others : [];
  }
  // The list is empty, and nothing contradicts it.
  if (isListed) return [];
  const ended =
    devices.find((each) => each.phase === facts?.phase) ?? devices.find((each) => each.phase === 'ringing');
  return devices.filter((each) => each !== (ended ?? devices[0]));
}

/**
 * Returns the devices whose end nobody has reported, after the line has left the call. One of them may still
 * answer.
 */
export const unreported = (leg: Leg, facts: Pick<CallFacts, 'device' | 'phase'> | null) =>
  otherDevices(leg, facts, false);
