/**
 * Records in the ring log when calls may be missing. An outage begins when the connection is lost or a worker
 * dies, and ends when we are online again.
 */
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import { logThrown } from '../../platform/log.ts';
import type { Millis } from '../../domain/common/types.ts';

/**
 * In ms. A worker records every 20 s that it is running, so a shorter gap before the next worker means
 * nothing.
 */
const SILENT_MS = 30_000;

/** What the recorder of outages needs from outside. */
export interface OutageDeps {
  /** Resolves to the time when a worker was last running in this browser session, or null. */
  readonly lastAlive: () => Promise<Millis | null>;
  /** Records that calls may be missing from this time on. Null means that calls are received again. */
  readonly note: (from: Millis | null) => Promise<void>;
  readonly now: () => Millis;
}

/** Follows the status of the connection. */
export interface Outages {
  /**
   * Updates the outages from a status. `since` (ms) is when it began, if that is earlier than now. Resolves
   * once the status is processed. Never rejects: a failure is logged.
   */
  readonly onStatus: (status: ConnectionStatus, since?: Millis) => Promise<void>;
}

/** Creates a recorder of outages. It does nothing until the first status. */
export function createOutages({ lastAlive, note, now }: OutageDeps): Outages {
  /** True while calls may be missing. Null until it is known in which state the last worker ended. */
  let isMissing: boolean | null = null;
  let wasOnline = false;
  let tail: Promise<void> = Promise.resolve();

  async function begin(status: ConnectionStatus, at: Millis): Promise<void> {
    const alive = await lastAlive();
    // A user who starts the day, or who is signed out, misses no calls.
    isMissing = alive !== null && status.word !== 'off';
    if (alive !== null && isMissing) await note(at - alive > SILENT_MS ? alive : at);
  }

  async function take(status: ConnectionStatus, at: Millis): Promise<void> {
    if (isMissing === null) await begin(status, at);
    const misses = status.word === 'connecting' || status.word === 'waiting' || status.word === 'refused';
    if (misses ? wasOnline && isMissing === false : isMissing === true) {
      isMissing = misses;
      await note(misses ? at : null);
    }
    wasOnline = status.word === 'online';
  }

  return {
    onStatus(status, since) {
      const at = since ?? now();
      tail = tail.then(() => take(status, at)).catch(logThrown('warn', 'outage not noted'));
      return tail;
    },
  };
}
