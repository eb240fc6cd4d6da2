/** Which record the agent chose for a number that several records have. Pure. */

/** The digits of a number (`digitsToFind`), and the key of the record. */
export type RecordChoice = readonly [digits: string, record: string];

/** Most choices that are remembered. The oldest are forgotten first. */
const MOST_CHOICES = 500;

/** Returns the choices with a new one, which replaces an earlier one for the same number. */
export const withChoice = (
  choices: readonly RecordChoice[],
  digits: string,
  record: string,
): readonly RecordChoice[] =>
  [...choices.filter(([other]) => other !== digits), [digits, record] as const].slice(-MOST_CHOICES);

/** Returns the key of the record that was chosen for a number, or null. */
export const choiceOf = (choices: readonly RecordChoice[], digits: string): string | null =>
  choices.find(([other]) => other === digits)?.[1] ?? null;
