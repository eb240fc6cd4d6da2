/** The only door for messages from the socket: an unknown payload becomes an event, or a reason why not. Never throws. */
import * as v from 'valibot';
import type { CallEvent, LineReason, Millis, QueueFacts, SnapshotLine } from '../domain/call.ts';
import { callFacts, causeOf, lineFacts, phaseOf, queueFacts } from './facts.ts';
import { folded } from './fields.ts';
import type { ServerEvent } from './protocol.ts';
import { envelopeSchema, lineSchema, queueEventSchema, queuesSchema, snapshotSchema, statusSchema, type WireCall } from './schemas.ts';
import { hearClock, type ServerClock, unknownClock } from './server-clock.ts';

export type Decoded =
  | { readonly kind: 'event'; readonly event: CallEvent }
  /** The server accepted our token, or says that it is not valid. */
  | { readonly kind: 'greeting'; readonly accepted: boolean }
  /** What we know is stale: ask for it again. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'malformed'; readonly where: string };

/** A decoder for the messages of one login: it remembers the server's clock. */
export function createDecoder(): (name: ServerEvent, payload: unknown, receivedAt: Millis) => Decoded {
  let clock = unknownClock;
  return (name, payload, receivedAt) => {
    clock = clockAfter(clock, payload);
    return decode(name, payload, receivedAt, clock);
  };
}

/** What a message tells of the server's clock. */
function clockAfter(clock: ServerClock, payload: unknown): ServerClock {
  const outer = v.safeParse(folded, payload);
  const said = outer.success ? readEnvelope(outer.output) : null;
  return said === null ? clock : hearClock(clock, said.servertime, said.servertimeoffset);
}

/** Decodes one message. `receivedAt` is the agent's clock, in ms, when it came; `clock` is the server's. */
export function decode(name: ServerEvent, payload: unknown, receivedAt: Millis, clock: ServerClock = unknownClock): Decoded {
  switch (name) {
    case 'loginSuccess':
    case 'keepaliveResponse': {
      const parsed = v.safeParse(statusSchema, payload);
      return { kind: 'greeting', accepted: !parsed.success || parsed.output.errorcode === 0 };
    }
    case 'AllExtensionsStatus':
      return decodeSnapshot(payload, receivedAt, clock);
    case 'loginStatus': {
      const parsed = v.safeParse(queuesSchema, payload);
      if (!parsed.success) return malformed('loginStatus');
      const moment = { clock, servertime: parsed.output.servertime, receivedAt };
      return { kind: 'event', event: { kind: 'queues', queues: oneEach(parsed.output.queues.map((queue) => queueFacts(queue, moment))), whole: true, at: receivedAt } };
    }
    case 'QueueEvent': {
      const parsed = v.safeParse(queueEventSchema, payload);
      if (!parsed.success) return malformed('QueueEvent');
      const moment = { clock, servertime: readEnvelope(parsed.output)?.servertime ?? 0, receivedAt };
      return { kind: 'event', event: { kind: 'queues', queues: [queueFacts(parsed.output.data, moment)], whole: false, at: receivedAt } };
    }
    case 'ExtensionEvent':
      return decodeLine(payload, receivedAt, clock);
    case 'ExtensionsUpdated':
    case 'QueuesUpdated':
    case 'DialersUpdated':
      return { kind: 'stale' };
  }
}

/** A queue that is listed twice holds the callers of both entries. */
function oneEach(queues: readonly QueueFacts[]): QueueFacts[] {
  const byId = new Map<string, QueueFacts>();
  for (const queue of queues) {
    const listed = byId.get(queue.queueId);
    byId.set(queue.queueId, listed === undefined ? queue : { ...listed, waiting: [...listed.waiting, ...queue.waiting] });
  }
  return [...byId.values()];
}

const malformed = (where: string): Decoded => ({ kind: 'malformed', where });

const REASONS = new Map<string, LineReason>([['newcall', 'newcall'], ['answer', 'answer'], ['hold', 'hold'], ['unhold', 'unhold'], ['hangup', 'hangup'], ['userstatusupdate', 'status']]);

function decodeLine(payload: unknown, receivedAt: Millis, clock: ServerClock): Decoded {
  const outer = v.safeParse(folded, payload);
  if (!outer.success) return malformed('ExtensionEvent');
  const inner = v.safeParse(folded, outer.output.data ?? outer.output);
  if (!inner.success) return malformed('ExtensionEvent.data');
  const line = v.safeParse(lineSchema, inner.output);
  const envelope = readEnvelope(outer.output);
  const facts = line.success && envelope !== null ? lineFacts(line.output, { clock, servertime: envelope.servertime, receivedAt }) : null;
  if (!line.success || envelope === null || facts === null) return malformed('ExtensionEvent.data.extenUser');
  const { reason: word, cause, dialstatus, ivruniqueid, servertime } = envelope;
  const reason = REASONS.get(word.toLowerCase());
  if (reason === undefined) return { kind: 'ignored', why: `reason ${word}` };
  const base = { kind: 'line', reason, line: facts, cause: causeOf(cause, dialstatus), at: receivedAt } as const;
  if (reason === 'status') return { kind: 'event', event: { ...base, callId: null, call: null } };
  const current = line.output.currentcall ?? pick(line.output.calls, reason, ivruniqueid);
  const call = current === null ? null : callFacts(current, reason, { clock, servertime, receivedAt });
  const callId = call?.callId ?? ivruniqueid;
  if (callId === null || (call === null && reason !== 'hangup')) return malformed('ExtensionEvent.data.currentCall');
  return { kind: 'event', event: { ...base, callId, call } };
}

/** What stands beside `data`, or inside it; null where even that is no envelope. `serverTime` and `telephonyServerTime` are met, too. */
function readEnvelope(outer: Record<string, unknown>): v.InferOutput<typeof envelopeSchema> | null {
  const inner = v.safeParse(folded, outer.data);
  const fields: Record<string, unknown> = { ...(inner.success ? inner.output : {}), ...withoutNulls(outer) };
  const envelope = v.safeParse(envelopeSchema, { ...fields, servertime: fields.servertime ?? fields.telephonyservertime });
  return envelope.success ? envelope.output : null;
}

/** A field that is empty beside `data` may be filled inside it. */
const withoutNulls = (fields: object): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

/** Which of a line's calls an event without `currentCall` is about: the named one, else the newest in the phase it brings. */
function pick(calls: readonly WireCall[], reason: LineReason, named: string | null): WireCall | null {
  const known = calls.find((call) => named !== null && (call.ivrid ?? call.ivruniqueid) === named);
  if (known !== undefined || reason === 'hangup') return known ?? null;
  const fits = (call: WireCall): boolean => reason === 'newcall' || (reason === 'hold') === (phaseOf(call.callstatus) === 'held');
  return calls.filter(fits).sort((a, b) => b.callstarted - a.callstarted)[0] ?? null;
}

function decodeSnapshot(payload: unknown, receivedAt: Millis, clock: ServerClock): Decoded {
  const parsed = v.safeParse(snapshotSchema, payload);
  if (!parsed.success) return malformed('AllExtensionsStatus');
  const lines = new Map<string, SnapshotLine>();
  for (const entry of parsed.output.extensions) {
    const wire = v.safeParse(lineSchema, entry);
    const line = wire.success ? lineFacts(wire.output, { clock, servertime: parsed.output.servertime, receivedAt }) : null;
    if (!wire.success || line === null) continue;
    const calls = wire.output.calls.flatMap((call) => callFacts(call, null, { clock, servertime: parsed.output.servertime, receivedAt }) ?? []);
    // A line that is listed twice holds the calls of both entries; its own facts are the first one's.
    const listed = lines.get(line.lineId);
    lines.set(line.lineId, listed === undefined ? { line, calls } : { line: listed.line, calls: [...listed.calls, ...calls] });
  }
  // A list of which nothing can be read is no word on what lives: it must not end the calls that we know.
  if (parsed.output.extensions.length > 0 && lines.size === 0) return malformed('AllExtensionsStatus.extensions');
  return { kind: 'event', event: { kind: 'snapshot', lines: [...lines.values()], at: receivedAt } };
}
