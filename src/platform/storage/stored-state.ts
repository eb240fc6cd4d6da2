import { type Call, isOpen } from '../../domain/calls/call.ts';
import type { CallId } from '../../domain/common/types.ts';
import type { Book } from '../../domain/calls/state.ts';

/** The calls that are over and off the screen: remembered for the next ring of the same call, shown by nobody. */
export type PastCalls = Readonly<Record<CallId, Call>>;

/** The book without its past calls, and those. `past` is the very object that is `known` while it holds the same calls. */
export function apart(book: Book, known: PastCalls): { readonly book: Book; readonly past: PastCalls } {
  const entries = Object.entries(book.calls);
  const past = entries.filter(([, call]) => isPast(call));
  const isKnown =
    past.length === Object.keys(known).length && past.every(([callId, call]) => known[callId] === call);
  return {
    book: { ...book, calls: Object.fromEntries(entries.filter(([, call]) => !isPast(call))) },
    past: isKnown ? known : Object.fromEntries(past),
  };
}

/** What `apart` took apart. */
export const together = (book: Book, past: PastCalls): Book => ({
  ...book,
  calls: { ...past, ...book.calls },
});

/** Stored as a text: a browser that hands on an object takes it apart and puts it together at every step, 0.2 ms of a ring's 5. */
export const textOf = (book: Book): string => JSON.stringify(book);

/** What `textOf` wrote. */
export const bookOf = (text: string): Book => JSON.parse(text) as Book;

const isPast = (call: Call): boolean => !call.card && !isOpen(call);
