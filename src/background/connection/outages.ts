/** Tells the ledger when calls may be missing: from the loss of the connection, or the death of a worker, until we are online again. */
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import { log, messageOf } from '../../platform/log.ts';
import type { Millis } from '../../domain/common/types.ts';

/** A worker says every 20 s that it is at work: a shorter gap up to its successor tells nothing. */
const SILENT_MS = 30_000;

export interface OutageEdge {
  /** When a worker was last at work in this browser session, or null. */
  readonly lastAlive: () => Promise<Millis | null>;
  /** Notes that calls may be missing from a time on, or, with null, that they are heard again. */
  readonly note: (from: Millis | null) => Promise<void>;
  readonly now: () => Millis;
}

export interface Outages {
  /** Resolves once the status has been taken in; never rejects. */
  readonly hear: (status: ConnectionStatus) => Promise<void>;
}

/** Follows the connection's status. */
export function createOutages({ lastAlive, note, now }: OutageEdge): Outages {
  /** null until it is known how the last worker left it. */
  let isMissing: boolean | null = null;
  let wasOnline = false;
  let tail: Promise<void> = Promise.resolve();

  async function begin(status: ConnectionStatus, at: Millis): Promise<void> {
    const alive = await lastAlive();
    // Whoever begins the day, or is signed out, misses nothing.
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
    hear(status) {
      const at = now();
      tail = tail
        .then(() => take(status, at))
        .catch((thrown: unknown) => log('warn', 'outage not noted', { why: messageOf(thrown) }));
      return tail;
    },
  };
}
