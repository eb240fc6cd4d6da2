/**
 * The agent's rules. They decide which link a call opens and when, and how its ring looks and sounds. The
 * first rule that fits wins. Pure.
 */
import * as v from 'valibot';
import {
  CONDITION_TESTS,
  type ConditionName,
  conditionsSchema,
  listOf,
  MAX_LENGTH,
  type RuleFacts,
} from './conditions.ts';
import { SOUNDS, type SoundName } from './sounds.ts';

/**
 * When a call's link opens: only on the agent's click, or automatically in the background when the call rings
 * or is answered.
 */
export const OPENINGS = ['click', 'ring', 'answer'] as const;
export type Opening = (typeof OPENINGS)[number];

/**
 * Which of several matching records of the CRM opens automatically: none, the first in the order of the CRM,
 * or the one that was changed last.
 */
export const PICKS = ['none', 'first', 'latest'] as const;

/** Colours that a rule can give to a card. */
export const COLOURS = ['red', 'orange', 'green', 'blue', 'purple'] as const;
export type Colour = (typeof COLOURS)[number];

/** Maximum number of rules. */
export const MAX_RULES = 100;

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
  record: v.optional(v.picklist(PICKS), 'none'),
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

/** What the rules decided for a call at its last ring. */
export interface RuleResult {
  /** null: no rule fits. */
  readonly ruleId: string | null;
  readonly link: string | null;
  readonly open: Opening;
  /** Missing in the state of an older version: none. */
  readonly record?: Rule['record'];
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
    : {
        ruleId: rule.id,
        link: rule.link,
        open: rule.open,
        record: rule.record,
        colour: rule.colour,
        sound: rule.sound,
      };

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
    when[condition] === undefined ? [] : [{ condition, holds: CONDITION_TESTS[condition](when, facts) }],
  );
}

/** True for a rule that fits only if somebody knows the caller, nobody does, or the number called before. */
export const asksForCaller = ({ when }: Rule): boolean =>
  [when.known, when.tags, when.companies, when.calledBefore].some((condition) => condition !== undefined);
