/** The log. Every value passes the mask, so neither secrets nor callers' numbers and names reach it. */
import { fitLine, type LogFacts, type LogLevel, type LogLine } from '../domain/common/log-buffer.ts';

let keep: (line: LogLine) => void = () => undefined;

/** From now on every line is handed on, too: the worker keeps the last ones (background/services/log-store.ts). */
export function handLines(to: (line: LogLine) => void): void {
  keep = to;
}

/** Writes one line to the console, and to whoever keeps it. Never throws, never waits. */
export function log(level: LogLevel, event: string, facts: LogFacts = {}): void {
  const masked = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? mask(value) : value]),
  );
  console[level](`[ringside] ${event}`, masked);
  keep(fitLine({ at: Date.now(), level, event, facts: masked }));
}

/** Hides what could be a number, a mail address, a server, a token or a caller's name inside a text. */
export function mask(text: string): string {
  return (
    bounded(text)
      .replace(/\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>]+/gi, '<address>')
      .replace(/(?<![^\s@])[^\s@]+@[^\s@]+/g, '<mail>')
      .replace(/(token|password|pin)("?\s*[:=]\s*"?)[^"&\s,}]+/gi, '$1$2<secret>')
      .replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b(?::\d+)?/g, '<host>')
      // In small letters, as `URL` writes them: `ExtensionEvent.data` is a place in a message.
      .replace(/\b(?:[a-z\d-]+\.)+[a-z]{2,}\b(?::\d+)?/g, '<host>')
      .replace(/\+?\d[\d\s-]{5,}\d/g, '<number>')
      .replace(/[A-Za-z0-9+/_-]{24,}={0,2}/g, '<secret>')
  );
}

const LONGEST = 500;

/**
 * A text of bounded length, which the expressions of `mask` need: some of them take quadratic time.
 * The last word of what is cut goes as well, because it may be half a secret.
 */
const bounded = (text: string): string =>
  text.length <= LONGEST
    ? text
    : `${text
        .slice(0, LONGEST)
        .split(/(?<=\s)/)
        .slice(0, -1)
        .join('')}…`;

/** The message of whatever was thrown. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
