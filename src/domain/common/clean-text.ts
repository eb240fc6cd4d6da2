/** Cleans and cuts texts from outside. */
import { sanitize } from './sanitize.ts';

/** In characters. */
export const MAX_TEXT = 200;
/**
 * Limit for the raw text, in characters. Blanks and invisible characters can make a text longer on the wire.
 * The rest is ignored.
 */
const MAX_RAW = MAX_TEXT * 4;

/**
 * Returns a text that is safe to show and store: at most 200 characters, well-formed and plain
 * (sanitize.ts).
 */
export function cleanText(raw: string): string {
  const clean = sanitize(cut(raw, MAX_RAW));
  // The cut can break a sequence of characters. Cleaning again removes what is left of it.
  const short = clean.length <= MAX_TEXT ? clean : sanitize(cut(clean, MAX_TEXT));
  return raw.length <= MAX_RAW ? short : copyOf(short);
}

/** Returns the first `most` UTF-16 units of a text, without half a character at the end. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/**
 * Copies a part of a text. JavaScript engines keep the whole text in memory while a part of it is in use.
 * Without a copy, 200 letters of a name could hold 10 MB.
 */
const copyOf = (part: string): string => part.split('').join('');
