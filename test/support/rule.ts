import type { Rule } from '../../src/domain/rules/rules.ts';

/** A rule for every call that changes nothing, with the given differences. */
export const ruleWith = (different: Partial<Rule> = {}): Rule => ({
  id: 'r',
  name: '',
  when: {},
  link: null,
  open: 'click',
  record: 'none',
  colour: null,
  sound: null,
  silent: false,
  ...different,
});
