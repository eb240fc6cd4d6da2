/** The book of all calls we know, live and lately ended: `reduce` is the only way to change it, and is pure. */
import type {
  Call,
  Caller,
  CallEvent,
  CallFacts,
  CallId,
  EndCause,
  Leg,
  LineFacts,
  LineId,
  Millis,
  WaitingCaller,
} from './call.ts';
import { isIncoming, isLive, isOpen } from './call.ts';
import { decided, decisionDue } from './call-outcome.ts';
import { doubted, endCall, endLeg, hearCall } from './call-transitions.ts';
import { answered, lookupDue } from './caller-lookup.ts';
import { type LineScope, ownLinesOf, ownsLine } from './lines.ts';
import { hearQueues, named } from './queues.ts';

export interface Book {
  /** The sign-in whose calls these are, or null. */
  readonly who: string | null;
  /** Which lines are the agent's. */
  readonly scope: LineScope;
  /** The agent's own lines; empty until the first snapshot. */
  readonly lines: Readonly<Record<LineId, LineFacts>>;
  /** A snapshot has named the lines; until one does, every line that the server speaks of is taken for the agent's. */
  readonly hasSnapshot: boolean;
  /** Names of queues by their id. */
  readonly queues: Readonly<Record<string, string>>;
  /** Who waits in each queue now, by the queue's id, and how fresh that is. */
  readonly waiting: Readonly<Record<string, readonly WaitingCaller[]>>;
  readonly waitingAt: Millis | null;
  /** Who waited in a queue lately: a joined call hides its number, only the queue knew it (docs/wire.md 3.5). */
  readonly waited: Readonly<Record<CallId, Caller>>;
  readonly calls: Readonly<Record<CallId, Call>>;
  /** The newer ids of calls that were transferred, and the call's own. */
  readonly aliases: Readonly<Record<CallId, CallId>>;
  /** Missed calls that the agent has not looked at yet. */
  readonly missed: readonly CallId[];
  /** When pages were opened, and lookups begun, without a click: the last few of each (domain/alerts/limits.ts). */
  readonly poppedAt: readonly Millis[];
  readonly toldAt: readonly Millis[];
  /** So many calls are live that one notification stands for all. */
  readonly isCrowd: boolean;
}

export const emptyBook: Book = {
  who: null,
  scope: { kind: 'person', personId: null },
  lines: {},
  hasSnapshot: false,
  queues: {},
  waiting: {},
  waitingAt: null,
  waited: {},
  calls: {},
  aliases: {},
  missed: [],
  poppedAt: [],
  toldAt: [],
  isCrowd: false,
};

/** How long the card of an ended call stays, in ms. */
export const CARD_LINGER_MS = 5_000;
/** Where a test call rings: at no line of any server. */
const TEST_LINE = 'test';
/** How long an ended call is remembered, in ms: a queue rings the same call again after up to 323 s (docs/wire.md 3.3). */
const MEMORY_MS = 10 * 60_000;
const MEMORY_CALLS = 40;
/** Far beyond what an agent or an account has of each; only a server that lies comes so far. What is beyond is let go, so that the worker goes on. */
const MOST_OPEN_CALLS = 200;
const MOST_LINES = 500;
const MOST_IDS = 50;
const MOST_MISSED = 1_000;

/** The book after `event`; the very same object when the event changes nothing. Never throws. */
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

/** Live calls and those whose card still lingers: ringing first, then by the time they began. */
export function cards(book: Book): readonly Call[] {
  return Object.values(book.calls)
    .filter((call) => call.card)
    .sort(
      (a, b) => Number(b.phase === 'ringing') - Number(a.phase === 'ringing') || a.startedAt - b.startedAt,
    );
}

/** What the call window shows: a ring that keeps quiet is for those who look at panel or desk. */
export const windowCards = (book: Book): readonly Call[] => cards(book).filter((call) => call.quiet === null);

/** All live calls, outgoing ones too. */
export const liveCalls = (book: Book): readonly Call[] => Object.values(book.calls).filter(isLive);

/** The name of the queue that a call came through, or '' when it came through none or its name is not known. */
export const queueName = (book: Book, call: Call): string =>
  call.queueId !== null && Object.hasOwn(book.queues, call.queueId) ? (book.queues[call.queueId] ?? '') : '';

/** When the book next changes by the mere passing of time, or null. */
export function nextTick(book: Book): Millis | null {
  const due = Object.values(book.calls).flatMap((call) =>
    [
      lingers(call) ? (call.endedAt ?? 0) + CARD_LINGER_MS : (decisionDue(call) ?? call.doubtAt),
      lookupDue(call),
    ].filter((at) => at !== null),
  );
  return due.length === 0 ? null : Math.min(...due);
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

/** The id that a call is kept under. */
const ownId = (book: Book, callId: CallId): CallId =>
  Object.hasOwn(book.aliases, callId) ? (book.aliases[callId] ?? callId) : callId;

/** After a transfer the caller comes back under a new id that names the old ones (docs/wire.md 3.5): one call all the same. */
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

/** The agent is at this line no more: what lives there goes on without them. */
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

/** The agent picked other lines; which of them are there, the next snapshot tells. */
function rescope(book: Book, scope: LineScope, at: Millis): Book {
  if (JSON.stringify(scope) === JSON.stringify(book.scope)) return book;
  const next: Book = { ...book, scope };
  const lost = Object.values(book.lines).filter(
    (line) => !ownsLine({ ...next, lines: {}, hasSnapshot: true }, line),
  );
  return lost.reduce((leaving, { lineId }) => leaveLine(leaving, lineId, at), next);
}

/** Ends those live legs of a call for which there is a cause. */
function endLegs(
  book: Book,
  call: Call,
  causeAt: (lineId: LineId, leg: Leg) => EndCause | null,
  at: Millis,
): Book {
  const ended = Object.entries(call.legs).reduce((ending, [lineId, leg]) => {
    const cause = leg.phase === 'ended' ? null : causeAt(lineId, leg);
    return cause === null
      ? ending
      : endLeg(ending, lineId, { callId: leg.callId, ringKey: leg.ringKey, cause, at });
  }, call);
  return putCall(book, ended, at);
}

/** A hang-up that only names its call. */
function endBare(
  book: Book,
  callId: CallId | null,
  lineId: LineId,
  event: { cause: EndCause; at: Millis },
): Book {
  const call = callId === null ? undefined : book.calls[ownId(book, callId)];
  return call === undefined
    ? book
    : endLegs(
        book,
        call,
        (id, leg) => (id === lineId && leg.callId === callId ? event.cause : null),
        event.at,
      );
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
  // What we thought alive and the server no longer names has ended while we were not told; or the line is the agent's no more.
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

/** The server's clock counts seconds, ours milliseconds: the same moment told twice must not look like two. */
const SAME_MOMENT_MS = 2_000;
function steady(known: LineFacts | undefined, line: LineFacts): LineFacts {
  const isSame =
    known?.statusId === line.statusId &&
    Math.abs((known.statusSince ?? 0) - (line.statusSince ?? 0)) <= SAME_MOMENT_MS;
  return isSame ? { ...line, statusSince: known.statusSince } : line;
}

/** Writes a call and keeps the list of unseen missed calls in step: a call that rings again or is answered is not missed. */
function putCall(book: Book, call: Call, at: Millis): Book {
  if (book.calls[call.callId] === call) return book;
  const next: Book = {
    ...book,
    calls: { ...book.calls, [call.callId]: call },
    missed: missedWith(book, call),
  };
  // While it rings or talks past calls stay as they are: to write them, too, would keep its number from the pages.
  return isOpen(call) ? drop(next, tooMany(next)) : forget(next, at);
}

/** The unseen missed calls once `call` is written; the same list where nothing changes. */
function missedWith({ calls, missed }: Book, call: Call): Book['missed'] {
  const others = missed.filter((id) => id !== call.callId);
  if (isIncoming(call) && call.outcome === 'missed') {
    const wasMissed = calls[call.callId]?.outcome === 'missed';
    return wasMissed ? missed : [...others, call.callId].slice(-MOST_MISSED);
  }
  return others.length === missed.length ? missed : others;
}

function patchCall(book: Book, callId: CallId, change: (call: Call) => Call): Book {
  const call = book.calls[callId];
  const changed = call === undefined ? undefined : change(call);
  return changed === undefined || changed === call
    ? book
    : { ...book, calls: { ...book.calls, [callId]: changed } };
}

const pin = (call: Call, pinned: boolean): Call => (call.pinned === pinned ? call : { ...call, pinned });
const lingers = (call: Call): boolean => call.card && !call.pinned && call.phase === 'ended';
const legKey = (callId: CallId, lineId: LineId): string => JSON.stringify([callId, lineId]);

/** Gives up lookups that nobody answers, decides the calls that did not ring again, takes away the cards whose time has come, and doubts the rings that last too long. */
function tidy(before: Book, at: Millis): Book {
  const unanswered = Object.values(before.calls).filter((call) => at >= (lookupDue(call) ?? Infinity));
  const told = unanswered.reduce(
    (next, { callId }) => patchCall(next, callId, (call) => answered(call, { kind: 'failed', why: 'slow' })),
    before,
  );
  const silent = Object.values(told.calls).filter((call) => at >= (decisionDue(call) ?? Infinity));
  const book = silent.reduce((next, call) => putCall(next, decided(call), at), told);
  const doubtful = Object.values(book.calls).filter((call) => call.doubtAt !== null && at >= call.doubtAt);
  // No server knows of a test call: it ends by itself.
  const asked = doubtful.reduce(
    (next, call) =>
      call.isTest
        ? endLegs(next, call, () => 'gone', at)
        : patchCall(next, call.callId, () => doubted(call, at)),
    book,
  );
  const due = Object.values(asked.calls).filter(
    (call) => lingers(call) && at >= (call.endedAt ?? 0) + CARD_LINGER_MS,
  );
  return due.length === 0
    ? asked
    : forget(
        due.reduce(
          (next, { callId }) => patchCall(next, callId, (call) => ({ ...call, card: false })),
          asked,
        ),
        null,
      );
}

/** Keeps the memory of calls small: forgets those beyond their number, and with `at` those beyond their time. */
function forget(book: Book, at: Millis | null): Book {
  const ended = Object.values(book.calls)
    .filter((call) => !call.card && !isOpen(call))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const old = ended.filter(
    (call, index) => index >= MEMORY_CALLS || (at !== null && at - (call.endedAt ?? 0) > MEMORY_MS),
  );
  return drop(book, [...old, ...tooMany(book)]);
}

function drop(book: Book, calls: readonly Call[]): Book {
  if (calls.length === 0) return book;
  const dropped = new Set(calls.map((call) => call.callId));
  const kept = <T>(
    entries: Readonly<Record<string, T>>,
    isDropped: (key: string, value: T) => boolean,
  ): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([key, value]) => !isDropped(key, value)));
  return {
    ...book,
    calls: kept(book.calls, (callId) => dropped.has(callId)),
    aliases: kept(book.aliases, (_, callId) => dropped.has(callId)),
  };
}

/** Of too many calls that are on the screen or undecided those that were heard of longest ago. */
function tooMany({ calls }: Book): readonly Call[] {
  const open = Object.values(calls).filter((call) => call.card || isOpen(call));
  const heardAt = ({ doubtAt, endedAt }: Call): Millis => doubtAt ?? endedAt ?? 0;
  return open.length <= MOST_OPEN_CALLS
    ? []
    : open.sort((a, b) => heardAt(a) - heardAt(b)).slice(0, open.length - MOST_OPEN_CALLS);
}
