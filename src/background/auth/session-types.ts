/** The types of a session: what it needs and what it does. */
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { PendingSecret, Secret, SignIn } from '../../domain/account/credentials.ts';
import type { StoredAccount } from './stored-account.ts';
import type { SignInDeps } from './sign-in-attempt.ts';
import type { RefusalForm } from './displacement.ts';
import type { KeepSettings, AccountStore } from './account-store.ts';

/** What a session needs from outside. */
export interface SessionDeps extends SignInDeps {
  readonly accountStore: AccountStore;
  /** Resolves to the settings as they are stored now. Rejects when they cannot be read. */
  readonly settings: () => Promise<Settings>;
  /** In [0, 1): spreads the retries. */
  readonly random: () => number;
  /** Resolves to a hash that tells this user from others. */
  readonly identityOf: (signIn: SignIn, secret: Secret | null) => Promise<string>;
  /** The last reported status. An earlier worker may have reported it. */
  readonly lastStatus: () => Promise<ConnectionStatus>;
  /** True if the socket is open and the server sends on it. */
  readonly isServed: () => boolean;
  readonly onStatus: (status: ConnectionStatus) => void;
  /** Receives the account to use from now on. */
  readonly onAccount: (account: StoredAccount) => void;
  /** Receives the stored account, which shows who the user is. Its token may be unusable. */
  readonly onUser: (account: StoredAccount) => void;
}

/** Signs the user in and keeps the token valid. Reports through the callbacks of `SessionDeps`. */
export interface Session {
  /**
   * Continues where the last worker stopped: with the stored account, or with a typed secret that is not used
   * yet.
   */
  resume(): Promise<void>;
  /** Signs in with the stored settings and the typed secret. */
  signIn(): Promise<void>;
  /** Signs the user out and forgets all secrets. */
  signOut(): Promise<void>;
  /**
   * Call this when the user wants to keep less than before. Removes everything that `wishes` does not allow,
   * also from the memory of this worker.
   */
  keepLess(wishes: KeepSettings): Promise<void>;
  /**
   * Forgets a typed secret if the settings no longer name the servers that it was typed for. Its sign-in
   * ends.
   */
  dropUnfitSecret(stored: () => Promise<Settings>): Promise<void>;
  /**
   * Call this when the administrator may have restricted which servers may receive secrets and tokens. The
   * session stops using the servers that are no longer allowed.
   */
  enforce(settings: Settings): void;
  /**
   * Call this when the server no longer accepts the token. Gets another token by refresh or by a new sign-in.
   * A refusal is then final. If the server ends one accepted session after the other, the user is signed in
   * elsewhere: the session then waits for `signInHere`.
   */
  renew(form: RefusalForm): Promise<void>;
  /** Signs a user in here who is signed in elsewhere. Does nothing in any other status. */
  signInHere(): Promise<void>;
  /**
   * Call this when the token may be bad. Gets another token while the socket continues to try with this one.
   */
  renewQuietly(): Promise<void>;
  /**
   * Starts a waiting try now, because the network may be back or the user asked for it. If the server named
   * the time of the next try, only the user can start it earlier.
   */
  retryNow(by: 'network' | 'user'): void;
  /** Call this when the server has accepted the token. */
  confirmToken(): void;
}

/**
 * One try to sign in: what it can use, how many tries failed before it (`failures`), and whether the user
 * sees its problems (`inBackground`: it does not).
 */
export interface Attempt {
  readonly attemptId: number;
  readonly account: StoredAccount | null;
  readonly typed: PendingSecret | null;
  readonly failures: number;
  readonly inBackground: boolean;
}
