/** The ways to sign in at Voicenter (docs/wire.md 1), and the data that each one needs. */
import { type HostLimits, isAllowedAddress } from '../common/server-address.ts';
import { urlOf } from '../common/url.ts';
import type { Settings } from '../settings/settings.ts';
import type { LoginType } from '../settings/choices.ts';

/** A sign-in: its servers and its user. Secrets are kept apart. */
export type SignIn =
  | { readonly type: 'user'; readonly server: string; readonly who: string }
  | { readonly type: 'account'; readonly server: string; readonly who: string }
  | { readonly type: 'token'; readonly server: string; readonly who: '' }
  | {
      readonly type: 'two-step';
      readonly server: string;
      readonly who: string;
      readonly settingsServer: string;
      readonly refreshServer: string;
    };

/** The proof of a sign-in. The user types it. It is kept only if the user asks for that. */
export interface Secret {
  readonly kind: 'password' | 'token';
  readonly value: string;
}

/**
 * A typed secret with the sign-in for which it was typed. It goes to no other server and counts for no other
 * user.
 */
export interface PendingSecret {
  readonly signIn: SignIn;
  readonly secret: Secret;
}

/** Returns the addresses that receive secrets or tokens of a sign-in. */
export const serversOf = (signIn: SignIn): readonly string[] =>
  signIn.type === 'two-step' ? [signIn.server, signIn.settingsServer, signIn.refreshServer] : [signIn.server];

/** Returns whether the settings still name the servers for which the secret was typed. */
export function isForServersOf({ signIn }: PendingSecret, settings: Settings): boolean {
  const now = serversOf(signInOf({ ...settings, loginType: signIn.type }, null));
  return serversOf(signIn).every((server, index) => server === now[index]);
}

/** The signed-in user, for display: the way to sign in, and the name. The name is '' for a token. */
export interface SignedInUser {
  readonly type: LoginType;
  readonly who: string;
}

/**
 * Returns the sign-in that the settings describe. In a two-step login, a token stands for a whole account, so
 * the typed name is ignored.
 */
export function signInOf(settings: Settings, secret: Secret | null): SignIn {
  const { loginServer: server } = settings;
  switch (settings.loginType) {
    case 'user':
      return { type: 'user', server, who: settings.email };
    case 'account':
      return { type: 'account', server, who: settings.username };
    case 'token':
      return { type: 'token', server, who: '' };
    case 'two-step':
      return {
        type: 'two-step',
        server: settings.twoStepServer,
        who: secret?.kind === 'token' ? '' : settings.username,
        settingsServer: settings.settingsServer,
        refreshServer: settings.refreshServer,
      };
  }
}

/**
 * Returns a text that identifies the user. It contains secrets, so it must be hashed before it is stored. A
 * token takes the place of the name, because it stands for its account.
 */
export const identityText = ({ type, server, who }: SignIn, secret: Secret | null): string =>
  JSON.stringify([type, server, who.toLowerCase(), who === '' ? (secret?.value ?? '') : '']);

/**
 * Returns the host of the first server that may not receive the secrets or tokens of a sign-in under these
 * limits. Returns null if all servers may. A kept sign-in may name servers that the policy allowed before and
 * does not allow now.
 */
export function forbiddenServer(signIn: SignIn, limits: HostLimits): string | null {
  const token = { kind: 'token', loginServer: signIn.server } as const;
  const forbidden = serversOf(signIn).find(
    (address, index) => !isAllowedAddress(address, index === 0 ? { kind: 'login' } : token, limits),
  );
  return forbidden === undefined ? null : (urlOf(forbidden)?.host ?? forbidden);
}

/**
 * Returns whether the login stands for one person. The lines of that person are then known. Otherwise the
 * agent must pick lines from those of the account.
 */
export const isUserLogin = (signIn: SignIn): boolean =>
  signIn.type === 'user' || (signIn.type === 'two-step' && signIn.who !== '');
