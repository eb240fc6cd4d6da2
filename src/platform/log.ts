/**
 * The log. The mask filters every text value, so that no secrets and no callers' numbers or names get into
 * the log.
 */
import { fitLine, type LogFacts, type LogLevel, type LogLine } from '../domain/common/log-buffer.ts';

let keep: (line: LogLine) => void = () => undefined;

/**
 * Sends every later line to `to` as well. The worker keeps the last lines (background/services/log-store.ts).
 */
export function setLogSink(to: (line: LogLine) => void): void {
  keep = to;
}

/** Writes one line to the console and to the function set by `setLogSink`. Never throws and does not wait. */
export function log(level: LogLevel, event: string, facts: LogFacts = {}): void {
  const masked = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? mask(value) : value]),
  );
  console[level](`[ringside] ${event}`, masked);
  keep(fitLine({ at: Date.now(), level, event, facts: masked }));
}

/** Returns a handler for `catch` that writes one line, with `facts` and why the work failed. */
export const logThrown =
  (level: LogLevel, event: string, facts: LogFacts = {}) =>
  (thrown: unknown): void =>
    log(level, event, { ...facts, why: messageOf(thrown) });

/**
 * Resolves to the result of `work`. If it rejects, logs `otherwise` as an error and resolves to undefined.
 */
export async function attempt<T>(otherwise: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    logThrown('error', otherwise)(thrown);
    return undefined;
  }
}

/** Replaces what could be a number, a mail address, a server, a token or a caller's name in a text. */
export function mask(text: string): string {
  return (
    bounded(text)
      .replace(/\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>]+/gi, '<address>')
      .replace(/(?<![^\s@])[^\s@]+@[^\s@]+/g, '<mail>')
      .replace(/(token|password|pin)("?\s*[:=]\s*"?)[^"&\s,}]+/gi, '$1$2<secret>')
      .replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b(?::\d+)?/g, '<host>')
      // Lower case only, as `URL` writes hosts. `ExtensionEvent.data` is a place in a message, not a host.
      .replace(/\b(?:[a-z\d-]+\.)+[a-z]{2,}\b(?::\d+)?/g, '<host>')
      .replace(/\+?\d[\d\s-]{5,}\d/g, '<number>')
      .replace(/[A-Za-z0-9+/_-]{24,}={0,2}/g, '<secret>')
  );
}

/** In characters. */
const LONGEST = 500;

/**
 * Cuts a text to a bounded length. Some expressions of `mask` take quadratic time and need that. Also drops
 * the last word before the cut, because it may be half a secret.
 */
const bounded = (text: string): string =>
  text.length <= LONGEST
    ? text
    : `${text
        .slice(0, LONGEST)
        .split(/(?<=\s)/)
        .slice(0, -1)
        .join('')}…`;

/** The message of a thrown value. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
