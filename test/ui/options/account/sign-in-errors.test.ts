import { expect, it } from 'vitest';
import { signInErrors, noSignInErrors, secretOf } from '../../../../src/ui/options/account/sign-in-errors.ts';
import type { LoginType } from '../../../../src/domain/settings/choices.ts';

const nothing = { email: '', username: '', password: '', token: '' };

it.each<[LoginType, object, object]>([
  ['user', {}, { email: 'error.email-missing', password: 'error.password-missing' }],
  ['user', { email: 'nobody', password: 'p' }, { email: 'error.not-an-email' }],
  ['user', { email: 'a@example.com', password: 'p' }, {}],
  [
    'account',
    { email: 'nobody' },
    { username: 'error.username-missing', password: 'error.password-missing' },
  ],
  ['account', { username: 'firm', password: 'p' }, {}],
  ['token', {}, { token: 'error.token-missing' }],
  ['token', { token: 't' }, {}],
  ['two-step', {}, { username: 'error.username-missing', password: 'error.password-missing' }],
  ['two-step', { token: 't' }, {}],
])('a sign-in by %s with %j lacks %j', (type, typed, faults) => {
  expect(signInErrors(type, { ...nothing, ...typed })).toEqual({ ...noSignInErrors, ...faults });
});

it('a two-step sign-in uses a token before a password', () => {
  expect(secretOf('two-step', { ...nothing, password: 'p', token: ' t ' })).toEqual({
    kind: 'token',
    value: 't',
  });
  expect(secretOf('two-step', { ...nothing, password: ' p ' })).toEqual({ kind: 'password', value: ' p ' });
});
