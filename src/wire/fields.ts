/** Building bricks of the wire schemas: every field is read in each spelling and type that was ever seen, and cleaned. */
import * as v from 'valibot';

const MAX_TEXT = 200;

/** Control and bidirectional formatting characters: in a name they only serve to deceive the eye. */
const UNPRINTABLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** A text as it may be shown: bounded, without control characters, with single spaces. */
export const cleanText = (raw: string): string => raw.slice(0, MAX_TEXT * 4).replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);

const textOrNumber = v.union([v.string(), v.number()]);

/** A text; numbers count as text, anything else as ''. */
export const text = v.fallback(v.pipe(textOrNumber, v.transform(String), v.transform(cleanText)), '');

/** A finite number, also when sent as a string; 0 ("none" on this wire) for anything else. */
export const number = v.fallback(v.pipe(textOrNumber, v.transform(Number), v.finite()), 0);

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

/** An object whose keys are compared without case and blanks: `CallerID`, `CallerId`, `callerID` and `"channel 2"` all occur. */
export const folded = v.pipe(
  v.custom<object>((raw) => typeof raw === 'object' && raw !== null && !Array.isArray(raw)),
  v.transform((raw) => Object.fromEntries(Object.entries(raw).map(([key, value]) => [key.toLowerCase().replaceAll(' ', ''), value as unknown]))),
);

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
