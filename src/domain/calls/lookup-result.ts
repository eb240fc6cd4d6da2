/**
 * What the sources say about a caller: the customer's lookup endpoint or CRM, the imported contacts and the
 * past calls.
 */
import type { CallerDetails, CallerSource } from '../common/caller/caller-details.ts';
import type { Millis } from '../common/types.ts';
/**
 * Why a lookup found nothing.
 * - `status`: the HTTP status is not a success.
 * - `not-json`: the answer is not JSON, or JSON of another shape.
 * - `not-ok`: the endpoint itself reports a failure.
 * - `slow`: no complete answer within 3 s.
 * - `redirect`: the endpoint redirects to another address.
 * - `too-big`: the answer is larger than 64 kB.
 * - `bad-address`: the configured address is not one that may be requested.
 * - `not-allowed`: the user has not allowed its host.
 * - `too-many`: the endpoint received requests for too many calls just before.
 * - `token`, `rights`, `no-page`, `busy`: the CRM refuses the token (401), refuses this request (403), does
 *   not know the address (404), or received too many requests (429).
 * - `no-token`: a CRM is chosen, but what it needs is not set up.
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
  | 'too-many'
  | 'token'
  | 'rights'
  | 'no-page'
  | 'busy'
  | 'no-token';

/** The caller, according to the endpoint or the CRM. */
export interface LookupFound {
  readonly kind: 'found';
  /** Missing for the endpoint. */
  readonly source?: Extract<CallerSource, 'crm' | 'choice'>;
  /** The page to open, http or https; null when the endpoint named none or the page was refused. */
  readonly url: string | null;
  /** True when the endpoint named a page that must not be opened. */
  readonly urlRefused: boolean;
  /** '' when the endpoint sent none. */
  readonly name: string;
  readonly company: string;
  /** Number of matching records; null when the endpoint sent none. */
  readonly total: number | null;
  /** The status or category of the record. This field and the ones below come from a CRM only. */
  readonly tag?: string;
  /** The colleague who looks after the record. */
  readonly owner?: string;
  /** The matching records if there are several. The agent chooses one. */
  readonly matches?: readonly CrmRecord[];
  /** The key of the match that was changed last. Missing if the CRM does not say it. */
  readonly latest?: string;
  /** The key of the match that is shown; null if the agent has not chosen one yet. */
  readonly chosen?: string | null;
  /** The page for a new record if the CRM knows nobody; null if there is none. */
  readonly newUrl?: string | null;
}

/** A record of a CRM that matches a caller. */
export interface CrmRecord {
  /** Its type and id, which tell it from the other records of the CRM. */
  readonly key: string;
  readonly name: string;
  readonly company: string;
  readonly tag: string;
  readonly owner: string;
  /** Its page, or null. */
  readonly url: string | null;
}

/** The outcome of a lookup: a caller or a failure. */
export type LookupAnswer = LookupFound | { readonly kind: 'failed'; readonly why: LookupFailure };

/** The lookup of a call. `asking` lasts until an answer arrives, or until an answer can no longer come. */
export type Lookup = LookupAnswer | { readonly kind: 'asking'; readonly since: Millis };

/** The contact with the caller's number. */
export interface Contact extends CallerDetails {
  /** The name of the contact list. */
  readonly list: string;
  /** How many contacts have the number. The details are those of one of them. */
  readonly people: number;
}

/** What is known of a caller. */
export interface KnownCaller {
  /** Null if no contact has the number. */
  readonly contact: Contact | null;
  /** When the number called before, in ms. Null if no setting needs it, or if it cannot be read. */
  readonly earlier: readonly Millis[] | null;
}
