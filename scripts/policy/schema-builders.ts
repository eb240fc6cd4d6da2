/** The forms of a policy's values: for Chrome as a schema, for people in words, and for the lint as an example that fits. */
import type { Limits } from '../../src/domain/common/limits.ts';
import { MAX_TEMPLATE_LENGTH, MAX_PLACEHOLDERS } from '../../src/domain/crm/url-template.ts';
import type { SettingRow } from '../../src/domain/settings/parsers.ts';
import { table } from '../../src/domain/settings/settings.ts';

/** The part of JSON Schema that Chrome knows for policies. */
export interface Schema {
  readonly type: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Least and most. */
export type Range = readonly [number, number];

export interface Form {
  readonly schema: Schema;
  /** What the value is, as it follows on "takes". */
  readonly says: string;
  /** A value that fits under such limits; there is none where `linkHosts` allows no host. */
  readonly sample: (limits: Limits) => unknown;
  /** Of a number itself, of a text's characters, or of a list's items. */
  readonly range?: Range;
  readonly items?: Form;
  readonly parts?: Readonly<Record<string, Part>>;
  /** Those of the parts that cannot be left out. */
  readonly needs?: readonly string[];
  /** Judges such a value by itself, where there is more to say of it than yes or no. */
  readonly parse?: SettingRow<unknown>['parse'];
}

/** A form with what the value does. */
export interface Part {
  readonly form: Form;
  readonly does: string;
}

const code = (word: string): string => `\`${word}\``;

/** Any text: what it may hold is said by `says`, and by an example where not all fits. */
export const text = (says = 'text', sample = ''): Form => ({
  schema: { type: 'string' },
  says,
  sample: () => sample,
});

/** A text of so many characters. */
export const textOf = (least: 0 | 1, most: number): Form => ({
  ...text(`text, ${String(least)} to ${String(most)} characters`, 'x'),
  range: [least, most],
});

/** A template of a link. */
export const link: Form = {
  ...text(
    'a link with placeholders, which begins with `https://` or with a scheme of `linkSchemes`, ' +
      `of at most ${String(MAX_TEMPLATE_LENGTH)} characters and ${String(MAX_PLACEHOLDERS)} placeholders`,
  ),
  sample: ({ linkHosts }) => `https://${(linkHosts?.[0] ?? 'example.com').replace(/^\*\./, 'a.')}/`,
  parse: table.crmLink.parse,
};

export const flag: Form = { schema: { type: 'boolean' }, says: '`true` or `false`', sample: () => true };

export const whole = (range: Range): Form => ({
  schema: { type: 'integer' },
  says: `a whole number from ${String(range[0])} to ${String(range[1])}`,
  sample: () => range[0],
  range,
});

/** One of the numbers by which Voicenter calls things. */
export const number: Form = {
  schema: { type: 'integer' },
  says: 'a whole number from 1 on',
  sample: () => 1,
};

export const oneOf = (words: readonly string[]): Form => ({
  schema: { type: 'string', enum: words },
  says: words.map(code).join(' '),
  sample: () => words[0],
});

/** A list of so many items; without `range` its length follows from what it holds. */
export const list = (items: Form, range?: Range): Form => ({
  schema: { type: 'array', items: items.schema },
  says: `a list${range === undefined ? '' : ` of ${range[0] === 0 ? 'at most' : `${String(range[0])} to`} ${String(range[1])}`}, each ${items.says}`,
  sample: (limits) => [items.sample(limits)],
  items,
  ...(range === undefined ? {} : { range }),
});

/** An object of which the parts named in `needs` cannot be left out. */
export function object(parts: Readonly<Record<string, Part>>, needs: readonly string[]): Form {
  const others = Object.keys(parts).filter((name) => !needs.includes(name));
  const named = (names: readonly string[]): string => names.map(code).join(', ');
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(parts).map(([name, { form }]) => [name, form.schema])),
    },
    says: `an object of ${[...(needs.length > 0 ? [named(needs)] : []), ...(others.length > 0 ? [`any of ${named(others)}`] : [])].join(' and ')}`,
    sample: (limits) => Object.fromEntries(needs.map((name) => [name, parts[name]?.form.sample(limits)])),
    parts,
    needs,
  };
}
