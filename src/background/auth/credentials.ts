/** What can prove who the user is, and what the login's answers to it mean. Pure. */
import type { Problem } from '../../domain/account/connection-status.ts';
import type { PendingSecret, Secret, SignIn } from '../../domain/account/credentials.ts';
import type { Account } from '../../platform/storage/items.ts';
import { loginStep, refreshStep } from '../../voicenter/login.ts';
import type { LoginResult, LoginStep } from '../../voicenter/login-response.ts';
import type { Millis } from '../../domain/common/types.ts';

/** One way to prove who the user is; `secret` is what a success lets us keep for the next time. */
export interface Credential {
  readonly step: LoginStep;
  readonly secret: Secret | null;
}

/** What the user wants to sign in to, and the credentials at hand for it, each to be tried once. */
export interface Claim {
  readonly signIn: SignIn;
  readonly credentials: readonly Credential[];
}

export type Answer = LoginResult | { readonly kind: 'no-answer' | 'not-allowed' };

/** A token this close to its end is not worth connecting with, in ms. */
const EXPIRY_MARGIN_MS = 5_000;
/** Is the account's token still worth connecting with? */
export const isFresh = (account: Account | null, now: Millis): boolean =>
  account !== null && (account.tokenExpiresAt === null || account.tokenExpiresAt - EXPIRY_MARGIN_MS > now);

/** What was just typed, for the sign-in that it was typed for; else the refresh token and then the kept password or token. Null for nobody. */
export function claimOf(account: Account | null, typed: PendingSecret | null): Claim | null {
  const known = typed === null ? account : { ...typed, refreshToken: null };
  if (known === null) return null;
  const { signIn, secret, refreshToken } = known;
  const refresh = refreshToken === null ? [] : [{ step: refreshStep(signIn, refreshToken), secret }];
  const again = secret === null ? [] : [{ step: loginStep(signIn, secret), secret }];
  return { signIn, credentials: [...refresh, ...again] };
}

/** What an answer that is neither a success nor a refusal tells the user. */
export function problemOf(
  answer: Exclude<Answer, { kind: 'signed-in' | 'refused' }>,
  host: string,
  offline: boolean,
): Problem {
  switch (answer.kind) {
    case 'no-answer':
      return offline ? { kind: 'offline' } : { kind: 'unreachable', host };
    case 'server-trouble':
    case 'blocked':
      return { kind: answer.kind, host, status: answer.status };
    case 'not-allowed':
    case 'too-many':
    case 'not-voicenter':
      return { kind: answer.kind, host };
  }
}

/** How long the server asks us to wait, in ms, or null. */
export const pauseOf = (answer: Answer): number | null =>
  'retryAfterMs' in answer ? answer.retryAfterMs : null;
