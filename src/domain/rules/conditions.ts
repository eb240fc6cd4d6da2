/** The conditions of a rule: their form, and whether they hold for a call. Pure. */
import * as v from 'valibot';
import { countryOf, isRegion, numberForms, type Region } from '../common/phone-number.ts';
import { isOutside, readWorkHours, type WeekTime, type WorkHours } from './work-hours.ts';
import type { Caller, Detail, Millis } from '../common/types.ts';

/** Maximum number of values in a list of a condition. */
export const MAX_VALUES = 100;
/**
 * Maximum length, in characters, of a condition's text, of the id of a rule or link, and of a rule's name.
 */
export const MAX_LENGTH = { text: 200, id: 64, name: 100 } as const;
/** Highest numbers of the condition `calledBefore`. A year has 8,784 hours at most. */
export const MOST_CALLED = { times: 50, hours: 8_784 } as const;
/** The length check comes first, so that a list with a million entries is not parsed to the end. */
export const listOf = <T>(schema: v.GenericSchema<unknown, T>, most: number) =>
  v.pipe(v.array(v.unknown()), v.maxLength(most), v.array(schema));
const someOf = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.optional(v.pipe(listOf(schema, MAX_VALUES), v.nonEmpty()));
const words = someOf(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(MAX_LENGTH.text)));

/**
 * Conditions of a rule. All given conditions must hold; of each list, one value is enough. The schema is
 * strict, because a rule that lost its condition would fit every call.
 */
export const conditionsSchema = v.strictObject({
  /** Names or ids of queues. */
  queues: words,
  /** Numbers that the caller dialled; `*` stands for any digits. */
  dialed: words,
  /** Numbers of callers, in any form; `*` stands for any digits. */
  numbers: words,
  countries: someOf(v.custom<Region>((raw) => typeof raw === 'string' && isRegion(raw))),
  internal: v.optional(v.boolean()),
  hidden: v.optional(v.boolean()),
  /** A custom field of the call, by its name; `*` in the value stands for any text. */
  data: v.optional(
    v.object({
      name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(MAX_LENGTH.text)),
      value: v.pipe(v.string(), v.trim(), v.maxLength(MAX_LENGTH.text)),
    }),
  ),
  /** Ids or numbers of lines. */
  lines: words,
  /** Voicenter's numbers of agent statuses. */
  statuses: someOf(v.pipe(v.number(), v.integer(), v.minValue(1))),
  hours: v.optional(
    v.pipe(
      v.unknown(),
      v.transform(readWorkHours),
      v.custom<WorkHours>((hours) => hours !== undefined),
    ),
  ),
  /** True: the CRM, the lookup or the contacts know the caller, or a colleague calls. False: nobody does. */
  known: v.optional(v.boolean()),
  /** Tags of callers; `*` stands for any text. */
  tags: words,
  /** Companies of callers; `*` stands for any text. */
  companies: words,
  /** The number has called before: at least so many times within so many hours. */
  calledBefore: v.optional(
    v.object({
      times: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CALLED.times)),
      hours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CALLED.hours)),
    }),
  ),
});
export type Conditions = v.InferOutput<typeof conditionsSchema>;
export type ConditionName = keyof Conditions;

/** Who calls, as far as the rules ask. */
export interface RuleCaller {
  /** Null while a source has not answered yet. Neither a rule for known nor one for unknown callers fits. */
  readonly isKnown: boolean | null;
  readonly tag: string;
  readonly company: string;
}

/** The facts of a call that the rules examine. */
export interface RuleFacts {
  readonly caller: Caller;
  readonly dialed: string;
  readonly queue: { readonly id: string | null; readonly name: string };
  readonly line: { readonly id: string; readonly number: string };
  /** 0 when the server sent no status. */
  readonly statusId: number;
  readonly details: readonly Detail[];
  /** Finds out who calls. Only rules about that call it. */
  readonly who: () => RuleCaller;
  /** When the number called before, in ms. Null if nobody knows. */
  readonly earlier: readonly Millis[] | null;
  /** Now, in ms. */
  readonly at: Millis;
  readonly week: WeekTime;
  readonly region: Region;
}

type Test = (when: Conditions, facts: RuleFacts) => boolean;

/** Tests one condition of a rule. The condition is there. */
export const CONDITION_TESTS: Readonly<Record<ConditionName, Test>> = {
  queues: ({ queues = [] }, { queue }) =>
    queues.some((wanted) => wanted === queue.id || same(wanted, queue.name)),
  dialed: ({ dialed = [] }, facts) => fitsNumber(dialed, facts.dialed, facts.region),
  numbers: ({ numbers = [] }, { caller, region }) =>
    caller.kind !== 'hidden' && caller.number !== null && fitsNumber(numbers, caller.number, region),
  countries: ({ countries = [] }, { caller, region }) =>
    caller.kind === 'external' &&
    countries.some((country) => country === countryOf(caller.number ?? '', region)),
  internal: ({ internal }, { caller }) => (caller.kind === 'internal') === internal,
  hidden: ({ hidden }, { caller }) => (caller.kind === 'hidden') === hidden,
  data: ({ data }, { details }) =>
    details.some(
      ({ name, value }) =>
        data !== undefined &&
        same(name, data.name) &&
        fitsPattern(data.value.toLowerCase(), value.toLowerCase()),
    ),
  lines: ({ lines = [] }, { line }) =>
    lines.some((wanted) => same(wanted, line.id) || same(wanted, line.number)),
  statuses: ({ statuses = [] }, { statusId }) => statuses.includes(statusId),
  hours: ({ hours = null }, { week }) => !isOutside(hours, week),
  known: ({ known }, { who }) => who().isKnown === known,
  tags: ({ tags = [] }, { who }) => fitsText(tags, who().tag),
  companies: ({ companies = [] }, { who }) => fitsText(companies, who().company),
  calledBefore: ({ calledBefore }, { earlier, at }) => {
    const since = at - (calledBefore?.hours ?? 0) * HOUR_MS;
    const times = earlier?.filter((time) => time >= since && time <= at).length ?? 0;
    return calledBefore !== undefined && times >= calledBefore.times;
  },
};

const HOUR_MS = 3_600_000;

/** True when a pattern fits the text in any case. No pattern fits an empty text, because nobody knows it. */
const fitsText = (patterns: readonly string[], text: string): boolean =>
  text.trim() !== '' &&
  patterns.some((pattern) => fitsPattern(pattern.toLowerCase(), text.trim().toLowerCase()));

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Characters that people write between digits, and invisible ones that come with a copied number. */
const FORMATTING = /\(0\)|[\s().\/\p{Pd}\p{Cf}]/gu;

/** True when a pattern fits the number, in any notation of the pattern or of the PBX. */
function fitsNumber(patterns: readonly string[], number: string, region: Region): boolean {
  if (number === '') return false;
  const { digits, national, e164, international } = numberForms(number, region);
  const forms = [number, digits, national, e164].filter((form) => form !== '');
  const code = e164.startsWith('+') ? (international.split(' ')[0] ?? '').slice(1) : '';
  return patterns.some((pattern) => {
    const plain = pattern.replace(FORMATTING, '').replace(/^00(?=[1-9])/, '+');
    // The pattern may have a country code without a plus. It must contain the whole code: `9*` does not mean
    // Israel.
    const isCoded = code !== '' && plain.startsWith(code) && fitsPattern(`+${plain}`, e164);
    return isCoded || forms.some((form) => fitsPattern(plain, form)) || isSameNumber(plain, e164, region);
  });
}

/**
 * Compares the last four characters first. Parsing is slow, and numbers with different endings do not need
 * it.
 */
const isSameNumber = (plain: string, e164: string, region: Region): boolean =>
  !plain.includes('*') && plain.slice(-4) === e164.slice(-4) && numberForms(plain, region).e164 === e164;

/**
 * Returns true when the pattern fits the whole text. `*` stands for any text, also for none. Runs in linear
 * time: each part takes its first match and does not backtrack. Only the last part is matched at the end.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
