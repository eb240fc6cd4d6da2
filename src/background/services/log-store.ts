/** Keeps the last lines of the log in this worker and, a moment later, in storage: for the next worker, and for pages to read. */
import { type LogLine, MOST_LINES, newestLines } from '../../domain/common/log-buffer.ts';
import { coalesced } from '../../platform/async/coalesce.ts';
import { log, messageOf } from '../../platform/log.ts';
import type { Item } from '../../platform/storage/items.ts';

/** A burst of lines is one write, in ms. What a worker logs in the last moment before it is killed is lost. */
const WRITE_AFTER_MS = 1_000;

export interface LogKeeper {
  /** Takes a line in, and waits for nothing. */
  readonly keep: (line: LogLine) => void;
  /** Forgets every line, also those that the last worker left. */
  readonly forget: () => Promise<void>;
}

export function createLogKeeper(stored: Item<readonly LogLine[]>): LogKeeper {
  let lines: readonly LogLine[] = [];
  let isWhole = false;
  let hasFailed = false;

  const write = coalesced(async () => {
    await new Promise((resolve) => setTimeout(resolve, WRITE_AFTER_MS));
    try {
      // What the last worker left stands before what this one has to say.
      if (!isWhole) {
        const earlier = await stored.get();
        lines = [...earlier, ...lines];
        isWhole = true;
      }
      lines = newestLines(lines);
      await stored.set(lines);
    } catch (thrown) {
      // Said each time, it would ask for another write for ever.
      if (!hasFailed) log('warn', 'log not stored', { why: messageOf(thrown) });
      hasFailed = true;
    }
  });

  return {
    keep(line) {
      lines = [...lines, line];
      // Measured when written; a store that never answers must not let them grow meanwhile.
      if (lines.length > 2 * MOST_LINES) lines = newestLines(lines);
      void write();
    },
    async forget() {
      lines = [];
      isWhole = true;
      // A write that is under way may hold them still: the one after it does not.
      await write();
    },
  };
}
