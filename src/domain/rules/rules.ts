/** The agent's rules: which link a call leads to, when that opens, and how its ring looks and sounds. The first that fits wins. Pure. */
import * as v from 'valibot';
import { countryOf, isRegion, numberForms, type Region } from '../common/phone-number.ts';
import { SOUNDS, type SoundName } from './sounds.ts';
import { isOutside, readWorkHours, type WeekTime, type WorkHours } from './work-hours.ts';
import type { Caller, Detail } from '../common/types.ts';

/** When a call's link opens: on the agent's click only, or by itself, behind what the agent works in. */
export const OPENINGS = ['click', 'ring', 'answer'] as const;
export type Opening = (typeof OPENINGS)[number];

/** Colours that a rule gives to a card. */
export const COLOURS = ['red', 'orange', 'green', 'blue', 'purple'] as const;
export type Colour = (typeof COLOURS)[number];

/** So many rules there may be, so many values in a list of a condition… */
export const MOST_RULES = 100;
export const MOST_VALUES = 100;
/** …and so many characters in a condition's text, in a rule's or link's id, and in a rule's name. */
export const LONGEST = { text: 200, id: 64, name: 100 } as const;
/** The length is looked at first: who sends a million of something is not to be read to the end. */
const listOf = <T>(schema: v.GenericSchema<unknown, T>, most: number) =>
  v.pipe(v.array(v.unknown()), v.maxLength(most), v.array(schema));
const someOf = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.optional(v.pipe(listOf(schema, MOST_VALUES), v.nonEmpty()));
const words = someOf(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(LONGEST.text)));

/** All that are given must hold; of each list, one. Strict: a rule without the condition that it was meant to have would fit every call. */
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
      name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(LONGEST.text)),
      value: v.pipe(v.string(), v.trim(), v.maxLength(LONGEST.text)),
    }),
  ),
  /** Names or numbers of lines. */
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

/** What a rule written by hand leaves out is what most rules say; its conditions cannot be left out. */
const ruleSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST.id)),
  name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(LONGEST.name)), ''),
  when: conditionsSchema,
  /** The id of a link; null for the default one. */
  link: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(LONGEST.id))), null),
  open: v.optional(v.picklist(OPENINGS), 'click'),
  colour: v.optional(v.nullable(v.picklist(COLOURS)), null),
  /** null: the agent's own choice. */
  sound: v.optional(v.nullable(v.picklist([...SOUNDS, 'none'])), null),
  /** The ring alerts nobody, and nothing opens by itself. */
  silent: v.optional(v.boolean(), false),
});
export type Rule = v.InferOutput<typeof ruleSchema>;

const rulesSchema = listOf(ruleSchema, MOST_RULES);

/** Rules from outside, or undefined where one of them is none. */
export function readRules(raw: unknown): readonly Rule[] | undefined {
  const parsed = v.safeParse(rulesSchema, raw, { abortPipeEarly: true });
  const hasTwins = parsed.success && new Set(parsed.output.map(({ id }) => id)).size < parsed.output.length;
  return parsed.success && !hasTwins ? parsed.output : undefined;
}

/** Why these are no rules: there are too many of them, or of something in one; a text is too long; or they are no rules at all. */
export function faultOfRules(raw: unknown): 'too-many' | 'too-long' | 'unknown-choice' {
  const [issue] = v.safeParse(rulesSchema, raw, { abortEarly: true }).issues ?? [];
  if (issue?.type !== 'max_length') return 'unknown-choice';
  return Array.isArray(issue.input) ? 'too-many' : 'too-long';
}

/** What the rules look at. */
export interface RuleFacts {
  readonly caller: Caller;
  readonly dialed: string;
  readonly queue: { readonly id: string | null; readonly name: string };
  readonly line: { readonly id: string; readonly number: string };
  /** 0 where none was told. */
  readonly statusId: number;
  readonly details: readonly Detail[];
  readonly week: WeekTime;
  readonly region: Region;
}

/** What was decided for a call at its last ring. */
export interface Ruling {
  /** null: no rule fits. */
  readonly ruleId: string | null;
  readonly link: string | null;
  readonly open: Opening;
  readonly colour: Colour | null;
  readonly sound: SoundName | 'none' | null;
}

/** The first rule that fits, or null. */
export const ruleFor = (rules: readonly Rule[], facts: RuleFacts): Rule | null =>
  rules.find((rule) => checksOf(rule, facts).every(({ holds }) => holds)) ?? null;

/** What a rule, or with null none, decides; `open` is what the agent wants where no rule says otherwise. */
export const rulingOf = (rule: Rule | null, open: Opening): Ruling =>
  rule === null
    ? { ruleId: null, link: null, open, colour: null, sound: null }
    : { ruleId: rule.id, link: rule.link, open: rule.open, colour: rule.colour, sound: rule.sound };

/** One condition of a rule, and whether it holds. */
export interface Check {
  readonly condition: ConditionName;
  readonly holds: boolean;
}

/** Each condition that a rule has: what the try-it box shows as the reason. A rule without any fits every call. */
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
    caller.kind === 'external' && countries.some((country) => country === countryOf(caller.number, region)),
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

/** What people write between digits, and what comes along unseen with a number that was copied. */
const FORMATTING = /\(0\)|[\s().\/\p{Pd}\p{Cf}]/gu;

/** However the pattern writes the number, and however the PBX does. */
function fitsNumber(patterns: readonly string[], number: string, region: Region): boolean {
  if (number === '') return false;
  const { digits, national, e164, international } = numberForms(number, region);
  const forms = [number, digits, national, e164].filter((form) => form !== '');
  const code = e164.startsWith('+') ? (international.split(' ')[0] ?? '').slice(1) : '';
  return patterns.some((pattern) => {
    const plain = pattern.replace(FORMATTING, '').replace(/^00(?=[1-9])/, '+');
    // Written abroad without a plus. The whole code has to be there: `9*` is no word about Israel.
    const isCoded = code !== '' && plain.startsWith(code) && fitsPattern(`+${plain}`, e164);
    return isCoded || forms.some((form) => fitsPattern(plain, form)) || isSameNumber(plain, e164, region);
  });
}

/** Parsing is what takes time, and numbers that end differently need none. */
const isSameNumber = (plain: string, e164: string, region: Region): boolean =>
  !plain.includes('*') && plain.slice(-4) === e164.slice(-4) && numberForms(plain, region).e164 === e164;

/** `*` stands for any text, none included. Linear: what one part has taken is not given back but at the end. */
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
