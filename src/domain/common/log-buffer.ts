/** The log as it is kept: the newest lines, bounded in number and in size. Pure. */
import type { Millis } from './types.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** Facts that a log line may carry: numbers, flags and short words from our code. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** One log line. Its facts have already passed the mask. */
export interface LogLine {
  readonly at: Millis;
  readonly level: LogLevel;
  readonly event: string;
  readonly facts: LogFacts;
}

/** Most lines that are kept. */
export const MAX_LINES = 300;
/** Most characters that all kept lines have together, as JSON. */
export const MAX_CHARACTERS = 64_000;
/** Longest text of a line, in characters. A longer text is cut, so that one line does not displace many. */
const MAX_TEXT_LENGTH = 200;

const cut = (text: string): string =>
  text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH)}…`.toWellFormed() : text;

/** Returns the line in a size that can be kept: long texts are cut, and only the first 10 facts stay. */
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

/** Returns the newest lines that fit the limits, in their order. */
export function newestLines(lines: readonly LogLine[]): readonly LogLine[] {
  let characters = 0;
  let from = lines.length;
  while (from > 0 && lines.length - from < MAX_LINES) {
    characters += JSON.stringify(lines[from - 1]).length + 1;
    if (characters > MAX_CHARACTERS) break;
    from -= 1;
  }
  return from === 0 ? lines : lines.slice(from);
}
