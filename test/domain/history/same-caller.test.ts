/** Calls of the same caller are found in any notation, with little parsing. */
import { expect, it, vi } from 'vitest';
import { callerKey, createNumberKeys } from '../../../src/domain/history/same-caller.ts';
import { callSummary } from '../../support/call-summary.ts';
import * as numbers from '../../../src/domain/common/phone-number.ts';

vi.mock(import('../../../src/domain/common/phone-number.ts'), async (original) => {
  const real = await original();
  return { ...real, numberForms: vi.fn(real.numberForms) };
});
const parsed = vi.mocked(numbers.numberForms);

it.each([
  ['0501234567', '+972501234567', true],
  ['+972501234567', '050-123-4567', true],
  ['00972501234567', '972501234567', true],
  ['0501234567', '0501234567 ext. 3', true],
  ['0501234567', '0521234567', false],
  ['+442079460018', '+442079460018', true],
  ['2700', '*2700', false],
  ['602', '602', true],
  ['602', '1602', false],
])('%s and %s are the same caller: %s', (a, b, same) => {
  const keyOf = createNumberKeys('IL');
  expect(keyOf(a) === keyOf(b)).toBe(same);
});

it('a whole number of four digits is the same as its international form', () => {
  const keyOf = createNumberKeys('SH');
  expect(keyOf('22158')).toBe(keyOf('+29022158'));
});

it('parses no number whose last digits differ from all others, and each number once', () => {
  parsed.mockClear();
  const keyOf = createNumberKeys('IL');
  for (let round = 0; round < 2; round += 1)
    for (let at = 0; at < 5_000; at += 1) keyOf(`05012${String(10_000 + at)}`);
  expect(parsed).not.toHaveBeenCalled();
  for (let round = 0; round < 2; round += 1)
    for (let at = 0; at < 100; at += 1) keyOf(`+97250${String(100 + at)}0000000`);
  expect(parsed.mock.calls.length).toBeLessThanOrEqual(100);
});

it('the caller of an outgoing call is the number that was dialled', () => {
  const keyOf = createNumberKeys('IL');
  const incoming = callSummary({ dialed: '0722776772' });
  const outgoing = callSummary({ direction: 'outgoing', caller: { kind: 'hidden' }, dialed: '0501234567' });
  expect(callerKey(outgoing, keyOf)).toBe(callerKey(incoming, keyOf));
  expect(callerKey(callSummary({ caller: { kind: 'hidden' } }), keyOf)).not.toContain('0722776772');
});

it('a caller without a number is known by the name, and one who hides both is nobody twice', () => {
  const keyOf = createNumberKeys('IL');
  const named = (callId: string, name: string) =>
    callerKey(callSummary({ callId, name, caller: { kind: 'external', number: null, name } }), keyOf);
  expect(named('a', 'Lois Lane')).toBe(named('b', 'lois lane '));
  expect(named('a', 'Lois Lane')).not.toBe(named('b', 'Clark Kent'));
  const hidden = (callId: string) =>
    callerKey(callSummary({ callId, name: 'Support', caller: { kind: 'hidden' } }), keyOf);
  expect(hidden('a')).not.toBe(hidden('b'));
});
