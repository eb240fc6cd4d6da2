/** What every login server's answers have in common: how they fail, and what they give (docs/wire.md 1). */
import * as v from 'valibot';
import { isSafeServer } from '../domain/common/server-address.ts';
import { urlOf } from '../domain/common/url.ts';
import { fold, folded } from './fields.ts';
import type { Millis } from '../domain/common/types.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer as it came: status, the body's text, and the `Retry-After` header. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** What a login gives. */
export interface Login {
  readonly token: string;
  readonly tokenExpiresAt: Millis | null;
  readonly refreshToken: string | null;
  /** Origins of the monitor servers, the preferred one first; empty where the answer names none. */
  readonly servers: readonly string[];
  /** The generation of socket.io-client that the servers speak with: 2 for servers up to 2.x, 4 for newer ones. */
  readonly dialect: 2 | 4;
  readonly personId: string | null;
}

export type LoginFailure =
  | { readonly kind: 'refused' }
  | { readonly kind: 'server-trouble'; readonly status: number; readonly retryAfterMs: number | null }
  /** Something between us and the login server answered: a firewall, a proxy, a page for guests of the network. */
  | { readonly kind: 'blocked'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'too-many'; readonly retryAfterMs: number | null }
  | { readonly kind: 'not-voicenter' };
export type LoginResult = LoginFailure | { readonly kind: 'signed-in'; readonly login: Login };

/** One request of a sign-in and how its answer is read: it ends the sign-in or names the next request. */
export interface LoginStep {
  readonly request: HttpRequest;
  /** `now`: the agent's clock in ms, for a `Retry-After` that is a date. */
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

/** The body of an answer that is no failure; its shape is the reader's to check. */
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

/** What the login's own answers are known by: names in folded spelling (fields.ts). */
const OWN_NAMES = ['statuscode', 'status', 'error', 'errorcode'] as const;

/**
 * True where the login itself refuses the sign-in (docs/wire.md 1.4). A web page with such a status is a firewall's or a proxy's, and so is any
 * JSON without the login's own names. A bare 401 is a refusal whatever it says, because only a server that looked at the secret answers so.
 */
function isRefusal(status: number, body: string): boolean {
  if (status === 500) return body.includes('Unexpected token');
  if (status !== 400 && status !== 401 && status !== 403) return false;
  const fields = fold(parseJson(body));
  if (fields !== null && Object.keys(fields).length > 0)
    return OWN_NAMES.some((name) => Object.hasOwn(fields, name));
  return status === 401 && !isMarkup(body);
}

/** A web page, after whatever comments and white space it begins with. */
const isMarkup = (body: string): boolean => body.includes('<');

/** Longer tokens and addresses than this no server takes in a header; in characters. */
const LONGEST_FIELD = 8_192;
const fieldText = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.maxLength(LONGEST_FIELD));
/** A text field that may be missing, null, a number, too long or something else altogether: then null. */
export const textField = v.optional(v.fallback(v.nullable(fieldText), null), null);
/** A token, without which an answer is none. */
export const tokenField = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_FIELD));

/** Dates and versions are short; what looks through endless ones takes its time. */
const LONGEST_WORD = 100;
const word = (field: string | null): string => (field ?? '').slice(0, LONGEST_WORD);

/** When a token ends, or null where no readable date says so. */
export function expiryOf(date: string | null): Millis | null {
  const expiry = Date.parse(word(date));
  return Number.isNaN(expiry) ? null : expiry;
}

/** Voicenter has five or six. */
const MOST_SERVERS = 20;

/** The origins of monitor servers, once each, in order, the first twenty; what is no safe address is left out: only TLS, and plain http to this very machine. */
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

/** socket.io's release decides its protocol: servers of 1.x and 2.x need the client of 2.x, newer ones that of 4.x. */
export function dialectOf(version: string | null, client: string | null): 2 | 4 {
  const inAddress = client?.slice(0, 2000) ?? '';
  const release = /(?<!\d)(\d+)\.\d+/.exec(word(version)) ?? /v=(\d+)\.\d+/.exec(inAddress);
  return Number(release?.[1] ?? 2) >= 3 ? 4 : 2;
}

/** A server may ask for a pause of any length; an agent without calls is worth a question every ten minutes. */
const LONGEST_PAUSE_MS = 10 * 60_000;

function retryAfterMs(header: string | null, now: Millis): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_PAUSE_MS);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

export const post = (url: string, body: object): HttpRequest => ({
  url,
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
export const getAs = (url: string, bearer: string): HttpRequest => ({
  url,
  method: 'GET',
  headers: { Authorization: `Bearer ${bearer}` },
  body: null,
});
