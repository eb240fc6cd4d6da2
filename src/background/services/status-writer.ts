/** Writes the connection status for the pages. */
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import { retryForever } from '../../platform/async/retry.ts';
import { afterStartupDelay } from '../../platform/startup-delay.ts';
import { statusItem } from '../../platform/storage/items.ts';

/**
 * Returns a function that writes a status, and repeats that until the store works or a newer status comes. It
 * writes after the first moment. A worker that has just started need not show that it is connecting, if that
 * takes only a moment.
 */
export function createStatusWriter(): (next: ConnectionStatus) => void {
  let latest: ConnectionStatus | null = null;
  return (next) => {
    latest = next;
    void afterStartupDelay.then(() =>
      retryForever(
        { isWanted: () => latest === next, trouble: 'status not stored', random: Math.random },
        () => statusItem.set(next),
      ),
    );
  };
}
