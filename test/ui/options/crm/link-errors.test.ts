import { describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../../../src/domain/common/limits.ts';
import { hasError, linkErrors } from '../../../../src/ui/options/crm/link-errors.ts';

const GOOD = 'https://crm.example.com/{phone}';
const [NAMELESS, NOWHERE] = ['error.link-name-missing', 'error.link-address-missing'] as const;

describe('an additional link', () => {
  it.each([
    ['is whole', 'Orders', GOOD, true, true, null, null],
    ['lacks its name once it is left', '', GOOD, true, true, NAMELESS, null],
    ['lacks its address once it is left', 'Orders', ' ', true, true, null, NOWHERE],
    ['lacks nothing while it is written', 'Orders', '', false, true, null, null],
    [
      'is told its unfit address at once',
      'Orders',
      'javascript:alert(1)',
      false,
      true,
      null,
      'error.template-not-http',
    ],
    ['that is new and empty is left in peace', '', ' ', true, true, null, null],
    ['that was saved says what was emptied', '', '', true, false, NAMELESS, NOWHERE],
    ['that was saved is left in peace while it is rewritten', '', GOOD, false, false, null, null],
  ])('%s', (_, name, template, isLeft, isNew, nameFault, templateFault) => {
    const faults = linkErrors({ name, template }, NO_LIMITS, { isLeft, isNew });
    expect(faults).toEqual({ name: nameFault, template: templateFault });
    expect(hasError(faults)).toBe(nameFault !== null || templateFault !== null);
  });
});
