/** Returns whether two values are equal as they are stored: the same fields in the same order. */
export const isSameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
