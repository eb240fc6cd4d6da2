/**
 * Lists the credentials that can prove who the user is, and explains the answers of the login servers. Pure.
 */
import type { Problem } from '../../domain/account/connection-status.ts';
import type { PendingSecret, Secret, SignIn } from '../../domain/account/credentials.ts';
import type { StoredAccount } from './stored-account.ts';
import { loginStep, refreshStep } from '../../voicenter/login.ts';
import type { LoginResult, LoginStep } from '../../voicenter/login-response.ts';
import type { Millis } from '../../domain/common/types.ts';

/** One way to prove who the user is. `secret` is what we may keep for the next time after a success. */
export interface Credential {
  readonly step: LoginStep;
  readonly secret: Secret | null;
}

/** What the user wants to sign in to, and the available credentials. Each credential is tried once. */
export interface SignInRequest {
  readonly signIn: SignIn;
  readonly credentials: readonly Credential[];
}

/**
 * The result of a login request. `no-answer`: the server did not answer. `not-allowed`: the user has not
 * allowed the host, so nothing was sent.
 */
export type Answer = LoginResult | { readonly kind: 'no-answer' | 'not-allowed' };

/** A token that expires within this time is not worth connecting with. In ms. */
const EXPIRY_MARGIN_MS = 5_000;
/** True if the account's token is still worth connecting with. `now` is in ms. */
export const isFresh = (account: StoredAccount | null, now: Millis): boolean =>
  account !== null && (account.tokenExpiresAt === null || account.tokenExpiresAt - EXPIRY_MARGIN_MS > now);

/**
 * Returns the credentials to try, or null if there is no account and no typed secret. A typed secret is used
 * alone, for the sign-in that it was typed for. Otherwise the refresh token comes first, then the kept
 * password or token.
 */
export function signInRequestOf(
  account: StoredAccount | null,
  typed: PendingSecret | null,
): SignInRequest | null {
  const known = typed === null ? account : { ...typed, refreshToken: null };
  if (known === null) return null;
  const { signIn, secret, refreshToken } = known;
  const refresh = refreshToken === null ? [] : [{ step: refreshStep(signIn, refreshToken), secret }];
  const again = secret === null ? [] : [{ step: loginStep(signIn, secret), secret }];
  return { signIn, credentials: [...refresh, ...again] };
}

/** Returns the problem to show to the user for an answer that is neither a success nor a refusal. */
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

/** How long the server asks us to wait, in ms. Null if it does not ask. */
export const retryDelay = (answer: Answer): number | null =>
  'retryAfterMs' in answer ? answer.retryAfterMs : null;
