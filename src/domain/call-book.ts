/** The book of all calls we know, live and lately ended: `reduce` is the only way to change it, and is pure. */
import type { Call, Caller, CallEvent, CallFacts, CallId, EndCause, LineFacts, LineId, Millis, QueueFacts } from './call.ts';
import { isIncoming, isLive } from './call.ts';
import { doubted, endCall, endLeg, hearCall } from './call-life.ts';
import { ownLinesOf, ownsLine } from './own-lines.ts';

export interface Book {
  /** The signed-in user's id as the login told it, or null where it told none. */
  readonly personId: string | null;
  /** The agent's own lines; empty until the first snapshot. */
  readonly lines: Readonly<Record<LineId, LineFacts>>;
  /** A snapshot has named the lines; until one does, every line that the server speaks of is taken for the agent's. */
  readonly hasSnapshot: boolean;
  /** Names of queues by their id. */
  readonly queues: Readonly<Record<string, string>>;
  /** Who waited in a queue lately: a joined call hides its number, only the queue knew it (protocol.md 3). */
  readonly waited: Readonly<Record<CallId, Caller>>;
  readonly calls: Readonly<Record<CallId, Call>>;
  /** Missed calls that the agent has not looked at yet. */
  readonly missed: readonly CallId[];
}

export const emptyBook: Book = { personId: null, lines: {}, hasSnapshot: false, queues: {}, waited: {}, calls: {}, missed: [] };

/** How long the card of an ended call stays, in ms. */
export const CARD_LINGER_MS = 5_000;
/** How long an ended call is remembered, in ms: a queue rings the same call again after up to 323 s (protocol.md 3). */
const MEMORY_MS = 10 * 60_000;
const MEMORY_CALLS = 40;
const WAITED_CALLERS = 200;

/** The book after `event`; the very same object when the event changes nothing. Never throws. */
export function reduce(book: Book, event: CallEvent): Book {
  switch (event.kind) {
    case 'line':
      return onLine(book, event);
    case 'snapshot':
      return onSnapshot(book, event);
    case 'queues':
      return event.queues.reduce(hearQueue, book);
    case 'signed-in':
      // A login that names nobody is no news of who it is.
      return event.personId === null || book.personId === event.personId ? book : { ...emptyBook, personId: event.personId };
    case 'signed-out':
      return emptyBook;
    case 'dismissed':
      return patchCall(book, event.callId, (call) => (call.card ? { ...call, card: false, pinned: false } : call));
    case 'pinned':
      return tidy(patchCall(book, event.callId, (call) => pin(call, event.pinned)), event.at);
    case 'hands-off':
      return tidy(Object.keys(book.calls).reduce((next, callId) => patchCall(next, callId, (call) => pin(call, false)), book), event.at);
    case 'missed-seen':
      return book.missed.length === 0 ? book : { ...book, missed: [] };
    case 'tick':
      return tidy(book, event.at);
  }
}

/** Live calls and those whose card still lingers: ringing first, then by the time they began. */
export function cards(book: Book): readonly Call[] {
  return Object.values(book.calls)
    .filter((call) => call.card)
    .sort((a, b) => Number(b.phase === 'ringing') - Number(a.phase === 'ringing') || a.startedAt - b.startedAt);
}

/** All live calls, outgoing ones too. */
export const liveCalls = (book: Book): readonly Call[] => Object.values(book.calls).filter(isLive);

/** The name of the queue that a call came through, or '' when it came through none or its name is not known. */
export const queueName = (book: Book, call: Call): string => (call.queueId !== null && Object.hasOwn(book.queues, call.queueId) ? (book.queues[call.queueId] ?? '') : '');

/** When the book next changes by the mere passing of time, or null. */
export function nextTick(book: Book): Millis | null {
  const due = Object.values(book.calls).flatMap((call) => (lingers(call) ? [(call.endedAt ?? 0) + CARD_LINGER_MS] : (call.doubtAt ?? [])));
  return due.length === 0 ? null : Math.min(...due);
}

function onLine(book: Book, event: CallEvent & { kind: 'line' }): Book {
  if (!ownsLine(book, event.line)) return book;
  const next = hearLine(book, event.line);
  const { lineId } = event.line;
  if (event.call === null) return event.reason === 'hangup' ? endBare(next, event.callId, lineId, event) : next;
  const facts = named(next, event.call);
  const before = next.calls[facts.callId];
  if (event.reason === 'hangup') return putCall(next, endCall(before, facts, lineId, event.cause, event.at), event.at);
  return putCall(next, hearCall(before, facts, lineId, event.reason === 'newcall' ? 'announced' : 'midway', event.at), event.at);
}

/** A hang-up that only names its call. */
function endBare(book: Book, callId: CallId | null, lineId: LineId, event: { cause: EndCause; at: Millis }): Book {
  const call = callId === null ? undefined : book.calls[callId];
  const leg = call?.legs[lineId];
  return call === undefined || leg === undefined || leg.phase === 'ended' ? book : putCall(book, endLeg(call, lineId, leg.ringKey, event.cause, event.at), event.at);
}

function onSnapshot(book: Book, event: CallEvent & { kind: 'snapshot' }): Book {
  const own = ownLinesOf(book.personId, event.lines);
  const present = new Set<string>();
  let next: Book = { ...book, hasSnapshot: own.length > 0, lines: Object.fromEntries(own.map(({ line }) => [line.lineId, line])) };
  for (const { line, calls } of own) {
    for (const facts of calls) {
      present.add(legKey(facts.callId, line.lineId));
      next = putCall(next, hearCall(next.calls[facts.callId], named(next, facts), line.lineId, 'snapshot', event.at), event.at);
    }
  }
  // What we thought alive and the server no longer names has ended while we were not told.
  for (const call of liveCalls(next)) {
    const gone = Object.entries(call.legs).filter(([lineId, leg]) => leg.phase !== 'ended' && !present.has(legKey(call.callId, lineId)));
    next = putCall(next, gone.reduce((ending, [lineId, leg]) => endLeg(ending, lineId, leg.ringKey, 'gone', event.at), call), event.at);
  }
  return next;
}

function hearLine(book: Book, line: LineFacts): Book {
  const known = book.lines[line.lineId];
  const same = known !== undefined && (Object.keys(line) as (keyof LineFacts)[]).every((key) => known[key] === line[key]);
  return same ? book : { ...book, lines: { ...book.lines, [line.lineId]: line } };
}

function hearQueue(book: Book, queue: QueueFacts): Book {
  const isKnown = queue.name === '' || book.queues[queue.queueId] === queue.name;
  if (isKnown && queue.waiting.every(({ callId }) => Object.hasOwn(book.waited, callId))) return book;
  const waited = [...Object.entries(book.waited), ...queue.waiting.map(({ callId, caller }) => [callId, caller] as const)];
  return {
    ...book,
    queues: queue.name === '' ? book.queues : { ...book.queues, [queue.queueId]: queue.name },
    waited: Object.fromEntries(waited.slice(-WAITED_CALLERS)),
  };
}

/** Fills in the number of a joined queue call from the queue that it waited in. */
function named(book: Book, facts: CallFacts): CallFacts {
  const waited = facts.caller.kind === 'hidden' ? book.waited[facts.callId] : undefined;
  return waited === undefined ? facts : { ...facts, caller: waited };
}

/** Writes a call and keeps the list of unseen missed calls in step: a call that rings again or is answered is not missed. */
function putCall(book: Book, call: Call, at: Millis): Book {
  if (book.calls[call.callId] === call) return book;
  const others = book.missed.filter((id) => id !== call.callId);
  const wasMissed = book.calls[call.callId]?.outcome === 'missed';
  const isMissed = isIncoming(call) && call.outcome === 'missed';
  const missed = isMissed ? (wasMissed ? book.missed : [...others, call.callId]) : others.length === book.missed.length ? book.missed : others;
  return forget({ ...book, calls: { ...book.calls, [call.callId]: call }, missed }, at);
}

function patchCall(book: Book, callId: CallId, change: (call: Call) => Call): Book {
  const call = book.calls[callId];
  const changed = call === undefined ? undefined : change(call);
  return changed === undefined || changed === call ? book : { ...book, calls: { ...book.calls, [callId]: changed } };
}

const pin = (call: Call, pinned: boolean): Call => (call.pinned === pinned ? call : { ...call, pinned });
const lingers = (call: Call): boolean => call.card && !call.pinned && call.endedAt !== null;
const legKey = (callId: CallId, lineId: LineId): string => JSON.stringify([callId, lineId]);

/** Takes away the cards whose time has come, and doubts the rings that last too long. */
function tidy(book: Book, at: Millis): Book {
  const doubtful = Object.values(book.calls).filter((call) => call.doubtAt !== null && at >= call.doubtAt);
  const asked = doubtful.reduce((next, { callId }) => patchCall(next, callId, (call) => doubted(call, at)), book);
  const due = Object.values(book.calls).filter((call) => lingers(call) && at >= (call.endedAt ?? 0) + CARD_LINGER_MS);
  return due.reduce((next, { callId }) => patchCall(next, callId, (call) => ({ ...call, card: false })), asked);
}

/** Keeps the memory of ended calls small. */
function forget(book: Book, at: Millis): Book {
  const ended = Object.values(book.calls)
    .filter((call) => !call.card && call.endedAt !== null)
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const drop = new Set(ended.filter((call, index) => index >= MEMORY_CALLS || at - (call.endedAt ?? 0) > MEMORY_MS).map((call) => call.callId));
  if (drop.size === 0) return book;
  return { ...book, calls: Object.fromEntries(Object.entries(book.calls).filter(([callId]) => !drop.has(callId))) };
}
