/**
 * Decodes every message from the socket. An unknown payload becomes an event, or a reason why there is no
 * event. Never throws.
 */
import * as v from 'valibot';
import type { CallFacts } from '../domain/calls/call.ts';
import { answeredId, callFacts, devicesOf, endCauseOf, lineFacts, phaseOf, queueFacts } from './mappers.ts';
import { type Fields, normalizeKeys, numberOf } from './fields.ts';
import type { ServerEvent } from './protocol.ts';
import {
  callSchema,
  callsOf,
  type Envelope,
  envelopeOf,
  queueSchema,
  queuesSchema,
  type WireCall,
  wireLine,
} from './schemas.ts';
import { type Moment, updateClock, type ServerClock, unknownClock } from './server-clock.ts';
import type { Millis } from '../domain/common/types.ts';
import type { LineFacts } from '../domain/calls/lines.ts';
import type {
  CallEvent,
  LineReason,
  QueueFacts,
  SnapshotLine,
  WaitingCaller,
} from '../domain/calls/events.ts';

/** What a message means. */
export type Decoded =
  | { readonly kind: 'event'; readonly event: CallEvent }
  /** The server accepts our token, or says that the token is not valid. */
  | { readonly kind: 'greeting'; readonly accepted: boolean }
  /** Our state is stale. The caller must request it again. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'malformed'; readonly where: string };

/**
 * A message about one line, whose call is not read yet. The servers of a busy account report thousands of
 * calls a second, and nearly all of them are at other agents' lines.
 */
export interface LineMessage {
  readonly kind: 'line';
  readonly line: LineFacts;
  /**
   * Reads the rest: with the call, or only the id of a call that is answered when the line is not the
   * agent's.
   */
  readonly read: (withCall: boolean) => Decoded;
}

/** Returns a decoder for the messages of one login. The decoder remembers the server's clock. */
export function createDecoder(): (
  name: ServerEvent,
  payload: unknown,
  receivedAt: Millis,
) => Decoded | LineMessage {
  let clock = unknownClock;
  return (name, payload, receivedAt) => {
    const message = unwrap(payload);
    if (message !== null)
      clock = updateClock(clock, message.envelope.servertime, message.envelope.servertimeoffset);
    return read(name, message, receivedAt, clock);
  };
}

/**
 * Decodes one message, also the call of a line. `receivedAt` is the agent's clock when the message arrived,
 * in ms. `clock` is the server's clock.
 */
export const decode = (
  name: ServerEvent,
  payload: unknown,
  receivedAt: Millis,
  clock: ServerClock = unknownClock,
): Decoded => {
  const message = read(name, unwrap(payload), receivedAt, clock);
  return message.kind === 'line' ? message.read(true) : message;
};

/** A message whose field names are folded once. `data` is null if the message has no readable `data`. */
interface Message {
  readonly outer: Fields;
  readonly data: Fields | null;
  readonly envelope: Envelope;
}

function unwrap(payload: unknown): Message | null {
  const outer = normalizeKeys(payload);
  if (outer === null) return null;
  const data = normalizeKeys(outer.data);
  return { outer, data, envelope: readEnvelope(outer, data) };
}

function read(
  name: ServerEvent,
  message: Message | null,
  receivedAt: Millis,
  clock: ServerClock,
): Decoded | LineMessage {
  if (name === 'loginSuccess' || name === 'keepaliveResponse')
    return { kind: 'greeting', accepted: isAccepting(message) };
  if (name === 'ExtensionsUpdated' || name === 'QueuesUpdated' || name === 'DialersUpdated')
    return { kind: 'stale' };
  if (message === null) return malformed(name);
  const moment = { clock, servertime: message.envelope.servertime, receivedAt };
  switch (name) {
    case 'AllExtensionsStatus':
      return decodeSnapshot(message, moment);
    case 'loginStatus': {
      const queues = v.parse(queuesSchema, message.outer.queues).map((queue) => queueFacts(queue, moment));
      return eventOf({ kind: 'queues', queues: oneEach(queues), whole: true, at: receivedAt });
    }
    case 'QueueEvent': {
      const parsed = v.safeParse(queueSchema, message.data);
      if (!parsed.success) return malformed(name);
      const queues = [queueFacts(parsed.output, moment)];
      return eventOf({ kind: 'queues', queues, whole: false, at: receivedAt });
    }
    case 'ExtensionEvent':
      return decodeLine(message, moment);
  }
}

/**
 * Returns true if a greeting refuses the token, or if the answer to a keepalive says that the session is dead
 * (docs/wire.md 2.3).
 */
export const isRefusal = (name: ServerEvent, payload: unknown): boolean =>
  (name === 'loginSuccess' || name === 'keepaliveResponse') && !isAccepting(unwrap(payload));

const isAccepting = (message: Message | null): boolean =>
  message === null || numberOf(message.outer.errorcode) === 0;

/** Merges queues with the same id. A queue that is listed twice holds the callers of both entries. */
function oneEach(queues: readonly QueueFacts[]): QueueFacts[] {
  const byId = new Map<string, QueueFacts & { readonly waiting: WaitingCaller[] }>();
  for (const queue of queues) {
    const listed = byId.get(queue.queueId);
    if (listed === undefined) byId.set(queue.queueId, { ...queue, waiting: [...queue.waiting] });
    else queue.waiting.forEach((caller) => listed.waiting.push(caller));
  }
  return [...byId.values()];
}

const eventOf = (event: CallEvent): Decoded => ({ kind: 'event', event });
const malformed = (where: string): Decoded => ({ kind: 'malformed', where });

const REASONS = new Map<string, LineReason>([
  ['newcall', 'newcall'],
  ['answer', 'answer'],
  ['hold', 'hold'],
  ['unhold', 'unhold'],
  ['hangup', 'hangup'],
  ['userstatusupdate', 'status'],
]);

function decodeLine({ outer, data: named, envelope }: Message, moment: Moment): Decoded | LineMessage {
  const data = named ?? ((outer.data ?? null) === null ? outer : null);
  if (data === null) return malformed('ExtensionEvent.data');
  const { reason: word, cause, dialstatus, ivruniqueid, servertime } = envelope;
  const facts = lineFacts(wireLine(data), moment);
  if (facts === null) return malformed('ExtensionEvent.data.extenUser');
  const reason = REASONS.get(word.toLowerCase());
  if (reason === undefined) return { kind: 'ignored', why: `reason ${word}` };
  const base = {
    kind: 'line',
    reason,
    line: facts,
    cause: endCauseOf(cause, dialstatus),
    at: moment.receivedAt,
  } as const;
  const without = (callId: string | null): Decoded => eventOf({ ...base, callId, call: null });
  if (reason === 'status') return without(null);
  const readCall = (): Decoded => {
    const named = v.safeParse(callSchema, data.currentcall);
    const calls = callsOf(data.calls);
    const current = named.success ? named.output : pick(calls, reason, ivruniqueid);
    const call =
      current === null ? null : callFacts(current, reason, moment, reason === 'hangup' ? cause : null);
    const callId = call?.callId ?? ivruniqueid;
    if (callId === null || (call === null && reason !== 'hangup'))
      return malformed('ExtensionEvent.data.currentCall');
    const devices = Array.isArray(data.calls) ? devicesOf(calls, callId, call?.direction ?? null) : null;
    const report = { devices, sentAt: servertime };
    return eventOf({ ...base, callId, call, report });
  };
  return {
    kind: 'line',
    line: facts,
    read: (withCall) => (withCall ? readCall() : without(answeredId(reason, data.currentcall))),
  };
}

/** Reads each field beside `data` first. If the field is missing there, reads it inside `data`. */
const readEnvelope = (outer: Fields, data: Fields | null): Envelope =>
  envelopeOf((name) => outer[name] ?? data?.[name]);

/**
 * Returns the call that an event without `currentCall` is about: the named call, or else the newest call in
 * the phase that the event brings. Returns null if no call fits. An ended call is no longer in the list, so
 * the list never describes it.
 */
function pick(calls: readonly WireCall[], reason: LineReason, named: string | null): WireCall | null {
  if (reason === 'hangup') return null;
  const known = calls.find((call) => named !== null && (call.ivrid ?? call.ivruniqueid) === named);
  if (known !== undefined) return known;
  const fits = (call: WireCall): boolean =>
    reason === 'newcall' || (reason === 'hold') === (phaseOf(call.callstatus) === 'held');
  return calls.filter(fits).sort((a, b) => b.callstarted - a.callstarted)[0] ?? null;
}

function decodeSnapshot({ outer: { extensions } }: Message, moment: Moment): Decoded {
  if (!Array.isArray(extensions)) return malformed('AllExtensionsStatus');
  const lines = new Map<string, SnapshotLine & { readonly calls: CallFacts[] }>();
  for (const entry of extensions) {
    const fields = normalizeKeys(entry);
    const line = fields === null ? null : lineFacts(wireLine(fields), moment);
    if (fields === null || line === null) continue;
    const calls = callsOf(fields.calls).flatMap((call) => callFacts(call, null, moment) ?? []);
    // A line that is listed twice holds the calls of both entries. Its other facts come from the first entry.
    const listed = lines.get(line.lineId);
    if (listed === undefined) lines.set(line.lineId, { line, calls });
    else calls.forEach((call) => listed.calls.push(call));
  }
  // An unreadable list does not say which calls are live. It must not end the calls that we know.
  if (extensions.length > 0 && lines.size === 0) return malformed('AllExtensionsStatus.extensions');
  return eventOf({ kind: 'snapshot', lines: [...lines.values()], at: moment.receivedAt });
}
