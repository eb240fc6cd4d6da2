/** Building bricks of the wire schemas: every field is read in each spelling and type that was ever seen, and cleaned. */
import * as v from 'valibot';

const MAX_TEXT = 200;

/** Control and bidirectional formatting characters: in a name they only serve to deceive the eye. */
const UNPRINTABLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** Most of what comes: plain words with single spaces, which need no cleaning. A busy account sends thousands a second. */
const CLEAN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** A text as it may be shown: bounded, without control characters, with single spaces. */
export function cleanText(raw: string): string {
  if (raw.length <= MAX_TEXT && CLEAN.test(raw)) return raw;
  return raw.slice(0, MAX_TEXT * 4).replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
}

const isTextOrNumber = (raw: unknown): raw is string | number => typeof raw === 'string' || (typeof raw === 'number' && !Number.isNaN(raw));
const textOrNumber = v.union([v.string(), v.number()]);

/** A text; numbers count as text, anything else as ''. */
export const text = v.pipe(v.unknown(), v.transform((raw) => (isTextOrNumber(raw) ? cleanText(String(raw)) : '')));

/** A finite number, also when sent as a string; 0 ("none" on this wire) for anything else. */
export const number = v.pipe(v.unknown(), v.transform((raw) => {
  const read = isTextOrNumber(raw) ? Number(raw) : 0;
  return Number.isFinite(read) ? read : 0;
}));

/** 0 and 1, true and false, also as strings. */
export const flag = v.fallback(v.pipe(v.union([v.boolean(), v.number(), v.string()]), v.transform((raw) => /^(1|true)$/i.test(String(raw)))), false);

/** An id that may serve as a key: present, bounded, and no name that every object has. */
export const id = v.pipe(
  textOrNumber,
  v.transform(String),
  v.transform((raw) => raw.trim()),
  v.nonEmpty(),
  v.maxLength(MAX_TEXT),
  v.check((raw) => !(raw in Object.prototype), 'reserved name'),
);

export type Fields = Readonly<Record<string, unknown>>;

/** Names as written → as compared. Few are ever met; the bound is for a server that makes them up. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 500;

function nameOf(key: string): string {
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
  for (const key of Object.keys(raw)) {
    const name = nameOf(key);
    // That name would change the object instead of becoming a field of it.
    if (name !== '__proto__') fields[name] = (raw as Fields)[key];
  }
  return fields;
}

/** `fold` as a schema. */
export const folded = v.pipe(v.custom<object>((raw) => typeof raw === 'object' && raw !== null && !Array.isArray(raw)), v.transform((raw) => fold(raw) ?? {}));

/** A list in which what does not fit is left out rather than spoiling the rest; anything but a list is empty. */
export const listOf = <T>(schema: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T[]> =>
  v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((entries) =>
        entries.flatMap((entry) => {
          const parsed = v.safeParse(schema, entry);
          return parsed.success ? [parsed.output] : [];
        }),
      ),
    ),
    [],
  );
