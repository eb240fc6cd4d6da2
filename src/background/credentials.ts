/** What can prove who the user is, and what the login's answers to it mean. Pure. */
import type { Millis } from '../domain/call.ts';
import type { Problem } from '../domain/connection-status.ts';
import type { Settings } from '../domain/settings.ts';
import type { Account } from '../platform/storage.ts';
import { type HttpRequest, type LoginResult, loginRequest, refreshRequest } from '../wire/login.ts';

/** What can prove who the user is; `password` is what a success lets us keep for the next time. */
export interface Credential {
  readonly request: HttpRequest;
  readonly email: string;
  readonly password: string | null;
}

export type Answer = LoginResult | { readonly kind: 'no-answer' };

/** A token this close to its end is not worth connecting with, in ms. */
const EXPIRY_MARGIN_MS = 5_000;
/** Is the account's token still worth connecting with? */
export const isFresh = (account: Account | null, now: Millis): boolean => account !== null && (account.tokenExpiresAt === null || account.tokenExpiresAt - EXPIRY_MARGIN_MS > now);

/** The credentials at hand, each to be tried once: what was just typed, else the refresh token and then the kept password. */
export function credentialsOf(settings: Settings, account: Account | null, typed: string | null): { server: string; credentials: readonly Credential[] } {
  if (typed !== null) {
    const { loginServer: server, email } = settings;
    return { server, credentials: [{ request: loginRequest(server, email, typed), email, password: typed }] };
  }
  if (account === null) return { server: settings.loginServer, credentials: [] };
  const { server, email, password, refreshToken } = account;
  const refresh = refreshToken === null ? [] : [{ request: refreshRequest(server, refreshToken), email, password }];
  const again = password === null ? [] : [{ request: loginRequest(server, email, password), email, password }];
  return { server, credentials: [...refresh, ...again] };
}

/** What an answer that is neither a success nor a refusal tells the user. */
export function problemOf(answer: Exclude<Answer, { kind: 'signed-in' | 'refused' }>, host: string, offline: boolean): Problem {
  switch (answer.kind) {
    case 'no-answer':
      return offline ? { kind: 'offline' } : { kind: 'unreachable', host };
    case 'server-trouble':
      return { kind: 'server-trouble', host, status: answer.status };
    case 'too-many':
    case 'not-voicenter':
      return { kind: answer.kind, host };
  }
}

/** How long the server asks us to wait, in ms, or null. */
export const pauseOf = (answer: Answer): number | null => ('retryAfterMs' in answer ? answer.retryAfterMs : null);
