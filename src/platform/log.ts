/** The log. Every value passes the mask, so neither secrets nor callers' numbers and names reach it. */

type Level = 'info' | 'warn' | 'error';

/** Facts that a log line may carry: numbers, flags and short words of our own. Digits of a telephone number's length are masked. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Writes one line to the worker's console. */
export function log(level: Level, event: string, facts: LogFacts = {}): void {
  const masked = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, typeof value === 'string' ? mask(value) : value]));
  console[level](`[ringside] ${event}`, masked);
}

/** Hides what could be a number, a mail address, a token or a caller's name inside a text. */
export function mask(text: string): string {
  return bounded(text)
    .replace(/[^\s@]+@[^\s@]+/g, '<mail>')
    .replace(/(token|password|pin)("?\s*[:=]\s*"?)[^"&\s,}]+/gi, '$1$2<secret>')
    .replace(/\+?\d[\d\s-]{5,}\d/g, '<number>')
    .replace(/[A-Za-z0-9+/_-]{24,}={0,2}/g, '<secret>');
}

const LONGEST = 500;
/** A long text without its rest: looking through 10 MB for an address takes for ever. The last word may be half a secret: it goes, too. */
const bounded = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\S*$/, '')}…`);

/** The message of whatever was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
