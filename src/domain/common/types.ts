/** Types that every room of the domain uses. */

export type CallId = string;

export type LineId = string;

export type Millis = number;

/** Who is at the other end. A withheld number and a colleague are cases of their own, never an empty number. */
export type Caller =
  | { readonly kind: 'external'; readonly number: string }
  | { readonly kind: 'internal'; readonly name: string; readonly number: string | null }
  | { readonly kind: 'hidden' };

/** A custom variable of a call, as the customer named it. */
export interface Detail {
  readonly name: string;
  readonly value: string;
}
