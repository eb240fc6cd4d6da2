/** Voicenter's user login: the requests and every answer they get (protocol.md 1). */
import * as v from 'valibot';
import type { Millis } from '../domain/call.ts';
import { isSafeServer } from '../domain/server-address.ts';
import { folded } from './fields.ts';

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

export type LoginResult =
  | { readonly kind: 'signed-in'; readonly login: Login }
  | { readonly kind: 'refused' }
  | { readonly kind: 'server-trouble'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'too-many'; readonly retryAfterMs: number | null }
  | { readonly kind: 'not-voicenter' };

/** Servers that are tried when no login has ever named any. */
export const KNOWN_SERVERS: readonly string[] = ['https://monitor5.voicenter.co.il', 'https://monitor3.voicenter.co.il', 'https://monitor4.voicenter.co.il', 'https://monitor1.voicenter.co'];

const api = (server: string, path: string): string => `${server.replace(/\/monitorAPI$/i, '')}/monitorAPI/${path}`;

/** The password travels under the name `pin`. */
export const loginRequest = (server: string, email: string, password: string): HttpRequest => ({
  url: api(server, 'Login/User'),
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ email, pin: password }),
});

export const refreshRequest = (server: string, refreshToken: string): HttpRequest => ({
  url: api(server, 'RefreshIdentityToken'),
  method: 'GET',
  headers: { Authorization: `Bearer ${refreshToken}` },
  body: null,
});

const textField = v.optional(v.fallback(v.nullable(v.pipe(v.union([v.string(), v.number()]), v.transform(String))), null), null);
const socketSchema = v.pipe(
  folded,
  v.object({
    token: v.pipe(v.string(), v.nonEmpty()),
    tokenexpiry: textField,
    refreshtoken: textField,
    urllist: v.optional(v.fallback(v.array(v.unknown()), []), []),
    url: textField,
    version: textField,
    client: textField,
    personid: textField,
  }),
);
const answerSchema = v.pipe(folded, v.object({ data: v.pipe(folded, v.object({ socket: socketSchema })) }));
const errorSchema = v.pipe(folded, v.object({ error: v.pipe(v.unknown(), v.check((error) => Boolean(error))) }));

/** What an answer to a login or a refresh means. `now`: the agent's clock in ms, for a `Retry-After` that is a date. */
export function readLoginAnswer(answer: HttpAnswer, now: Millis): LoginResult {
  const { status, body } = answer;
  if (status === 400 || status === 401 || status === 403 || (status === 500 && body.includes('Unexpected token'))) return { kind: 'refused' };
  if (status === 429) return { kind: 'too-many', retryAfterMs: retryAfterMs(answer.retryAfter, now) };
  if (status === 408 || status >= 500) return { kind: 'server-trouble', status, retryAfterMs: retryAfterMs(answer.retryAfter, now) };
  const json = parseJson(body);
  if (status === 200 && v.is(errorSchema, json)) return { kind: 'refused' };
  const parsed = v.safeParse(answerSchema, json);
  if (status !== 200 || !parsed.success) return { kind: 'not-voicenter' };
  const socket = parsed.output.data.socket;
  const expiry = Date.parse(socket.tokenexpiry ?? '');
  const named = [...socket.urllist, socket.url].flatMap((url) => (typeof url === 'string' ? (serverOrigin(url) ?? []) : []));
  return {
    kind: 'signed-in',
    login: {
      token: socket.token,
      tokenExpiresAt: Number.isNaN(expiry) ? null : expiry,
      refreshToken: socket.refreshtoken,
      servers: [...new Set(named)],
      dialect: dialectOf(socket.version, socket.client),
      personId: socket.personid,
    },
  };
}

/** The origin of a monitor server, or null: only TLS, and plain http to this very machine. */
function serverOrigin(address: string): string | null {
  const text = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return isSafeServer(url) ? url.origin : null;
}

/** socket.io's release decides its protocol: servers of 1.x and 2.x need the client of 2.x, newer ones that of 4.x. */
function dialectOf(version: string | null, client: string | null): 2 | 4 {
  const release = /(\d+)\.\d+/.exec(version ?? '') ?? /v=(\d+)\.\d+/.exec(client ?? '');
  return Number(release?.[1] ?? 2) >= 3 ? 4 : 2;
}

function retryAfterMs(header: string | null, now: Millis): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
