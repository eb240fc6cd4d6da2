/** What a rule is called. */
import type { Rule } from '../../domain/rules/rules.ts';
import type { Translator } from '../../platform/i18n.ts';
import { plain } from '../../domain/common/sanitize.ts';

/** The agent's own name for it, or its place among the rules. */
export const ruleName = ({ name }: Pick<Rule, 'name'>, index: number, t: Translator['t']): string =>
  plain(name) || t({ key: 'rules.unnamed', params: { number: index + 1 } });
