/**
 * Decides what to do when a server ends a session that it had accepted. Some servers end a user's older
 * sessions at each sign-in. Two browsers that each sign in again would then end each other's session for
 * ever.
 */
import type { Millis } from '../../domain/common/types.ts';
import { backoffMs } from '../../platform/async/backoff.ts';
import { log } from '../../platform/log.ts';
import type { StoredAccount } from './stored-account.ts';
import { isFresh } from './credentials.ts';

/** How a server refuses a token: in a greeting, or by refusing or dropping the socket. */
export type RefusalForm = 'greeting' | 'socket';

/** The user is signed in elsewhere once this many sessions in a row were ended. */
const STOP_AT = { greeting: 3, socket: 4 };
/**
 * A session that lasted longer than this, in ms, is the first of a row. Another browser that signs in again
 * by itself ends a session within half a minute. A refused socket may also mean that the server has lost the
 * token, so it needs more haste to count as another browser.
 */
const SHORT_SESSION_MS = { greeting: 5 * 60_000, socket: 10_000 };
/** A second short session is followed by the pause after this many failures: 8 to 16 s. */
const PAUSE_ATTEMPT = 4;

/** What follows: a renewal after this pause (ms), or none until the user acts (null). */
export interface DisplacementVerdict {
  readonly pauseMs: number | null;
}

/**
 * Returns the verdict (pure) after one more session ended that began at `acceptedAt` (ms). `before` is the
 * number of sessions in a row that ended before it. `random` is in [0, 1). The first one is renewed at once,
 * because the server may have been restarted.
 */
export function judgeDisplacement(
  before: number,
  { form, acceptedAt, now, random }: { form: RefusalForm; acceptedAt: Millis; now: Millis; random: number },
): { readonly count: number; readonly verdict: DisplacementVerdict } {
  const count = now - acceptedAt < SHORT_SESSION_MS[form] ? before + 1 : 1;
  if (count >= STOP_AT[form]) return { count, verdict: { pauseMs: null } };
  const pauseMs = form === 'greeting' && count > 1 ? backoffMs(PAUSE_ATTEMPT, random) : 0;
  return { count, verdict: { pauseMs } };
}

/** Follows the sessions of one user. */
export interface DisplacementWatch {
  /** Call this when the socket is opened with the token of an account. */
  using(account: StoredAccount): void;
  /** Call this when a server has accepted the token. */
  accepted(): void;
  /**
   * Call this when a server refuses the token. Returns null unless the server had accepted it, and it should
   * still be valid.
   */
  refused(form: RefusalForm): DisplacementVerdict | null;
  /** Call this when the user wants to be signed in here. */
  forgive(): void;
}

/** Creates a watch without a session. `now` is the agent's clock in ms, `random` is in [0, 1). */
export function createDisplacementWatch({
  now,
  random,
}: {
  readonly now: () => Millis;
  readonly random: () => number;
}): DisplacementWatch {
  let used: StoredAccount | null = null;
  let acceptedAt: Millis | null = null;
  /** How many sessions in a row were ended. */
  let row = 0;
  return {
    using(account) {
      if (account.token !== used?.token) acceptedAt = null;
      used = account;
    },
    accepted() {
      acceptedAt ??= now();
    },
    refused(form) {
      if (acceptedAt === null || !isFresh(used, now())) return null;
      const { count, verdict } = judgeDisplacement(row, { form, acceptedAt, now: now(), random: random() });
      row = count;
      acceptedAt = null;
      log('warn', 'session ended', { form, count, pauseMs: verdict.pauseMs });
      return verdict;
    },
    forgive() {
      row = 0;
    },
  };
}
