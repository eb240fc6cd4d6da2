/** Writes, ends and forgets calls in the state. */
import { type Call, isIncoming, isOpen, type EndCause, type Leg } from './call.ts';
import type { CallId, Millis, LineId } from '../common/types.ts';
import type { Book } from './state.ts';
import { endLeg } from './call-transitions.ts';

/** Maximum length of the list of unseen missed calls. The oldest ones are dropped. */
const MOST_MISSED = 1_000;

/**
 * Returns the state with this call, and with an up-to-date list of unseen missed calls. A call that rings
 * again or is answered is not missed. Returns the same state when the call is unchanged.
 */
export function putCall(book: Book, call: Call, at: Millis): Book {
  if (book.calls[call.callId] === call) return book;
  const next: Book = {
    ...book,
    calls: { ...book.calls, [call.callId]: call },
    missed: missedWith(book, call),
  };
  // Past calls stay while this call rings or talks. Writing them too would delay the display of its number.
  return isOpen(call) ? drop(next, tooMany(next)) : forget(next, at);
}

/** Returns the unseen missed calls after `call` is written, or the same list when nothing changes. */
function missedWith({ calls, missed }: Book, call: Call): Book['missed'] {
  const others = missed.filter((id) => id !== call.callId);
  if (isIncoming(call) && call.outcome === 'missed') {
    const wasMissed = calls[call.callId]?.outcome === 'missed';
    return wasMissed ? missed : [...others, call.callId].slice(-MOST_MISSED);
  }
  return others.length === missed.length ? missed : others;
}

/**
 * Returns the state with the call changed by `change`. Returns the same state when the call is unknown or
 * unchanged.
 */
export function patchCall(book: Book, callId: CallId, change: (call: Call) => Call): Book {
  const call = book.calls[callId];
  const changed = call === undefined ? undefined : change(call);
  return changed === undefined || changed === call
    ? book
    : { ...book, calls: { ...book.calls, [callId]: changed } };
}

/** Returns the id under which a call is stored. */
export const ownId = (book: Book, callId: CallId): CallId =>
  Object.hasOwn(book.aliases, callId) ? (book.aliases[callId] ?? callId) : callId;

// Functions that end a call at some or all of its lines.

/**
 * Returns the state after the end of those live legs for which `causeAt` returns a cause. A leg with null
 * stays.
 */
export function endLegs(
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

/**
 * Returns the state after a hang-up event that contains only the id of its call. Returns the same state when
 * the call is unknown.
 */
export function endBare(
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

// Limits of the stored calls.

/**
 * How long an ended call is stored, in ms. A queue may ring the same call again after up to 323 s
 * (docs/wire.md 3.3).
 */
const MEMORY_MS = 10 * 60_000;

/** Maximum number of ended calls that are stored. */
const MEMORY_CALLS = 40;

/**
 * More open calls than any agent or account has. Only a faulty server reaches this limit. Calls beyond it are
 * dropped, so that the worker keeps running.
 */
const MOST_OPEN_CALLS = 200;

/**
 * Returns the state without the ended calls beyond `MEMORY_CALLS` and the open calls beyond
 * `MOST_OPEN_CALLS`. With `at` (ms), it also drops the ended calls older than `MEMORY_MS`. An ended call that
 * still has a card counts as open.
 */
export function forget(book: Book, at: Millis | null): Book {
  const ended = Object.values(book.calls)
    .filter((call) => !call.card && !isOpen(call))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const old = ended.filter(
    (call, index) => index >= MEMORY_CALLS || (at !== null && at - (call.endedAt ?? 0) > MEMORY_MS),
  );
  return drop(book, [...old, ...tooMany(book)]);
}

/** Returns the state without these calls and their aliases, or the same state when the list is empty. */
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

/**
 * Returns the surplus of calls that have a card or are undecided: those with the oldest messages. Empty up to
 * `MOST_OPEN_CALLS`.
 */
function tooMany({ calls }: Book): readonly Call[] {
  const open = Object.values(calls).filter((call) => call.card || isOpen(call));
  const heardAt = ({ doubtAt, endedAt }: Call): Millis => doubtAt ?? endedAt ?? 0;
  return open.length <= MOST_OPEN_CALLS
    ? []
    : open.sort((a, b) => heardAt(a) - heardAt(b)).slice(0, open.length - MOST_OPEN_CALLS);
}
