/** The status of the connection to Voicenter, in the words that every page and the badge use. */
import type { Millis } from '../common/types.ts';
import type { LoginType } from '../settings/choices.ts';
import { msg, type Text } from '../common/messages.ts';

/** What went wrong. Each kind has its own sentence. `host` is where it went wrong. */
export type Problem =
  | { readonly kind: 'offline' }
  /** The browser's store cannot be read, so it is not known who was signed in, or by which settings. */
  | { readonly kind: 'storage' }
  | { readonly kind: 'unreachable'; readonly host: string }
  | { readonly kind: 'not-voicenter'; readonly host: string }
  /** The login names no monitor server that may receive a token. */
  | { readonly kind: 'foreign-monitor'; readonly host: string }
  /**
   * The administrator's policy forbids a server of the sign-in to receive the password or the tokens. Nothing
   * was sent.
   */
  | { readonly kind: 'forbidden'; readonly host: string }
  | { readonly kind: 'server-trouble'; readonly host: string; readonly status: number }
  /** A firewall or a proxy answered instead of the login server. */
  | { readonly kind: 'blocked'; readonly host: string; readonly status: number }
  /** The browser requires the user's permission for the host. Nothing was sent. */
  | { readonly kind: 'not-allowed'; readonly host: string }
  | { readonly kind: 'too-many'; readonly host: string }
  | { readonly kind: 'socket-lost'; readonly host: string }
  | { readonly kind: 'refused'; readonly host: string; readonly login: LoginType }
  | { readonly kind: 'token-refused'; readonly host: string }
  /** The server ends this session whenever the user signs in elsewhere. The secrets are still stored. */
  | { readonly kind: 'signed-in-elsewhere'; readonly host: string };

/**
 * The status of the connection.
 * - `waiting` tries again by itself at `retryAt` (agent's clock, ms).
 * - `refused` waits until the user changes something.
 * - `signedIn` is false until the very first sign-in succeeds. Until then the form stays visible.
 */
export type ConnectionStatus =
  | { readonly word: 'off' }
  | { readonly word: 'connecting'; readonly signedIn: boolean }
  | { readonly word: 'online'; readonly host: string; readonly since: Millis }
  | {
      readonly word: 'waiting';
      readonly problem: Problem;
      readonly retryAt: Millis;
      readonly signedIn: boolean;
    }
  | { readonly word: 'refused'; readonly problem: Problem };

/** The four statuses that the user sees. */
export type StatusWord = 'signed-out' | 'connecting' | 'online' | 'trouble';

/** Returns the word for the user. */
export function statusWord(status: ConnectionStatus): StatusWord {
  switch (status.word) {
    case 'off':
      return 'signed-out';
    case 'connecting':
    case 'online':
      return status.word;
    case 'waiting':
    case 'refused':
      return 'trouble';
  }
}

/** True if the user is signed in elsewhere, and has to act to be signed in here. */
export const isSignedInElsewhere = (status: ConnectionStatus): boolean =>
  status.word === 'refused' && status.problem.kind === 'signed-in-elsewhere';

/** Returns a sentence that says what went wrong and what to do next. */
export function problemText(problem: Problem): Text {
  switch (problem.kind) {
    case 'offline':
    case 'storage':
      return msg(`problem.${problem.kind}`);
    case 'server-trouble':
    case 'blocked':
      return msg(`problem.${problem.kind}`, { host: problem.host, status: problem.status });
    case 'refused':
      return msg(`problem.refused.${problem.login}`, { host: problem.host });
    case 'unreachable':
    case 'not-voicenter':
    case 'foreign-monitor':
    case 'forbidden':
    case 'not-allowed':
    case 'too-many':
    case 'socket-lost':
    case 'token-refused':
    case 'signed-in-elsewhere':
      return msg(`problem.${problem.kind}`, { host: problem.host });
  }
}
