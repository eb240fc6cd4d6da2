/** What a session needs and does. */
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Secret, SignIn } from '../../domain/account/credentials.ts';
import type { Account } from '../../platform/storage/items.ts';
import type { SignInEdge } from './sign-in-attempt.ts';
import type { KeepSettings, Vault } from './account-store.ts';

export interface SessionEdge extends SignInEdge {
  readonly vault: Vault;
  readonly settings: () => Promise<Settings>;
  readonly random: () => number;
  /** A hash that tells this user from others. */
  readonly identityOf: (signIn: SignIn, secret: Secret | null) => Promise<string>;
  /** The status that was told last, also by a worker before this one. */
  readonly lastStatus: () => Promise<ConnectionStatus>;
  /** The socket is open and the server speaks on it. */
  readonly isServed: () => boolean;
  readonly onStatus: (status: ConnectionStatus) => void;
  /** The account that is to be used now. */
  readonly onAccount: (account: Account) => void;
  /** The stored account belongs to this user, whether or not its token can still be used. */
  readonly onUser: (account: Account) => void;
}

export interface Session {
  /** Goes on where the last worker stopped: with the stored account, or with a secret that was typed and not yet used. */
  resume(): Promise<void>;
  /** Signs in with the stored settings and the typed secret. */
  signIn(): Promise<void>;
  /** Forgets all secrets. */
  signOut(): Promise<void>;
  /** The user wants less kept than before: what is beyond that is taken away, from this worker's memory too. */
  keepLess(wishes: KeepSettings): Promise<void>;
  /** A secret that was typed for other servers than the settings name now is forgotten, and its sign-in ends. */
  dropUnfitSecret(stored: () => Promise<Settings>): Promise<void>;
  /** The administrator may have narrowed which servers may have secrets and tokens: what is beyond that is not used any more. */
  enforce(settings: Settings): void;
  /** The server no longer takes the token: get another, by refresh or by signing in once more; then the refusal is final. */
  renew(): Promise<void>;
  /** The token may be bad: get another while the socket goes on trying with this one. */
  renewQuietly(): Promise<void>;
  /** A sign-in that waits for its next try tries now: the network may be back, or the user has asked for it. A server that named its time is hurried by the user alone. */
  hurry(by: 'network' | 'user'): void;
  /** The server took the token. */
  proved(): void;
}
