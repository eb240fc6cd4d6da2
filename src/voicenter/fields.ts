/** Building bricks of the wire schemas: every field is read in each spelling and type that was ever seen, and cleaned. */
import * as v from 'valibot';
import { isKey, plain } from '../domain/common/sanitize.ts';

const MAX_TEXT = 200;
/** Blanks and unseen characters around and between may make a text longer on the wire; no more of it is looked at. */
const MAX_RAW = MAX_TEXT * 4;

/** A text as it may be shown and kept: bounded, well-formed, plain (domain/common/sanitize.ts). */
export function cleanText(raw: string): string {
  const clean = plain(cut(raw, MAX_RAW));
  // What is cut off may have held a sequence together; cleaning what remains takes its rest away.
  const short = clean.length <= MAX_TEXT ? clean : plain(cut(clean, MAX_TEXT));
  return raw.length <= MAX_RAW ? short : copyOf(short);
}

/** The first `most` UTF-16 units of a text, without half a character at the end. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/** Engines keep the whole of a text for as long as a part of it is held: 200 letters of a name would hold on to 10 MB. */
const copyOf = (part: string): string => part.split('').join('');

const isTextOrNumber = (raw: unknown): raw is string | number =>
  typeof raw === 'string' || (typeof raw === 'number' && !Number.isNaN(raw));

/** A text; numbers count as text, anything else as ''. It cannot fail: where thousands a second are read, no schema is needed around it. */
export const textOf = (raw: unknown): string => (isTextOrNumber(raw) ? cleanText(String(raw)) : '');
export const text = v.pipe(v.unknown(), v.transform(textOf));

/** A finite number, also when sent as a string; 0 ("none" on this wire) for anything else. It cannot fail either. */
export function numberOf(raw: unknown): number {
  const read = isTextOrNumber(raw) && String(raw).length <= MAX_TEXT ? Number(raw) : 0;
  return Number.isFinite(read) ? read : 0;
}
export const number = v.pipe(v.unknown(), v.transform(numberOf));

/** 0 and 1, true and false, also as strings. */
export const flag = v.fallback(
  v.pipe(
    v.union([v.boolean(), v.number(), v.string()]),
    v.transform((raw) => /^(1|true)$/i.test(String(raw))),
  ),
  false,
);

/** An id that may serve as a key: present, bounded, and no name that every object has; null for anything else. No schema, for each message has one. */
export function idOf(raw: unknown): string | null {
  if (!isTextOrNumber(raw) || String(raw).length > MAX_TEXT) return null;
  // Ids are shown where nothing better is known; and storage would make something else of half a character: then nobody finds the call again.
  const clean = cleanText(String(raw));
  return clean !== '' && isKey(clean) ? clean : null;
}
export const id = v.pipe(v.unknown(), v.transform(idOf), v.string());

export type Fields = Readonly<Record<string, unknown>>;

/** Names as written → as compared. Few are ever met; the bounds are for a server that makes them up. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 500;
/** Twice the longest that we know. */
const LONGEST_NAME = 60;
/** A call has some thirty. */
const MOST_FIELDS = 200;

function nameOf(key: string): string | null {
  if (key.length > LONGEST_NAME) return null;
  const known = NAMES.get(key);
  if (known !== undefined) return known;
  const name = key.toLowerCase().replaceAll(' ', '');
  if (NAMES.size < MOST_NAMES) NAMES.set(key, name);
  return name;
}

/** The fields of an object, whose names are compared without case and blanks: `CallerID`, `CallerId`, `callerID` and `"channel 2"` all occur. Null for anything else. */
export function fold(raw: unknown): Fields | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(raw).slice(0, MOST_FIELDS)) {
    const name = nameOf(key);
    // That name would change the object instead of becoming a field of it.
    if (name !== null && name !== '__proto__') fields[name] = (raw as Fields)[key];
  }
  return fields;
}

/** `fold` as a schema. */
export const folded = v.pipe(
  v.custom<object>((raw) => typeof raw === 'object' && raw !== null && !Array.isArray(raw)),
  v.transform((raw) => fold(raw) ?? {}),
);

/** A list in which what does not fit is left out rather than spoiling the rest, and whatever is beyond the first `most`; anything but a list is empty. */
export const listOf = <T>(schema: v.GenericSchema<unknown, T>, most: number): v.GenericSchema<unknown, T[]> =>
  v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((entries) =>
        entries.slice(0, most).flatMap((entry) => {
          const parsed = v.safeParse(schema, entry);
          return parsed.success ? [parsed.output] : [];
        }),
      ),
    ),
    [],
  );
