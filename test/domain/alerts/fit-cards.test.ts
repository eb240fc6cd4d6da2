import { describe, expect, it } from 'vitest';
import {
  CARD_HEIGHTS,
  fitCards,
  type FittedForm,
  MORE_HEIGHT,
  STRIP_HEIGHT,
} from '../../../src/domain/alerts/fit-cards.ts';

const short = { tall: 'T', compact: 'C', slim: 's' } as const;
/** The forms as letters, the calls without a card, and a dash for the line with the status. */
const fitted = (count: number, height: number): string => {
  const { forms, more, hasStrip } = fitCards(count, height);
  return `${forms.map((form) => short[form]).join('')}${more > 0 ? `+${String(more)}` : ''}${hasStrip ? '-' : ''}`;
};

describe('the cards on top', () => {
  it.each<[string, number, number, string]>([
    ['no call', 0, 80, '-'],
    ['one call in the smallest window', 1, 80, 'C'],
    ['several calls in the smallest window', 3, 80, 'C+2'],
    ['one call in a window of the usual size', 1, 160, 'T-'],
    ['two calls there', 2, 160, 'CC'],
    ['three calls there', 3, 160, 'CCs'],
    ['four calls there', 4, 160, 'Css+1'],
    ['two calls in a high window', 2, 300, 'TT-'],
    ['four calls in a high window', 4, 300, 'TCCC'],
    ['many calls in a high window', 12, 300, 'Cssssss+5'],
    ['one call where not even a small card fits', 1, 30, 's'],
    ['several calls where not even a small card fits', 2, 30, 's+1'],
  ])('%s', (_, count, height, expected) => {
    expect(fitted(count, height)).toBe(expected);
  });

  it('never need more room than there is, and count every call', () => {
    const rank: readonly FittedForm[] = ['slim', 'compact', 'tall'];
    for (let height = CARD_HEIGHTS.compact + MORE_HEIGHT; height < 600; height += 7)
      for (let count = 1; count <= 20; count++) {
        const { forms, more, hasStrip } = fitCards(count, height);
        const cards = forms.reduce((sum, form) => sum + CARD_HEIGHTS[form], 0);
        expect(cards + (more > 0 ? MORE_HEIGHT : 0) + (hasStrip ? STRIP_HEIGHT : 0)).toBeLessThanOrEqual(
          height,
        );
        expect(forms.length + more).toBe(count);
        expect(forms[0]).not.toBe('slim');
        const ranks = forms.map((form) => rank.indexOf(form));
        expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
      }
  });
});
