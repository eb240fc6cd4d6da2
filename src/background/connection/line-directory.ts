/**
 * The directory of all lines of an account, from which agents pick their lines. It is separate from the call
 * state, because it may hold thousands of lines. It is stored only for a page that shows it.
 */
import { logThrown } from '../../platform/log.ts';
import type { Item } from '../../platform/storage/items.ts';
import type { LineId } from '../../domain/common/types.ts';
import { type ColleagueNaming, createColleagueNaming, type LineFacts } from '../../domain/calls/lines.ts';
import type { CallEvent } from '../../domain/calls/events.ts';

/** The lines of the account that is signed in. */
export interface LineDirectory {
  /**
   * Returns the event with its caller as a colleague if the caller is one of the lines. The call state does
   * the same with the agent's own lines, but it does not know the others.
   */
  nameColleague(event: CallEvent): CallEvent;
  /** Updates the lines from an event. */
  hear(event: CallEvent): void;
  /**
   * Call this when a page that shows the directory has opened. Stores the directory if the stored one is out
   * of date.
   */
  show(): void;
  /** Forgets all lines, also the stored ones. Rejects if the store fails. */
  clear(): Promise<void>;
}

/**
 * A changed list is stored this long after the change, in ms. In a large account colleagues come and go many
 * times a second, faster than anyone reads the list.
 */
const WRITE_WITHIN_MS = 500;
/**
 * The delay is at least this long for each line, in ms. The list is written as a whole and every page
 * receives it, so the cost must not grow with the number of lines.
 */
const WRITE_WITHIN_MS_A_LINE = 4;

/**
 * The fields that a user sees of a line. Pauses and calls of thousands of lines do not matter to an agent who
 * picks a line.
 */
const SHOWN = ['number', 'userId', 'userName', 'onlineUserId'] as const;
const looksAlike = (known: LineFacts | undefined, line: LineFacts): boolean =>
  SHOWN.every((field) => known?.[field] === line[field]);

/**
 * Creates a directory that is empty until a snapshot comes. `isShown` returns true while a page is open that
 * shows it. A failure of the store is logged.
 */
export function createLineDirectory(
  stored: Item<readonly LineFacts[]>,
  isShown: () => boolean,
): LineDirectory {
  let lines = new Map<LineId, LineFacts>();
  /** Names the colleagues among `lines`. Null until it is needed, and after a change of the lines. */
  let naming: ColleagueNaming | null = null;
  /** False until the first snapshot. The last worker may have stored another list. */
  let hasSnapshot = false;
  /** True if the stored list differs from the known list. */
  let isStale = false;
  let writing: ReturnType<typeof setTimeout> | undefined;

  function write(): void {
    clearTimeout(writing);
    writing = undefined;
    isStale = false;
    stored.set([...lines.values()]).catch(logThrown('error', 'directory not stored'));
  }

  return {
    nameColleague(event) {
      if (event.kind !== 'line' || event.call === null) return event;
      // It indexes all lines, which takes 10 ms for 5,000 of them. So a ring does not do it anew.
      naming ??= createColleagueNaming(() => lines.values());
      return { ...event, call: naming(event.call, event.line.lineId) };
    },
    hear(event) {
      const known = lines;
      let isNews = false;
      if (event.kind === 'snapshot') {
        lines = new Map(event.lines.map(({ line }) => [line.lineId, line]));
        // A live call requests the full list every 45 s, and the list rarely contains anything new.
        isNews =
          !hasSnapshot ||
          lines.size !== known.size ||
          event.lines.some(({ line }) => !looksAlike(known.get(line.lineId), line));
        hasSnapshot = true;
      } else if (event.kind === 'line' && known.has(event.line.lineId)) {
        isNews = !looksAlike(known.get(event.line.lineId), event.line);
        // Lines that look the same are not replaced. Storing the objects of thousands of events a second, and
        // dropping them at the next event, would cost a collection of the whole heap every other second.
        if (isNews) lines.set(event.line.lineId, event.line);
      }
      // The first list is written soon, because an agent who has just signed in waits for it.
      const isFirst = isNews && known.size === 0;
      isStale ||= isNews;
      if (isNews) naming = null;
      if (isNews && isShown())
        writing ??= setTimeout(
          write,
          isFirst ? WRITE_WITHIN_MS : Math.max(WRITE_WITHIN_MS, lines.size * WRITE_WITHIN_MS_A_LINE),
        );
    },
    show() {
      if (isStale) write();
    },
    async clear() {
      clearTimeout(writing);
      writing = undefined;
      isStale = false;
      lines = new Map();
      naming = null;
      hasSnapshot = false;
      if ((await stored.get()).length > 0) await stored.set([]);
    },
  };
}
