/** Writes one call into the state. */
import { type Call, isIncoming, isOpen, type EndCause, type Leg } from './call.ts';
import type { CallId, Millis, LineId } from '../common/types.ts';
import type { Book } from './state.ts';
import { endLeg } from './call-transitions.ts';

export const MOST_MISSED = 1_000;

/** Writes a call and keeps the list of unseen missed calls in step: a call that rings again or is answered is not missed. */
export function putCall(book: Book, call: Call, at: Millis): Book {
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
export function missedWith({ calls, missed }: Book, call: Call): Book['missed'] {
  const others = missed.filter((id) => id !== call.callId);
  if (isIncoming(call) && call.outcome === 'missed') {
    const wasMissed = calls[call.callId]?.outcome === 'missed';
    return wasMissed ? missed : [...others, call.callId].slice(-MOST_MISSED);
  }
  return others.length === missed.length ? missed : others;
}

export function patchCall(book: Book, callId: CallId, change: (call: Call) => Call): Book {
  const call = book.calls[callId];
  const changed = call === undefined ? undefined : change(call);
  return changed === undefined || changed === call
    ? book
    : { ...book, calls: { ...book.calls, [callId]: changed } };
}

/** The id that a call is kept under. */
export const ownId = (book: Book, callId: CallId): CallId =>
  Object.hasOwn(book.aliases, callId) ? (book.aliases[callId] ?? callId) : callId;

/** Ends a call at some of the lines where it is, or at all of them. */

/** Ends those live legs of a call for which there is a cause. */
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

/** A hang-up that only names its call. */
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

/** Which calls are remembered, and for how long. */

/** How long an ended call is remembered, in ms: a queue rings the same call again after up to 323 s (docs/wire.md 3.3). */
export const MEMORY_MS = 10 * 60_000;

export const MEMORY_CALLS = 40;

/** Far beyond what an agent or an account has of each; only a server that lies comes so far. What is beyond is let go, so that the worker goes on. */
export const MOST_OPEN_CALLS = 200;

/** Keeps the memory of calls small: forgets those beyond their number, and with `at` those beyond their time. */
export function forget(book: Book, at: Millis | null): Book {
  const ended = Object.values(book.calls)
    .filter((call) => !call.card && !isOpen(call))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const old = ended.filter(
    (call, index) => index >= MEMORY_CALLS || (at !== null && at - (call.endedAt ?? 0) > MEMORY_MS),
  );
  return drop(book, [...old, ...tooMany(book)]);
}

export function drop(book: Book, calls: readonly Call[]): Book {
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
export function tooMany({ calls }: Book): readonly Call[] {
  const open = Object.values(calls).filter((call) => call.card || isOpen(call));
  const heardAt = ({ doubtAt, endedAt }: Call): Millis => doubtAt ?? endedAt ?? 0;
  return open.length <= MOST_OPEN_CALLS
    ? []
    : open.sort((a, b) => heardAt(a) - heardAt(b)).slice(0, open.length - MOST_OPEN_CALLS);
}
