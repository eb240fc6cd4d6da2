/** The stored form of the state: live calls and past calls apart, and the state as a text. */
import { type Call, isOpen } from '../../domain/calls/call.ts';
import type { CallId } from '../../domain/common/types.ts';
import type { CallState } from '../../domain/calls/state.ts';
import { NO_LABELS } from '../../domain/common/caller/known-labels.ts';

/**
 * The calls that are over and off the screen. They are kept for the next ring of the same call, and no page
 * shows them.
 */
export type PastCalls = Readonly<Record<CallId, Call>>;

/** Returns the past calls of the state. It is the same object as `known` if it holds the same calls. */
export function pastOf(state: CallState, known: PastCalls): PastCalls {
  const past = Object.entries(state.calls).filter(([, call]) => isPast(call));
  const isKnown =
    past.length === Object.keys(known).length && past.every(([callId, call]) => known[callId] === call);
  return isKnown ? known : Object.fromEntries(past);
}

/**
 * The state as a text, without past calls and labels. If the browser receives an object, it copies it at
 * every step, which takes 0.2 of a ring's 5 ms.
 */
export const serialize = (state: CallState): string =>
  JSON.stringify({
    ...state,
    calls: Object.fromEntries(Object.entries(state.calls).filter(([, call]) => !isPast(call))),
    labels: undefined,
  });

/** Reads the text of `serialize`. */
export const parse = (text: string): CallState => ({
  ...(JSON.parse(text) as Omit<CallState, 'labels'>),
  labels: NO_LABELS,
});

/** Puts past calls back into the state. */
export const withPast = (state: CallState, past: PastCalls): CallState => ({
  ...state,
  calls: { ...past, ...state.calls },
});

const isPast = (call: Call): boolean => !call.card && !isOpen(call);
