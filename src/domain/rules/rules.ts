/**
 * The agent's rules. They decide which link a call opens and when, and how its ring looks and sounds. The
 * first rule that fits wins. Pure.
 */
import * as v from 'valibot';
import { countryOf, isRegion, numberForms, type Region } from '../common/phone-number.ts';
import { SOUNDS, type SoundName } from './sounds.ts';
import { isOutside, readWorkHours, type WeekTime, type WorkHours } from './work-hours.ts';
import type { Caller, Detail } from '../common/types.ts';

/**
 * When a call's link opens: only on the agent's click, or automatically in the background when the call rings
 * or is answered.
 */
export const OPENINGS = ['click', 'ring', 'answer'] as const;
export type Opening = (typeof OPENINGS)[number];

/** Colours that a rule can give to a card. */
export const COLOURS = ['red', 'orange', 'green', 'blue', 'purple'] as const;
export type Colour = (typeof COLOURS)[number];

/** Maximum number of rules, and of values in a list of a condition. */
export const MAX_RULES = 100;
export const MAX_VALUES = 100;
/**
 * Maximum length, in characters, of a condition's text, of the id of a rule or link, and of a rule's name.
 */
export const MAX_LENGTH = { text: 200, id: 64, name: 100 } as const;
/** The length check comes first, so that a list with a million entries is not parsed to the end. */
const listOf = <T>(schema: v.GenericSchema<unknown, T>, most: number) =>
  v.pipe(v.array(v.unknown()), v.maxLength(most), v.array(schema));
const someOf = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.optional(v.pipe(listOf(schema, MAX_VALUES), v.nonEmpty()));
const words = someOf(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(MAX_LENGTH.text)));

/**
 * Conditions of a rule. All given conditions must hold; of each list, one value is enough. The schema is
 * strict, because a rule that lost its condition would fit every call.
 */
const conditionsSchema = v.strictObject({
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
});
export type Conditions = v.InferOutput<typeof conditionsSchema>;
export type ConditionName = keyof Conditions;

/**
 * A rule written by hand may omit fields; the defaults are what most rules say. Its conditions are required.
 */
const ruleSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_LENGTH.id)),
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_LENGTH.name)), ''),
  when: conditionsSchema,
  /** Id of a link; null for the default one. */
  link: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MAX_LENGTH.id))), null),
  open: v.optional(v.picklist(OPENINGS), 'click'),
  colour: v.optional(v.nullable(v.picklist(COLOURS)), null),
  /** null: the agent's own choice. */
  sound: v.optional(v.nullable(v.picklist([...SOUNDS, 'none'])), null),
  /** True to suppress the ring. Nothing then opens automatically. */
  silent: v.optional(v.boolean(), false),
});
export type Rule = v.InferOutput<typeof ruleSchema>;

const rulesSchema = listOf(ruleSchema, MAX_RULES);

/**
 * Returns the rules parsed from unknown data. Returns undefined when one of them is invalid or two share an
 * id.
 */
export function readRules(raw: unknown): readonly Rule[] | undefined {
  const parsed = v.safeParse(rulesSchema, raw, { abortPipeEarly: true });
  const hasTwins = parsed.success && new Set(parsed.output.map(({ id }) => id)).size < parsed.output.length;
  return parsed.success && !hasTwins ? parsed.output : undefined;
}

/**
 * Returns why data is not a valid list of rules. `too-many`: too many rules, or values in one of them.
 * `too-long`: a text is too long. `unknown-choice`: anything else.
 */
export function rulesError(raw: unknown): 'too-many' | 'too-long' | 'unknown-choice' {
  const [issue] = v.safeParse(rulesSchema, raw, { abortEarly: true }).issues ?? [];
  if (issue?.type !== 'max_length') return 'unknown-choice';
  return Array.isArray(issue.input) ? 'too-many' : 'too-long';
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
  readonly week: WeekTime;
  readonly region: Region;
}

/** What the rules decided for a call at its last ring. */
export interface RuleResult {
  /** null: no rule fits. */
  readonly ruleId: string | null;
  readonly link: string | null;
  readonly open: Opening;
  readonly colour: Colour | null;
  readonly sound: SoundName | 'none' | null;
}

/** Returns the first rule that fits, or null. */
export const ruleFor = (rules: readonly Rule[], facts: RuleFacts): Rule | null =>
  rules.find((rule) => checksOf(rule, facts).every(({ holds }) => holds)) ?? null;

/**
 * Returns what a rule decides; null stands for no rule. `open` is the agent's setting and applies when no
 * rule fits.
 */
export const toRuleResult = (rule: Rule | null, open: Opening): RuleResult =>
  rule === null
    ? { ruleId: null, link: null, open, colour: null, sound: null }
    : { ruleId: rule.id, link: rule.link, open: rule.open, colour: rule.colour, sound: rule.sound };

/** One condition of a rule, and whether it holds. */
export interface Check {
  readonly condition: ConditionName;
  readonly holds: boolean;
}

/**
 * Returns each condition of a rule with its result. The try-it box shows them as the reason. A rule without
 * conditions fits every call.
 */
export function checksOf({ when }: Rule, facts: RuleFacts): readonly Check[] {
  return (Object.keys(when) as ConditionName[]).flatMap((condition) =>
    when[condition] === undefined ? [] : [{ condition, holds: TESTS[condition](when, facts) }],
  );
}

type Test = (when: Conditions, facts: RuleFacts) => boolean;

const TESTS: Readonly<Record<ConditionName, Test>> = {
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
};

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
