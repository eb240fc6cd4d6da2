/**
 * Building blocks of the wire schemas. Each field is read in every spelling and type seen so far, and is
 * cleaned.
 */
import * as v from 'valibot';
import { cleanText, MAX_TEXT } from '../domain/common/clean-text.ts';
import { isKey } from '../domain/common/sanitize.ts';

const isTextOrNumber = (raw: unknown): raw is string | number =>
  typeof raw === 'string' || (typeof raw === 'number' && !Number.isNaN(raw));

/**
 * Returns a clean text. A number counts as text, and anything else becomes ''. Never fails. Callers that read
 * thousands of fields a second therefore need no schema around it.
 */
export const textOf = (raw: unknown): string => (isTextOrNumber(raw) ? cleanText(String(raw)) : '');
/** `textOf` as a schema. A missing field is ''. */
export const text = v.optional(v.pipe(v.unknown(), v.transform(textOf)), '');

/**
 * Returns a finite number, even if it is sent as a string. Returns 0 ("none" on this wire) for anything else.
 * Never fails.
 */
export function numberOf(raw: unknown): number {
  const read = isTextOrNumber(raw) && String(raw).length <= MAX_TEXT ? Number(raw) : 0;
  return Number.isFinite(read) ? read : 0;
}
/** `numberOf` as a schema. A missing field is 0. */
export const number = v.optional(v.pipe(v.unknown(), v.transform(numberOf)), 0);

/** A boolean, sent as 0 and 1 or as true and false, also as strings. Anything else is false. */
export const flag = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((raw) => (raw === true || isTextOrNumber(raw)) && /^(1|true)$/i.test(String(raw))),
  ),
  false,
);

/**
 * Returns an id that is safe as an object key: not empty, at most 200 characters, and no name that every
 * object has. Returns null for anything else. This is a function and not a schema, because every message has
 * an id.
 */
export function idOf(raw: unknown): string | null {
  if (!isTextOrNumber(raw) || String(raw).length > MAX_TEXT) return null;
  // Ids are cleaned, because the page shows an id when it knows nothing better. In addition, storage would
  // change half a character, and the call could not be found again.
  const clean = cleanText(String(raw));
  return clean !== '' && isKey(clean) ? clean : null;
}
/** `idOf` as a schema. It fails if there is no usable id. */
export const id = v.pipe(v.unknown(), v.transform(idOf), v.string());

/** The fields of an object from the wire, not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;
/** Returns whether a value is an object with fields, and no list. */
export const isObject = (raw: unknown): raw is Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/**
 * Maps each name as written to its folded name. Only few names occur. The limits protect against a server
 * that invents names.
 */
const NAMES = new Map<string, string>();
const MOST_NAMES = 500;
/** In characters: twice the longest name that we know. */
const LONGEST_NAME = 60;
/** Limit for the fields of an object. A call has about thirty. */
const MOST_FIELDS = 200;

function nameOf(key: string): string | null {
  if (key.length > LONGEST_NAME) return null;
  const known = NAMES.get(key);
  if (known !== undefined) return known;
  const name = key.toLowerCase().replaceAll(' ', '');
  if (NAMES.size < MOST_NAMES) NAMES.set(key, name);
  return name;
}

/**
 * Returns the fields of an object with folded names: lower case, without blanks. `CallerID`, `CallerId`,
 * `callerID` and `"channel 2"` all occur. Returns null for anything else.
 */
export function normalizeKeys(raw: unknown): Fields | null {
  if (!isObject(raw)) return null;
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(raw).slice(0, MOST_FIELDS)) {
    const name = nameOf(key);
    // The name `__proto__` would change the object instead of becoming a field.
    if (name !== null && name !== '__proto__') fields[name] = raw[key];
  }
  return fields;
}

/** `normalizeKeys` as a schema. */
export const folded = v.pipe(
  v.custom<object>(isObject),
  v.transform((raw) => normalizeKeys(raw) ?? {}),
);

/**
 * Returns a schema for a list. It drops entries that do not fit and entries after the first `most`. A value
 * that is not a list becomes an empty list.
 */
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
