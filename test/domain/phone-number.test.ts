import { describe, expect, it } from 'vitest';
import { displayNumber, isRegion, numberForms } from '../../src/domain/phone-number.ts';

describe('a number', () => {
  it.each([
    ['0501234567', '050-123-4567', '+972501234567'],
    ['972501234567', '050-123-4567', '+972501234567'],
    ['+972-50-123-4567', '050-123-4567', '+972501234567'],
    ['00972501234567', '050-123-4567', '+972501234567'],
    ['0722776772', '072-277-6772', '+972722776772'],
    ['031234567', '03-123-4567', '+97231234567'],
    ['1800123456', '1-800-123-456', '+9721800123456'],
    ['+442079460018', '+44 20 7946 0018', '+442079460018'],
    ['*2345', '*2345', '*2345'],
    ['205', '205', '205'],
  ])('%s is written %s and stored as %s', (number, shown, e164) => {
    expect(displayNumber(number, 'IL')).toBe(shown);
    expect(numberForms(number, 'IL').e164).toBe(e164);
  });

  it('is read by the region that is set', () => {
    expect(displayNumber('02079460018', 'GB')).toBe('020 7946 0018');
    expect(displayNumber('+972501234567', 'GB')).toBe('+972 50 123 4567');
  });

  it('a region is one that numbers exist for', () => {
    expect([isRegion('IL'), isRegion('XX'), isRegion('')]).toEqual([true, false, false]);
  });
});
