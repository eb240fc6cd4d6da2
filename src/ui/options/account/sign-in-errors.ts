/** What a sign-in form still lacks. Pure. */
import type { MessageKey } from '../../../domain/common/messages.ts';
import { table } from '../../../domain/settings/settings.ts';
import type { Secret } from '../../../domain/account/credentials.ts';
import type { LoginType } from '../../../domain/settings/choices.ts';

/** What was typed. */
export interface Typed {
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
}

export type LoginFaults = { readonly [field in keyof Typed]: MessageKey | null };

export const noFaults: LoginFaults = { email: null, username: null, password: null, token: null };

/** Which fields each way of signing in asks for. */
export const FIELDS: Readonly<Record<LoginType, readonly (keyof Typed)[]>> = {
  user: ['email', 'password'],
  account: ['username', 'password'],
  token: ['token'],
  'two-step': ['username', 'password', 'token'],
};

/** The faults of what was typed; in two steps a token stands in place of name and password. */
export function loginFaults(type: LoginType, { email, username, password, token }: Typed): LoginFaults {
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

/** What was typed to prove it. */
export const secretOf = (type: LoginType, { password, token }: Typed): Secret =>
  type === 'token' || (type === 'two-step' && token !== '')
    ? { kind: 'token', value: token.trim() }
    : { kind: 'password', value: password };
