/** State changes that only the passing of time causes. */
import type { Call } from './call.ts';
import { decided, decisionDue } from './call-outcome.ts';
import { postponeVerification } from './call-transitions.ts';
import { applyAnswer, lookupDue } from './caller-lookup.ts';
import type { Millis } from '../common/types.ts';
import type { CallState } from './state.ts';
import { patchCall, putCall, endLegs, removeCall } from './update-call.ts';

/** How long the card of an ended call stays, in ms. */
export const CARD_LINGER_MS = 5_000;

/** Returns the time (ms) at which the state next changes without an event, or null. */
export function nextTick(state: CallState): Millis | null {
  const due = Object.values(state.calls).flatMap((call) =>
    [
      lingers(call) ? (call.endedAt ?? 0) + CARD_LINGER_MS : (decisionDue(call) ?? call.verifyAt),
      lookupDue(call),
    ].filter((at) => at !== null),
  );
  return due.length === 0 ? null : Math.min(...due);
}

/** True for the card of an ended call that waits for its removal. A pinned card does not count. */
const lingers = (call: Call): boolean => call.card && !call.pinned && call.phase === 'ended';

/**
 * Returns the state at `at` (ms). It does four things:
 * - It gives up lookups that received no answer.
 * - It decides the calls that did not ring again.
 * - It removes the cards whose time is over.
 * - It puts off `verifyAt` of the calls that last too long. That change triggers a check with the server.
 * Test
 *   calls end.
 */
export function expire(before: CallState, at: Millis): CallState {
  const unanswered = Object.values(before.calls).filter((call) => at >= (lookupDue(call) ?? Infinity));
  const told = unanswered.reduce(
    (next, { callId }) =>
      patchCall(next, callId, (call) => applyAnswer(call, { kind: 'failed', why: 'slow' })),
    before,
  );
  const silent = Object.values(told.calls).filter((call) => at >= (decisionDue(call) ?? Infinity));
  const state = silent.reduce((next, call) => putCall(next, decided(call), at), told);
  const doubtful = Object.values(state.calls).filter((call) => call.verifyAt !== null && at >= call.verifyAt);
  // No server knows of a test call, so it ends by itself.
  const asked = doubtful.reduce(
    (next, call) =>
      call.isTest
        ? endLegs(next, call, () => 'gone', at)
        : patchCall(next, call.callId, () => postponeVerification(call, at)),
    state,
  );
  const due = Object.values(asked.calls).filter(
    (call) => lingers(call) && at >= (call.endedAt ?? 0) + CARD_LINGER_MS,
  );
  return due.length === 0
    ? asked
    : removeCall(
        due.reduce(
          (next, { callId }) => patchCall(next, callId, (call) => ({ ...call, card: false })),
          asked,
        ),
        null,
      );
}
