/** The preview of a call for the try-it box. It uses the same functions that judge a real call. Pure. */
import { mainLink } from '../crm/call-links.ts';
import type { CallSummary } from '../calls/call-summary.ts';
import type { SuppressedReason } from '../calls/call.ts';
import type { CrmLink } from '../crm/crm-url.ts';
import { suppressedReason } from './evaluate.ts';
import type { RuleFacts } from '../rules/conditions.ts';
import { type Check, checksOf, type Rule, ruleFor, type RuleResult, toRuleResult } from '../rules/rules.ts';
import type { Settings } from '../settings/settings.ts';

/** What would happen to a call. */
export interface RulePreview {
  /** Every rule up to the one that fits, with its conditions. */
  readonly tried: readonly { readonly rule: Rule; readonly checks: readonly Check[] }[];
  readonly rule: Rule | null;
  readonly ruleResult: RuleResult;
  readonly suppressed: SuppressedReason | null;
  readonly link: CrmLink;
}

/**
 * Returns the result for a call that rings now, while the agent talks to nobody and the side panel is closed.
 */
export function previewRules(call: CallSummary, facts: RuleFacts, settings: Settings): RulePreview {
  const rule = ruleFor(settings.rules, facts);
  const upTo = rule === null ? settings.rules.length : settings.rules.indexOf(rule) + 1;
  const ruleResult = toRuleResult(rule, settings.openWhen);
  return {
    tried: settings.rules.slice(0, upTo).map((each) => ({ rule: each, checks: checksOf(each, facts) })),
    rule,
    ruleResult,
    suppressed: suppressedReason(facts, rule, settings, { isTalking: false, hasPage: false }),
    link: mainLink({ ...call, linkId: ruleResult.link }, settings),
  };
}
