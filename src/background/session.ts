/** Signs in, keeps the account, refreshes it, and knows when a refusal is final. */
import type { Millis } from '../domain/call.ts';
import type { ConnectionStatus, Problem } from '../domain/connection-status.ts';
import type { Settings } from '../domain/settings.ts';
import { log, messageOf } from '../platform/log.ts';
import type { Account } from '../platform/storage.ts';
import { type HttpAnswer, type HttpRequest, type Login, type LoginResult, loginRequest, readLoginAnswer, refreshRequest } from '../wire/login.ts';
import { backoffMs } from './backoff.ts';

/** Where the account and the typed password live; the edge over storage (main.ts). */
export interface Vault {
  load(): Promise<Account | null>;
  /** `keep`: over a restart of the browser, or for this browser session only. */
  save(account: Account, keep: boolean): Promise<void>;
  forget(): Promise<void>;
  typedPassword(): Promise<string | null>;
  forgetTypedPassword(): Promise<void>;
}

export interface SessionEdge {
  readonly vault: Vault;
  readonly settings: () => Promise<Settings>;
  /** Rejects where no answer came. */
  readonly request: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly isOffline: () => boolean;
  readonly now: () => Millis;
  readonly random: () => number;
  readonly onStatus: (status: ConnectionStatus) => void;
  readonly onAccount: (account: Account) => void;
}

export interface Session {
  /** Goes on where the last worker stopped: with the stored account, or with a password that was typed and not yet used. */
  resume(): Promise<void>;
  /** Signs in with the stored settings and the typed password. */
  signIn(): Promise<void>;
  /** Forgets all secrets. */
  signOut(): Promise<void>;
  /** The server no longer takes the token: get another, by refresh or by signing in once more; then the refusal is final. */
  renew(): Promise<void>;
  /** The network may be back: a sign-in that waits for its next try tries now. */
  hurry(): void;
  /** The server took the token. */
  proved(): void;
}

/** What can prove who the user is; `password` is what a success lets us keep for the next time. */
interface Proof {
  readonly request: HttpRequest;
  readonly email: string;
  readonly password: string | null;
}

type Answer = LoginResult | { readonly kind: 'no-answer' };

/** A token this close to its end is not worth connecting with, in ms. */
const EXPIRY_MARGIN_MS = 5_000;
/** Timers are 32 bits wide: a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createSession(edge: SessionEdge): Session {
  /** Signing in or out anew makes every older attempt moot: each carries the number it began with. */
  let generation = 0;
  /** Tokens in a row that a socket refused: fresh ones that are refused too must not lead to endless sign-ins. */
  let refusedTokens = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** The next try, while one is waited for and may come sooner. */
  let waiting: (() => void) | null = null;

  function begin(): number {
    clearTimeout(retry);
    waiting = null;
    generation += 1;
    return generation;
  }

  async function attempt(mine: number, account: Account | null, typed: string | null, failures: number): Promise<void> {
    const settings = await edge.settings();
    if (mine !== generation) return;
    const { server, proofs: all } = proofsOf(settings, account, typed);
    const proofs = all.slice(Math.max(0, refusedTokens - 1));
    const host = new URL(server).host;
    const signedIn = account !== null;
    if (all.length === 0 && !signedIn) {
      settle(mine, { word: 'off' });
      return;
    }
    if (failures === 0) edge.onStatus({ word: 'connecting', signedIn });
    for (const proof of proofs) {
      const result = await ask(proof.request);
      if (mine !== generation) return;
      if (result.kind === 'signed-in') {
        await accept(mine, settings.keepSignedIn, { server, email: proof.email, password: proof.password }, result.login);
        return;
      }
      if (result.kind === 'refused') continue;
      const problem = problemOf(result, host, edge.isOffline());
      // A wrong address is the user's to mend; once it has been right, an odd answer is a passing trouble.
      if (problem.kind === 'not-voicenter' && !signedIn) settle(mine, { word: 'refused', problem });
      else wait(mine, account, typed, failures + 1, problem, pauseOf(result));
      return;
    }
    await edge.vault.forgetTypedPassword();
    await edge.vault.forget();
    settle(mine, { word: 'refused', problem: { kind: signedIn ? 'token-refused' : 'refused', host } });
  }

  function wait(mine: number, account: Account | null, typed: string | null, failures: number, problem: Problem, askedMs: number | null): void {
    const pause = Math.max(backoffMs(failures + 1, edge.random()), askedMs ?? 0);
    log('warn', 'sign-in waits', { problem: problem.kind, failures, pause });
    edge.onStatus({ word: 'waiting', problem, retryAt: edge.now() + pause, signedIn: account !== null });
    const again = (): void => {
      clearTimeout(retry);
      waiting = null;
      if (mine === generation) void attempt(mine, account, typed, failures);
    };
    // A server that named its time is not hurried.
    waiting = askedMs === null ? again : null;
    retry = setTimeout(again, Math.min(pause, LONGEST_TIMER_MS));
  }

  function settle(mine: number, status: ConnectionStatus): void {
    if (mine === generation) edge.onStatus(status);
  }

  async function accept(mine: number, keep: boolean, who: { server: string; email: string; password: string | null }, login: Login): Promise<void> {
    const account: Account = { ...login, ...who, servers: [...login.servers], password: keep ? who.password : null };
    await edge.vault.save(account, keep);
    await edge.vault.forgetTypedPassword();
    if (mine === generation) edge.onAccount(account);
  }

  async function ask(request: HttpRequest): Promise<Answer> {
    try {
      return readLoginAnswer(await edge.request(request), edge.now());
    } catch (thrown) {
      log('warn', 'login got no answer', { why: messageOf(thrown) });
      return { kind: 'no-answer' };
    }
  }

  return {
    async resume() {
      const mine = begin();
      const account = await edge.vault.load();
      const typed = await edge.vault.typedPassword();
      if (mine !== generation) return;
      const fresh = account !== null && (account.tokenExpiresAt === null || account.tokenExpiresAt - EXPIRY_MARGIN_MS > edge.now());
      if (account !== null && typed === null && fresh) edge.onAccount(account);
      else await attempt(mine, account, typed, 0);
    },
    async signIn() {
      const mine = begin();
      refusedTokens = 0;
      await attempt(mine, null, await edge.vault.typedPassword(), 0);
    },
    async signOut() {
      const mine = begin();
      await edge.vault.forgetTypedPassword();
      await edge.vault.forget();
      settle(mine, { word: 'off' });
    },
    async renew() {
      const mine = begin();
      refusedTokens += 1;
      await attempt(mine, await edge.vault.load(), null, 0);
    },
    hurry: () => waiting?.(),
    proved() {
      refusedTokens = 0;
    },
  };
}

/** The proofs at hand, each to be tried once: what was just typed, else the refresh token and then the kept password. */
function proofsOf(settings: Settings, account: Account | null, typed: string | null): { server: string; proofs: readonly Proof[] } {
  if (typed !== null) {
    const { loginServer: server, email } = settings;
    return { server, proofs: [{ request: loginRequest(server, email, typed), email, password: typed }] };
  }
  if (account === null) return { server: settings.loginServer, proofs: [] };
  const { server, email, password, refreshToken } = account;
  const refresh = refreshToken === null ? [] : [{ request: refreshRequest(server, refreshToken), email, password }];
  const again = password === null ? [] : [{ request: loginRequest(server, email, password), email, password }];
  return { server, proofs: [...refresh, ...again] };
}

function problemOf(answer: Exclude<Answer, { kind: 'signed-in' | 'refused' }>, host: string, offline: boolean): Problem {
  switch (answer.kind) {
    case 'no-answer':
      return offline ? { kind: 'offline' } : { kind: 'unreachable', host };
    case 'server-trouble':
      return { kind: 'server-trouble', host, status: answer.status };
    case 'too-many':
    case 'not-voicenter':
      return { kind: answer.kind, host };
  }
}

const pauseOf = (answer: Answer): number | null => ('retryAfterMs' in answer ? answer.retryAfterMs : null);
