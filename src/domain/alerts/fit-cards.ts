/** How many cards fit a small window, and how large each of them is. Pure. */

/** A card with its buttons below the caller, one with buttons beside the caller, and one line. */
export type FittedForm = 'tall' | 'compact' | 'slim';

/** The height of each form, in CSS pixels at the browser's usual font size. The style sheet draws them so. */
export const CARD_HEIGHTS: Readonly<Record<FittedForm, number>> = { tall: 112, compact: 60, slim: 36 };
/** The height of the line that counts the calls without a card. */
export const MORE_HEIGHT = 20;
/** The height of the line that says how the agent stands. */
export const STRIP_HEIGHT = 48;

/** What a window shows. */
export interface FittedCards {
  /** The form of each card, in the order of the calls. */
  readonly forms: readonly FittedForm[];
  /** How many calls have no card. */
  readonly more: number;
  /** True if there is room for the line that says how the agent stands. */
  readonly hasStrip: boolean;
}

/**
 * Returns the cards for `count` calls in a window of `height` CSS pixels. The first call has a compact card
 * wherever one fits. Then every call should have a card, then the first ones should be larger. There is
 * always at least one card if there is a call.
 */
export function fitCards(count: number, height: number): FittedCards {
  if (count === 0) return { forms: [], more: 0, hasStrip: true };
  const wanted = firstForms(count, height);
  const isWhole = wanted.length === count;
  const forms = isWhole ? wanted : firstForms(count - 1, height - MORE_HEIGHT);
  let left = height - sum(forms) - (isWhole ? 0 : MORE_HEIGHT);
  for (const [form, smaller] of GROWTH)
    for (const [index, each] of forms.entries()) {
      const cost = CARD_HEIGHTS[form] - CARD_HEIGHTS[smaller];
      if (each !== smaller || cost > left) continue;
      forms[index] = form;
      left -= cost;
    }
  return { forms, more: count - forms.length, hasStrip: isWhole && left >= STRIP_HEIGHT };
}

/** Returns the smallest cards: one compact card if it fits, and lines. At least one, at most `most`. */
function firstForms(most: number, height: number): FittedForm[] {
  const first: FittedForm = height >= CARD_HEIGHTS.compact ? 'compact' : 'slim';
  const others = Math.max(0, Math.floor((height - CARD_HEIGHTS[first]) / CARD_HEIGHTS.slim));
  return [first, ...Array.from({ length: Math.min(Math.max(0, most - 1), others) }, () => 'slim' as const)];
}

/** The steps in which cards grow, the most useful first. */
const GROWTH = [
  ['compact', 'slim'],
  ['tall', 'compact'],
] as const;

const sum = (forms: readonly FittedForm[]): number =>
  forms.reduce((height, form) => height + CARD_HEIGHTS[form], 0);
