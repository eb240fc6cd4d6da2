/** The displayed name of a rule. */
import type { Rule } from '../../domain/rules/rules.ts';
import type { Translator } from '../../platform/i18n.ts';
import { sanitize } from '../../domain/common/sanitize.ts';

/**
 * Returns the agent's name for a rule, or the position of the rule if it has no name. `index` starts at 0.
 */
export const ruleName = ({ name }: Pick<Rule, 'name'>, index: number, t: Translator['t']): string =>
  sanitize(name) || t({ key: 'rules.unnamed', params: { number: index + 1 } });
