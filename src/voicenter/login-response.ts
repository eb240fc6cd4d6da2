/**
 * Reads what the answers of all login servers have in common: failures, tokens and server addresses
 * (docs/wire.md 1).
 */
import * as v from 'valibot';
import { isSafeServer } from '../domain/common/server-address.ts';
import { urlOf } from '../domain/common/url.ts';
import { normalizeKeys, folded } from './fields.ts';
import type { Millis } from '../domain/common/types.ts';

/** A request to a server, as plain data. */
export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer as received: the status, the text of the body, and the `Retry-After` header. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** What a successful login returns. */
export interface Login {
  readonly token: string;
  readonly tokenExpiresAt: Millis | null;
  readonly refreshToken: string | null;
  /** Origins of the monitor servers, the preferred one first. Empty if the answer names no server. */
  readonly servers: readonly string[];
  /**
   * The major version of socket.io-client that the servers need: 2 for servers up to 2.x, 4 for newer
   * servers.
   */
  readonly dialect: 2 | 4;
  readonly personId: string | null;
}

/** Why a login failed. `retryAfterMs` is null if the server names no pause. */
export type LoginFailure =
  | { readonly kind: 'refused' }
  | { readonly kind: 'server-trouble'; readonly status: number; readonly retryAfterMs: number | null }
  /**
   * Something between us and the login server answered: a firewall, a proxy, or the guest page of a network.
   */
  | { readonly kind: 'blocked'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'too-many'; readonly retryAfterMs: number | null }
  | { readonly kind: 'not-voicenter' };
/** How a sign-in ends. */
export type LoginResult = LoginFailure | { readonly kind: 'signed-in'; readonly login: Login };

/**
 * One request of a sign-in and the function that reads its answer. The answer ends the sign-in or names the
 * next request.
 */
export interface LoginStep {
  readonly request: HttpRequest;
  /** `now` is the agent's clock in ms. It is needed for a `Retry-After` header that is a date. */
  readonly read: (
    answer: HttpAnswer,
    now: Millis,
  ) => LoginResult | { readonly kind: 'next'; readonly step: LoginStep };
}

const errorSchema = v.pipe(
  folded,
  v.object({
    error: v.pipe(
      v.unknown(),
      v.check((error) => Boolean(error)),
    ),
  }),
);

/**
 * Returns the parsed body of an answer, or the failure that the answer means. The caller must check the
 * body's shape.
 */
export function bodyOf(
  { status, body, retryAfter }: HttpAnswer,
  now: Millis,
): LoginFailure | { readonly kind: 'body'; readonly json: unknown } {
  if (isRefusal(status, body)) return { kind: 'refused' };
  if (status === 400 || status === 401 || status === 403 || status === 407 || status === 511)
    return { kind: 'blocked', status, retryAfterMs: retryAfterMs(retryAfter, now) };
  if (status === 429) return { kind: 'too-many', retryAfterMs: retryAfterMs(retryAfter, now) };
  if (status === 408 || status >= 500)
    return { kind: 'server-trouble', status, retryAfterMs: retryAfterMs(retryAfter, now) };
  if (status !== 200) return { kind: 'not-voicenter' };
  const json = parseJson(body);
  return v.safeParse(errorSchema, json).success ? { kind: 'refused' } : { kind: 'body', json };
}

/** Names that identify the login's own answers, in folded spelling (fields.ts). */
const OWN_NAMES = ['statuscode', 'status', 'error', 'errorcode'] as const;

/**
 * Returns true if the login server itself refuses the sign-in (docs/wire.md 1.4). A web page with such a
 * status comes from a firewall or a proxy. The same is true of JSON without the login's own names. A 401
 * without JSON fields or markup is a refusal, because only a server that checked the secret sends it.
 */
function isRefusal(status: number, body: string): boolean {
  if (status === 500) return body.includes('Unexpected token');
  if (status !== 400 && status !== 401 && status !== 403) return false;
  const fields = normalizeKeys(parseJson(body));
  if (fields !== null && Object.keys(fields).length > 0)
    return OWN_NAMES.some((name) => Object.hasOwn(fields, name));
  return status === 401 && !isMarkup(body);
}

/** Returns true for a web page. Comments and white space may come before its first tag. */
const isMarkup = (body: string): boolean => body.includes('<');

/** In characters. No server accepts longer tokens and addresses in a header. */
const LONGEST_FIELD = 8_192;
const fieldText = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.maxLength(LONGEST_FIELD));
/**
 * An optional text field. It is null if the field is missing, null, too long, or neither text nor number. A
 * number becomes text.
 */
export const textField = v.optional(v.fallback(v.nullable(fieldText), null), null);
/** A required token. An answer without it is not valid. */
export const tokenField = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_FIELD));

/** In characters. Dates and versions are short, and parsing an endless text takes too long. */
const LONGEST_WORD = 100;
const word = (field: string | null): string => (field ?? '').slice(0, LONGEST_WORD);

/** Returns the time when a token expires, in ms. Returns null if the date is missing or unreadable. */
export function expiryOf(date: string | null): Millis | null {
  const expiry = Date.parse(word(date));
  return Number.isNaN(expiry) ? null : expiry;
}

/** Limit for the monitor servers. Voicenter has five or six. */
const MOST_SERVERS = 20;

/**
 * Returns the origins of monitor servers in order, without duplicates. Reads the first twenty addresses.
 * Drops every address that is not safe: only TLS is allowed, and plain http to this machine.
 */
export const originsOf = (addresses: readonly unknown[]): readonly string[] => [
  ...new Set(
    addresses
      .slice(0, MOST_SERVERS)
      .flatMap((address) => (typeof address === 'string' ? (originOf(address) ?? []) : [])),
  ),
];

function originOf(address: string): string | null {
  const url = urlOf(/^[a-z]+:\/\//i.test(address) ? address : `https://${address}`);
  return url !== null && isSafeServer(url) ? url.origin : null;
}

/**
 * Returns the major version of socket.io-client that a server needs. The release of socket.io decides the
 * protocol: servers of 1.x and 2.x need client 2.x, newer servers need client 4.x.
 */
export function socketIoVersionOf(version: string | null, client: string | null): 2 | 4 {
  const inAddress = client?.slice(0, 2000) ?? '';
  const release = /(?<!\d)(\d+)\.\d+/.exec(word(version)) ?? /v=(\d+)\.\d+/.exec(inAddress);
  return Number(release?.[1] ?? 2) >= 3 ? 4 : 2;
}

/**
 * In ms. A server may request a pause of any length. An agent without calls justifies a request every ten
 * minutes.
 */
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Reads a `Retry-After` header (seconds or a date). Returns ms, or null if the header is missing or
 * unreadable.
 */
function retryAfterMs(header: string | null, now: Millis): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_PAUSE_MS);
}

/** Returns undefined if the body is not JSON. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Returns a POST request with a JSON body. */
export const post = (url: string, body: object): HttpRequest => ({
  url,
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
/** Returns a GET request that authenticates with a bearer token. */
export const getAs = (url: string, bearer: string): HttpRequest => ({
  url,
  method: 'GET',
  headers: { Authorization: `Bearer ${bearer}` },
  body: null,
});
