/**
 * The forms of a policy's values. Each has a schema for Chrome, a description for people, and a valid example
 * for the lint.
 */
import type { Limits } from '../../src/domain/common/limits.ts';
import { MAX_TEMPLATE_LENGTH, MAX_PLACEHOLDERS } from '../../src/domain/crm/url-template.ts';
import type { SettingRow } from '../../src/domain/settings/parsers.ts';
import { table } from '../../src/domain/settings/settings.ts';

/** The part of JSON Schema that Chrome supports for policies. */
export interface Schema {
  readonly type: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Minimum and maximum. */
export type Range = readonly [number, number];

export interface Form {
  readonly schema: Schema;
  /** Description of the value. It continues a sentence after "takes". */
  readonly says: string;
  /**
   * Returns a value that is valid under these limits. There is none for a link where `linkHosts` allows no
   * host.
   */
  readonly sample: (limits: Limits) => unknown;
  /** Limits a number's value, a text's length, or a list's length. */
  readonly range?: Range;
  readonly items?: Form;
  readonly parts?: Readonly<Record<string, Part>>;
  /** Names of the required parts. */
  readonly needs?: readonly string[];
  /** Parser for the value alone. Set where it gives a more precise error than valid or invalid. */
  readonly parse?: SettingRow<unknown>['parse'];
}

/** A form together with the effect of the value. */
export interface Part {
  readonly form: Form;
  readonly does: string;
}

const code = (word: string): string => `\`${word}\``;

/** Any text. `says` describes it. `sample` is a valid example; needed where not every text is valid. */
export const text = (says = 'text', sample = ''): Form => ({
  schema: { type: 'string' },
  says,
  sample: () => sample,
});

/** A text with a minimum and maximum length. */
export const textOf = (least: 0 | 1, most: number): Form => ({
  ...text(`text, ${String(least)} to ${String(most)} characters`, 'x'),
  range: [least, most],
});

/** A link template. */
export const link: Form = {
  ...text(
    'a link with placeholders, which begins with `https://` or with a scheme of `linkSchemes`, ' +
      `of at most ${String(MAX_TEMPLATE_LENGTH)} characters and ${String(MAX_PLACEHOLDERS)} placeholders`,
  ),
  sample: ({ linkHosts }) => `https://${(linkHosts?.[0] ?? 'example.com').replace(/^\*\./, 'a.')}/`,
  parse: table.crmLink.parse,
};

export const flag: Form = { schema: { type: 'boolean' }, says: '`true` or `false`', sample: () => true };

/** A whole number with a minimum and maximum. */
export const whole = (range: Range): Form => ({
  schema: { type: 'integer' },
  says: `a whole number from ${String(range[0])} to ${String(range[1])}`,
  sample: () => range[0],
  range,
});

/** A number that Voicenter uses as an id. */
export const number: Form = {
  schema: { type: 'integer' },
  says: 'a whole number from 1 on',
  sample: () => 1,
};

/** One of the given words. */
export const oneOf = (words: readonly string[]): Form => ({
  schema: { type: 'string', enum: words },
  says: words.map(code).join(' '),
  sample: () => words[0],
});

/** A list with a minimum and maximum length. Without `range`, the possible items limit the length. */
export const list = (items: Form, range?: Range): Form => ({
  schema: { type: 'array', items: items.schema },
  says: `a list${range === undefined ? '' : ` of ${range[0] === 0 ? 'at most' : `${String(range[0])} to`} ${String(range[1])}`}, each ${items.says}`,
  sample: (limits) => [items.sample(limits)],
  items,
  ...(range === undefined ? {} : { range }),
});

/** An object. The parts named in `needs` are required. */
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
