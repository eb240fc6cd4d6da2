/**
 * Keeps the newest log lines in this worker and, a moment later, in storage. The next worker and the pages
 * read them there.
 */
import { type LogLine, MAX_LINES, newestLines } from '../../domain/common/log-buffer.ts';
import { coalesce } from '../../platform/async/coalesce.ts';
import { logThrown } from '../../platform/log.ts';
import type { Item } from '../../platform/storage/items.ts';
import { pause } from '../../platform/async/timeout.ts';

/**
 * Delay before a write, in ms. A burst of lines becomes one write. Lines that a worker logs in the last
 * moment before it is killed are lost.
 */
const WRITE_AFTER_MS = 1_000;

/** Keeps log lines. */
export interface LogStore {
  /** Adds a line. Waits for nothing. */
  readonly keep: (line: LogLine) => void;
  /** Deletes every line, including those of earlier workers. */
  readonly forget: () => Promise<void>;
}

/** Creates a keeper that stores its lines in `stored`. Failures of the store are logged, never thrown. */
export function createLogStore(stored: Item<readonly LogLine[]>): LogStore {
  let lines: readonly LogLine[] = [];
  let isWhole = false;
  let hasFailed = false;
  /** How often all lines were deleted: a read may begin before that and end after it. */
  let deletions = 0;

  const write = coalesce(async () => {
    await pause(WRITE_AFTER_MS);
    try {
      // The lines of the last worker come before the lines of this one.
      if (!isWhole) {
        const before = deletions;
        const earlier = await stored.get();
        if (deletions === before) lines = [...earlier, ...lines];
        isWhole = true;
      }
      lines = newestLines(lines);
      await stored.set(lines);
    } catch (thrown) {
      // Logs only the first failure. Each log line asks for another write, so a repeated one would never end.
      if (!hasFailed) logThrown('warn', 'log not stored')(thrown);
      hasFailed = true;
    }
  });

  return {
    keep(line) {
      lines = [...lines, line];
      // Lines are normally cut when they are written. If the store never answers, this keeps the list from
      // growing.
      if (lines.length > 2 * MAX_LINES) lines = newestLines(lines);
      void write();
    },
    async forget() {
      lines = [];
      isWhole = true;
      deletions += 1;
      // A write that is under way may still hold the old lines. The next write does not.
      await write();
    },
  };
}
