/** How a customer's lookup endpoint is asked who calls, and what may come of it. */
import type { Millis } from '../common/types.ts';
/**
 * Why nothing was found out. `status`: an HTTP status that is no success; `not-json`: something else than JSON, or JSON of another
 * shape; `not-ok`: the endpoint itself says so; `slow`: no whole answer within 3 s; `redirect`: it sends us elsewhere; `too-big`: more
 * than 64 kB; `bad-address`: what is set is no address that may be asked; `not-allowed`: the user has not allowed its host;
 * `too-many`: it was asked of too many calls just before.
 */
export type LookupFailure =
  | 'status'
  | 'not-json'
  | 'not-ok'
  | 'slow'
  | 'unreachable'
  | 'redirect'
  | 'too-big'
  | 'bad-address'
  | 'not-allowed'
  | 'too-many';

/** Who the caller is, by the endpoint's word. */
export interface LookupFound {
  readonly kind: 'found';
  /** The page to open, http or https; null where none was named or it was refused. */
  readonly url: string | null;
  /** A page was named that must not be opened. */
  readonly urlRefused: boolean;
  /** '' where none was said. */
  readonly name: string;
  readonly company: string;
  /** How many records match; null where that was not said. */
  readonly total: number | null;
}

/** What an endpoint says of a caller. */
export type LookupAnswer = LookupFound | { readonly kind: 'failed'; readonly why: LookupFailure };

/** `asking` holds until an answer comes, or for so long that none can. */
export type Lookup = LookupAnswer | { readonly kind: 'asking'; readonly since: Millis };
