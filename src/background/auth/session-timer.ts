/** The timer of a session: for the next try, or for the renewal before the token expires. Never both. */
import type { Millis } from '../../domain/common/types.ts';
import { createTimer } from '../../platform/async/timer.ts';
import type { StoredAccount } from './stored-account.ts';

/**
 * A token is renewed this long before it expires, in ms. If it has less than ten times this left, a tenth of
 * the remaining time is used.
 */
const RENEW_AHEAD_MS = 60_000;

/** The timer. Each method replaces what was set before. */
export interface SessionTimer {
  /** Calls `again` after `pauseMs`, or when `retryNow` is called. `isAsked`: the server named the time. */
  retryAfter(pauseMs: number, isAsked: boolean, again: () => void): void;
  /** Starts the waiting try now. If the server named its time, only the user can start it earlier. */
  retryNow(by: 'network' | 'user'): void;
  /** Calls `renew` before the token of the account expires. Sets nothing for a token without an end. */
  renewInTime(account: StoredAccount, renew: () => void): void;
  /** Calls `renew` when the token has expired. Sets nothing for a token without an end. */
  renewAtEnd(account: StoredAccount, renew: () => void): void;
  clear(): void;
}

/** Creates a timer that is not set. `now` is the agent's clock in ms. */
export function createSessionTimer(now: () => Millis): SessionTimer {
  const timer = createTimer();
  let waiting: { readonly again: () => void; readonly isAsked: boolean } | null = null;

  function clear(): void {
    timer.clear();
    waiting = null;
  }

  return {
    clear,
    retryAfter(pauseMs, isAsked, again) {
      const start = (): void => {
        clear();
        again();
      };
      waiting = { again: start, isAsked };
      timer.set(pauseMs, start);
    },
    retryNow(by) {
      if (waiting !== null && (by === 'user' || !waiting.isAsked)) waiting.again();
    },
    renewInTime({ tokenExpiresAt }, renew) {
      clear();
      const left = (tokenExpiresAt ?? 0) - now();
      // A token that has expired before its first use points to a wrong clock. It is used until a server
      // refuses it.
      if (left > 0) timer.set(left - Math.min(RENEW_AHEAD_MS, left / 10), renew);
    },
    renewAtEnd({ tokenExpiresAt }, renew) {
      // A token without an expiry time is used until the server of the socket refuses it.
      if (tokenExpiresAt !== null) timer.set(Math.max(0, tokenExpiresAt - now()), renew);
    },
  };
}
