/** The ways to sign in at Voicenter (docs/wire.md 1), and what each needs to know. */
import { type HostLimits, isAllowedAddress } from '../common/server-address.ts';
import { urlOf } from '../common/url.ts';
import type { Settings } from '../settings/settings.ts';
import type { LoginType } from '../settings/choices.ts';

/** Which servers are asked, and as whom. Secrets are apart. */
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

/** What proves it: typed by the user, kept only when asked to. */
export interface Secret {
  readonly kind: 'password' | 'token';
  readonly value: string;
}

/** A secret that was typed, with the very sign-in that it was typed for: it goes to no other server and stands for no other user. */
export interface PendingSecret {
  readonly signIn: SignIn;
  readonly secret: Secret;
}

/** The addresses that get secrets or tokens of a sign-in. */
export const serversOf = (signIn: SignIn): readonly string[] =>
  signIn.type === 'two-step' ? [signIn.server, signIn.settingsServer, signIn.refreshServer] : [signIn.server];

/** True while the settings name the servers for which a secret was typed. */
export function isForServersOf({ signIn }: PendingSecret, settings: Settings): boolean {
  const now = serversOf(signInOf({ ...settings, loginType: signIn.type }, null));
  return serversOf(signIn).every((server, index) => server === now[index]);
}

/** Who is signed in, for people: the way to sign in, and the name; '' for a token. */
export interface SignedInUser {
  readonly type: LoginType;
  readonly who: string;
}

/** The sign-in that the settings describe. In Two-step a token stands for a whole account, no matter whose name was typed before. */
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

/** What tells one user from another, before it is hashed. A token stands for its account, so it takes the place of the name. */
export const identityText = ({ type, server, who }: SignIn, secret: Secret | null): string =>
  JSON.stringify([type, server, who.toLowerCase(), who === '' ? (secret?.value ?? '') : '']);

/**
 * The host of the first server that may not have the secrets or tokens of a sign-in under these limits; null where all may. A sign-in that was kept
 * may name servers that the policy has allowed once and does not any more.
 */
export function forbiddenServer(signIn: SignIn, limits: HostLimits): string | null {
  const token = { kind: 'token', loginServer: signIn.server } as const;
  const forbidden = serversOf(signIn).find(
    (address, index) => !isAllowedAddress(address, index === 0 ? { kind: 'login' } : token, limits),
  );
  return forbidden === undefined ? null : (urlOf(forbidden)?.host ?? forbidden);
}

/** True where the login speaks for one person, whose lines are known then; else the agent has to pick lines from the account's. */
export const isPersonal = (signIn: SignIn): boolean =>
  signIn.type === 'user' || (signIn.type === 'two-step' && signIn.who !== '');
