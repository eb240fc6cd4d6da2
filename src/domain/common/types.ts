/** Types that every folder of the domain uses. */

export type CallId = string;

export type LineId = string;

/** Milliseconds: a time since 1970, or a duration. */
export type Millis = number;

/**
 * The person at the other end. A withheld number and a colleague are separate kinds, never an empty number.
 * `external`: somebody outside, with a number, a name, or both. `number` is null when only the name is known,
 * and `name` is missing when the telephone system sent none in the place of the number or around it.
 */
export type Caller =
  | { readonly kind: 'external'; readonly number: string | null; readonly name?: string }
  | { readonly kind: 'internal'; readonly name: string; readonly number: string | null }
  | { readonly kind: 'hidden' };

/** A custom variable of a call, with the name that the customer chose. */
export interface Detail {
  readonly name: string;
  readonly value: string;
}
