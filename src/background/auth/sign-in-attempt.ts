/**
 * One attempt to sign in. Each available credential goes through its requests, and one verdict gives the
 * result.
 */
import type { Problem } from '../../domain/account/connection-status.ts';
import { filterTrustedServers } from '../../domain/common/server-address.ts';
import {
  forbiddenServer,
  type PendingSecret,
  type Secret,
  type SignIn,
} from '../../domain/account/credentials.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { StoredAccount } from './stored-account.ts';
import { log, logThrown } from '../../platform/log.ts';
import type { HttpAnswer, HttpRequest, Login, LoginStep } from '../../voicenter/login-response.ts';
import { type Answer, type SignInRequest, retryDelay, problemOf, signInRequestOf } from './credentials.ts';
import type { Millis } from '../../domain/common/types.ts';

/** What a sign-in attempt needs from outside. */
export interface SignInDeps {
  /**
   * Resolves to 'not-allowed' if the user has not allowed the host. Nothing was sent then. Rejects if no
   * answer came.
   */
  readonly request: (request: HttpRequest) => Promise<HttpAnswer | 'not-allowed'>;
  /** True if the browser reports that the machine is offline. */
  readonly isOffline: () => boolean;
  /** The agent's clock in ms. */
  readonly now: () => Millis;
}

/**
 * A success. `login.servers` are the servers that may receive the token. `secret` is what we may keep.
 */
export interface SignedIn {
  readonly kind: 'signed-in';
  readonly signIn: SignIn;
  readonly login: Login;
  readonly secret: Secret | null;
}

/** The result of a sign-in attempt. */
export type SignInResult =
  | SignedIn
  /** Another try makes sense. `pauseMs`: how long the server asks us to wait, in ms, or null. */
  | { readonly kind: 'trouble'; readonly problem: Problem; readonly pauseMs: Millis | null }
  /** The settings or the login name a server that we cannot use. The user must correct this. */
  | { readonly kind: 'wrong-server'; readonly problem: Problem }
  /** The server accepts none of the credentials. `tried`: how many there were. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly tried: number };

/**
 * What is known about the user apart from the claim. `signedIn`: the servers have accepted the user before.
 */
export interface SignInContext {
  readonly signedIn: boolean;
  /** Hosts that may receive the token, in addition to those of Voicenter and the login server. */
  readonly monitorHosts: readonly string[];
}

/**
 * Signs in with the account, or with a typed secret. Skips the credentials whose tokens a socket refused
 * (`refusedTokens`: how many in a row). Resolves to `nothing` without an account and a secret. Calls
 * `onBegin` before the first request. Resolves to null once `isMoot` returns true.
 */
export async function signInWith(
  {
    account,
    typed,
    refusedTokens,
  }: {
    readonly account: StoredAccount | null;
    readonly typed: PendingSecret | null;
    readonly refusedTokens: number;
  },
  settings: Settings,
  deps: SignInDeps & { readonly onBegin: () => void },
  isMoot: () => boolean,
): Promise<SignInResult | { readonly kind: 'nothing' } | null> {
  const request = signInRequestOf(account, typed);
  if (request === null) return { kind: 'nothing' };
  const forbidden = forbiddenServer(request.signIn, settings);
  if (forbidden !== null) return { kind: 'wrong-server', problem: { kind: 'forbidden', host: forbidden } };
  const credentials = request.credentials.slice(Math.max(0, refusedTokens - 1));
  deps.onBegin();
  const { monitorHosts } = settings;
  return trySignIn({ ...request, credentials }, { signedIn: account !== null, monitorHosts }, deps, isMoot);
}

/**
 * Tries the credentials in order and resolves to a verdict. Resolves to null once `isMoot` returns true,
 * because the result is no longer needed. Never rejects for a request that fails.
 */
export async function trySignIn(
  claim: SignInRequest,
  standing: SignInContext,
  deps: SignInDeps,
  isMoot: () => boolean,
): Promise<SignInResult | null> {
  const { signIn, credentials } = claim;
  const { host } = new URL(signIn.server);
  for (const [index, { step, secret }] of credentials.entries()) {
    const { answer, asked } = await ask(step, deps, isMoot);
    if (isMoot()) return null;
    if (answer.kind === 'signed-in') return admit(answer.login, secret, signIn, standing);
    // A failure of a separate refresh server says nothing about the login server, so the next credential is
    // tried.
    if (answer.kind === 'refused' || (asked !== host && index < credentials.length - 1)) continue;
    const problem = problemOf(answer, asked, deps.isOffline());
    // Before the first success an odd answer means a wrong address, which the user must correct. After a
    // success it is a temporary problem.
    return problem.kind === 'not-voicenter' && !standing.signedIn
      ? { kind: 'wrong-server', problem }
      : { kind: 'trouble', problem, pauseMs: retryDelay(answer) };
  }
  return {
    kind: 'refused',
    tried: credentials.length,
    problem: standing.signedIn
      ? { kind: 'token-refused', host }
      : { kind: 'refused', host, login: signIn.type },
  };
}

/** Removes the servers that may not receive the token. */
function admit(
  login: Login,
  secret: Secret | null,
  signIn: SignIn,
  { signedIn, monitorHosts }: SignInContext,
): SignInResult {
  const servers = filterTrustedServers(login.servers, signIn.server, monitorHosts);
  const foreign = login.servers.find((each) => !servers.includes(each));
  if (foreign !== undefined)
    log('warn', 'monitor servers left out', { named: login.servers.length, taken: servers.length });
  if (foreign !== undefined && servers.length === 0 && !signedIn)
    return { kind: 'wrong-server', problem: { kind: 'foreign-monitor', host: new URL(foreign).host } };
  return { kind: 'signed-in', signIn, login: { ...login, servers }, secret };
}

/**
 * Sends the requests of a sign-in one after the other. `asked` is the host that the answer comes from. Never
 * rejects for a request that fails.
 */
async function ask(
  first: LoginStep,
  { request, now }: SignInDeps,
  isMoot: () => boolean,
): Promise<{ answer: Answer; asked: string }> {
  for (let step = first; ;) {
    const asked = new URL(step.request.url).host;
    try {
      const answer = await request(step.request);
      if (answer === 'not-allowed') return { answer: { kind: answer }, asked };
      const result = step.read(answer, now());
      if (result.kind !== 'next' || isMoot())
        return { answer: result.kind === 'next' ? { kind: 'no-answer' } : result, asked };
      step = result.step;
    } catch (thrown) {
      logThrown('warn', 'login got no answer')(thrown);
      return { answer: { kind: 'no-answer' }, asked };
    }
  }
}
