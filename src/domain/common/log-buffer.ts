/** The log as it is kept: the last lines, bounded in number and in size. Pure. */
import type { Millis } from './types.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** Facts that a log line may carry: numbers, flags and short words of our own. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** One line; its facts have passed the mask. */
export interface LogLine {
  readonly at: Millis;
  readonly level: LogLevel;
  readonly event: string;
  readonly facts: LogFacts;
}

/** At most so many lines are kept, of at most so many characters as JSON. */
export const MOST_LINES = 300;
export const MOST_CHARACTERS = 64_000;
/** No line takes the place of many: a longer text is cut. */
const LONGEST_TEXT = 200;

const cut = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…`.toWellFormed() : text;

/** A line whose texts are of a size to be kept. */
export const fitLine = ({ at, level, event, facts }: LogLine): LogLine => ({
  at,
  level,
  event: cut(event),
  facts: Object.fromEntries(
    Object.entries(facts)
      .slice(0, 10)
      .map(([name, value]) => [cut(name), typeof value === 'string' ? cut(value) : value]),
  ),
});

/** The newest of these lines that fit, in their order. */
export function newestLines(lines: readonly LogLine[]): readonly LogLine[] {
  let characters = 0;
  let from = lines.length;
  while (from > 0 && lines.length - from < MOST_LINES) {
    characters += JSON.stringify(lines[from - 1]).length + 1;
    if (characters > MOST_CHARACTERS) break;
    from -= 1;
  }
  return from === 0 ? lines : lines.slice(from);
}
