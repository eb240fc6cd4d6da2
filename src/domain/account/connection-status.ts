/** How it stands between us and Voicenter, in the words that every page and the badge use. */
import type { Millis } from '../common/types.ts';
import type { LoginType } from '../settings/choices.ts';
import { say, type Text } from '../common/messages.ts';

/** What went wrong, each with a sentence of its own; `host` is where it went wrong. */
export type Problem =
  | { readonly kind: 'offline' }
  | { readonly kind: 'unreachable'; readonly host: string }
  | { readonly kind: 'not-voicenter'; readonly host: string }
  /** The login names no monitor server that a token may be sent to. */
  | { readonly kind: 'foreign-monitor'; readonly host: string }
  /** The administrator's policy does not let a server of the sign-in have the password or the tokens. Nothing was sent. */
  | { readonly kind: 'forbidden'; readonly host: string }
  | { readonly kind: 'server-trouble'; readonly host: string; readonly status: number }
  /** A firewall or a proxy answered in place of the login server. */
  | { readonly kind: 'blocked'; readonly host: string; readonly status: number }
  /** The browser lets us speak to the host only once the user has allowed it. Nothing was sent. */
  | { readonly kind: 'not-allowed'; readonly host: string }
  | { readonly kind: 'too-many'; readonly host: string }
  | { readonly kind: 'socket-lost'; readonly host: string }
  | { readonly kind: 'refused'; readonly host: string; readonly login: LoginType }
  | { readonly kind: 'token-refused'; readonly host: string };

/**
 * `waiting` tries again by itself at `retryAt` (agent's clock); `refused` waits for the user to change something.
 * `signedIn` is false while the very first sign-in has not succeeded yet: then the form stays at hand.
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

/** The four words for people. */
export type StatusWord = 'signed-out' | 'connecting' | 'online' | 'trouble';

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

/** A sentence on what went wrong and what to do next. */
export function problemText(problem: Problem): Text {
  switch (problem.kind) {
    case 'offline':
      return say('problem.offline');
    case 'server-trouble':
    case 'blocked':
      return say(`problem.${problem.kind}`, { host: problem.host, status: problem.status });
    case 'refused':
      return say(`problem.refused.${problem.login}`, { host: problem.host });
    case 'unreachable':
    case 'not-voicenter':
    case 'foreign-monitor':
    case 'forbidden':
    case 'not-allowed':
    case 'too-many':
    case 'socket-lost':
    case 'token-refused':
      return say(`problem.${problem.kind}`, { host: problem.host });
  }
}
