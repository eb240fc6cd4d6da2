/** Validates the sign-in form. Pure. */
import type { MessageKey } from '../../../domain/common/messages.ts';
import { table } from '../../../domain/settings/settings.ts';
import type { Secret } from '../../../domain/account/credentials.ts';
import type { LoginType } from '../../../domain/settings/choices.ts';

/** The typed text of each field. */
export interface Typed {
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
}

/** The fault of each field. A field without a fault has null. */
export type SignInErrors = { readonly [field in keyof Typed]: MessageKey | null };

/** The faults before the first validation: none. */
export const noSignInErrors: SignInErrors = { email: null, username: null, password: null, token: null };

/** The fields that each way to sign in shows. */
export const FIELDS: Readonly<Record<LoginType, readonly (keyof Typed)[]>> = {
  user: ['email', 'password'],
  account: ['username', 'password'],
  token: ['token'],
  'two-step': ['username', 'password', 'token'],
};

/** Returns the faults of the typed text. In a two-step login, a token replaces user name and password. */
export function signInErrors(type: LoginType, { email, username, password, token }: Typed): SignInErrors {
  const asked =
    type === 'two-step' && token !== ''
      ? []
      : FIELDS[type].filter((field) => type !== 'two-step' || field !== 'token');
  const missing = (field: keyof Typed, text: string): MessageKey | null =>
    asked.includes(field) && text.trim() === '' ? `error.${field}-missing` : null;
  const address = table.email.parse(email);
  return {
    email: asked.includes('email') && !address.ok ? `error.${address.fault}` : missing('email', email),
    username: missing('username', username),
    password: missing('password', password),
    token: missing('token', token),
  };
}

/**
 * Returns the typed secret. It is a token for a token login, and for a two-step login if a token was typed.
 * Otherwise it is the password.
 */
export const secretOf = (type: LoginType, { password, token }: Typed): Secret =>
  type === 'token' || (type === 'two-step' && token !== '')
    ? { kind: 'token', value: token.trim() }
    : { kind: 'password', value: password };
