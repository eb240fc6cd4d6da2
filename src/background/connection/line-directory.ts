/** The directory of an account's lines, from which agents pick their own. It is kept apart from the book, for it may hold thousands, and stored only for a page that shows it. */
import { log, messageOf } from '../../platform/log.ts';
import type { Item } from '../../platform/storage/items.ts';
import type { LineId } from '../../domain/common/types.ts';
import type { LineFacts } from '../../domain/calls/lines.ts';
import type { CallEvent } from '../../domain/calls/events.ts';

export interface Directory {
  /** Takes in what an event says of lines. */
  hear(event: CallEvent): void;
  /** A page has opened that shows it. */
  show(): void;
  clear(): Promise<void>;
}

/** Colleagues come and go many times a second in a large account; nobody reads the list that fast. */
const WRITE_WITHIN_MS = 500;
/** A list is written whole, and every page hears of it: what that costs must not grow with the lines. In ms for each of them. */
const WRITE_WITHIN_MS_A_LINE = 4;

/** What tells a line from another to the eye. Pauses and calls of thousands are no news to whoever picks a line. */
const SHOWN = ['number', 'userId', 'userName', 'onlineUserId'] as const;
const looksAlike = (known: LineFacts | undefined, line: LineFacts): boolean =>
  SHOWN.every((field) => known?.[field] === line[field]);

/** A directory that is empty until a snapshot comes. `isShown`: a page is open that shows it. */
export function createDirectory(stored: Item<readonly LineFacts[]>, isShown: () => boolean): Directory {
  let lines = new Map<LineId, LineFacts>();
  /** What the last worker stored may be another list. */
  let hasSnapshot = false;
  /** What is stored is not what is known. */
  let isStale = false;
  let writing: ReturnType<typeof setTimeout> | undefined;

  function write(): void {
    clearTimeout(writing);
    writing = undefined;
    isStale = false;
    stored
      .set([...lines.values()])
      .catch((thrown: unknown) => log('error', 'directory not stored', { why: messageOf(thrown) }));
  }

  return {
    hear(event) {
      const known = lines;
      let isNews = false;
      if (event.kind === 'snapshot') {
        lines = new Map(event.lines.map(({ line }) => [line.lineId, line]));
        // A live call asks for the full list every 45 s, and it mostly tells what is known.
        isNews =
          !hasSnapshot ||
          lines.size !== known.size ||
          event.lines.some(({ line }) => !looksAlike(known.get(line.lineId), line));
        hasSnapshot = true;
      } else if (event.kind === 'line' && known.has(event.line.lineId)) {
        isNews = !looksAlike(known.get(event.line.lineId), event.line);
        // To keep what thousands of events a second bring, and let it go at the next, would cost a collection of the whole heap every other second.
        if (isNews) lines.set(event.line.lineId, event.line);
      }
      // A first list is waited for by whoever has just signed in.
      const isFirst = isNews && known.size === 0;
      isStale ||= isNews;
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
      hasSnapshot = false;
      if ((await stored.get()).length > 0) await stored.set([]);
    },
  };
}
