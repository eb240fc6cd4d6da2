/**
 * The reducer of the state of all known calls, live and recently ended. `reduce` is the only way to change
 * that state. Pure.
 */
import type { Call, CallFacts, EndCause } from './call.ts';
import { endCall, hearCall } from './call-transitions.ts';
import { answered } from './caller-lookup.ts';
import { type LineScope, ownLinesOf, ownsLine, type LineFacts } from './lines.ts';
import { hearQueues, named } from './queues.ts';
import type { CallId, LineId, Millis } from '../common/types.ts';
import type { CallEvent } from './events.ts';
import { type Book, emptyBook } from './state.ts';
import { liveCalls } from './selectors.ts';
import { patchCall, putCall, ownId, endBare, endLegs } from './update-call.ts';
import { tidy } from './expiry.ts';

/** The line of a test call. It exists on no server. */
const TEST_LINE = 'test';
const MOST_LINES = 500;
const MOST_IDS = 50;

/** Returns the state after `event`, or the same object when the event changes nothing. Never throws. */
export function reduce(book: Book, event: CallEvent): Book {
  switch (event.kind) {
    case 'line':
      return onLine(book, event);
    case 'snapshot':
      return onSnapshot(book, event);
    case 'queues':
      return hearQueues(book, event);
    case 'signed-in':
      return book.who === event.who
        ? rescope(book, event.scope, event.at)
        : { ...emptyBook, who: event.who, scope: event.scope };
    case 'signed-out':
      return emptyBook;
    case 'looked-up':
      return patchCall(book, event.callId, (call) => answered(call, event.answer));
    case 'dismissed':
      return patchCall(book, event.callId, (call) =>
        call.card ? { ...call, card: false, pinned: false } : call,
      );
    case 'muted':
      return patchCall(book, event.callId, (call) =>
        call.muted ? call : { ...call, muted: true, card: false, pinned: false },
      );
    case 'test-call':
      return putCall(book, hearCall(undefined, event.call, TEST_LINE, 'announced', event.at), event.at);
    case 'pinned':
      return tidy(
        patchCall(book, event.callId, (call) => pin(call, event.pinned)),
        event.at,
      );
    case 'hands-off':
      return tidy(
        Object.keys(book.calls).reduce(
          (next, callId) => patchCall(next, callId, (call) => pin(call, false)),
          book,
        ),
        event.at,
      );
    case 'missed-seen':
      return book.missed.length === 0 ? book : { ...book, missed: [] };
    case 'tick':
      return tidy(book, event.at);
  }
}

function onLine(book: Book, event: CallEvent & { kind: 'line' }): Book {
  const { lineId } = event.line;
  if (!ownsLine(book, event.line))
    return Object.hasOwn(book.lines, lineId) ? leaveLine(book, lineId, event.at) : book;
  if (!Object.hasOwn(book.lines, lineId) && Object.keys(book.lines).length >= MOST_LINES) return book;
  const next = hearLine(book, event.line);
  if (event.call === null)
    return event.reason === 'hangup' ? endBare(next, event.callId, lineId, event) : next;
  const facts = named(next, event.call);
  const known = withAlias(next, facts);
  const before = known.calls[ownId(known, facts.callId)];
  if (event.reason === 'hangup')
    return putCall(known, endCall(before, facts, lineId, event.cause, event.at), event.at);
  return putCall(
    known,
    hearCall(before, facts, lineId, event.reason === 'newcall' ? 'announced' : 'midway', event.at),
    event.at,
  );
}

/**
 * After a transfer the caller returns under a new id that names the old ones (docs/wire.md 3.5). Both ids
 * belong to one call.
 */
function withAlias(book: Book, facts: CallFacts): Book {
  if (
    facts.direction !== 'incoming' ||
    Object.hasOwn(book.calls, facts.callId) ||
    Object.hasOwn(book.aliases, facts.callId)
  )
    return book;
  const from = facts.relatedIds
    .map((id) => ownId(book, id))
    .find((id) => Object.hasOwn(book.calls, id) && book.calls[id]?.direction === 'incoming');
  return from === undefined || (book.calls[from]?.ids.length ?? 0) >= MOST_IDS
    ? book
    : { ...book, aliases: { ...book.aliases, [facts.callId]: from } };
}

/** The agent has left this line. Its calls continue without the agent. */
function leaveLine(book: Book, lineId: LineId, at: Millis): Book {
  const left: Book = {
    ...book,
    lines: Object.fromEntries(Object.entries(book.lines).filter(([id]) => id !== lineId)),
  };
  return liveCalls(left).reduce(
    (next, call) => endLegs(next, call, (id) => (id === lineId ? 'moved' : null), at),
    left,
  );
}

/** The agent picked other lines. The next snapshot says which of them exist. */
function rescope(book: Book, scope: LineScope, at: Millis): Book {
  if (JSON.stringify(scope) === JSON.stringify(book.scope)) return book;
  const next: Book = { ...book, scope };
  const lost = Object.values(book.lines).filter(
    (line) => !ownsLine({ ...next, lines: {}, hasSnapshot: true }, line),
  );
  return lost.reduce((leaving, { lineId }) => leaveLine(leaving, lineId, at), next);
}

function onSnapshot(book: Book, event: CallEvent & { kind: 'snapshot' }): Book {
  const own = ownLinesOf(book.scope, event.lines).slice(0, MOST_LINES);
  const present = new Set<string>();
  let next: Book = {
    ...book,
    hasSnapshot: own.length > 0 || book.scope.kind === 'picked',
    lines: Object.fromEntries(own.map(({ line }) => [line.lineId, steady(book.lines[line.lineId], line)])),
  };
  for (const { line, calls } of own) {
    for (const facts of calls) {
      next = withAlias(next, facts);
      const callId = ownId(next, facts.callId);
      present.add(legKey(callId, line.lineId));
      next = putCall(
        next,
        hearCall(next.calls[callId], named(next, facts), line.lineId, 'snapshot', event.at),
        event.at,
      );
    }
  }
  // A live call that the server no longer lists has ended without an event, or its line no longer belongs to
  // the agent.
  const others = new Set(
    event.lines.flatMap(({ line }) => (Object.hasOwn(next.lines, line.lineId) ? [] : [line.lineId])),
  );
  const causeAt = (callId: CallId, lineId: LineId): EndCause | null => {
    if (present.has(legKey(callId, lineId))) return null;
    return others.has(lineId) ? 'moved' : 'gone';
  };
  for (const call of liveCalls(next))
    if (!call.isTest) next = endLegs(next, call, (lineId) => causeAt(call.callId, lineId), event.at);
  return next;
}

function hearLine(book: Book, told: LineFacts): Book {
  const known = book.lines[told.lineId];
  const line = steady(known, told);
  const same =
    known !== undefined &&
    (Object.keys(line) as (keyof LineFacts)[]).every((key) => known[key] === line[key]);
  return same ? book : { ...book, lines: { ...book.lines, [line.lineId]: line } };
}

/**
 * The server's clock counts seconds, ours milliseconds. Two reports of the same moment must not look like two
 * moments.
 */
const SAME_MOMENT_MS = 2_000;
function steady(known: LineFacts | undefined, line: LineFacts): LineFacts {
  const isSame =
    known?.statusId === line.statusId &&
    Math.abs((known.statusSince ?? 0) - (line.statusSince ?? 0)) <= SAME_MOMENT_MS;
  return isSame ? { ...line, statusSince: known.statusSince } : line;
}

const pin = (call: Call, pinned: boolean): Call => (call.pinned === pinned ? call : { ...call, pinned });
const legKey = (callId: CallId, lineId: LineId): string => JSON.stringify([callId, lineId]);
