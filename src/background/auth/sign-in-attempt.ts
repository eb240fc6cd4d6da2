/** One attempt to sign in: each credential at hand goes through its requests, and one verdict says what came of it. */
import type { Problem } from '../../domain/account/connection-status.ts';
import { trustedMonitors } from '../../domain/common/server-address.ts';
import type { Secret } from '../../domain/account/credentials.ts';
import { log, messageOf } from '../../platform/log.ts';
import type { HttpAnswer, HttpRequest, Login, LoginStep } from '../../voicenter/login-response.ts';
import { type Answer, type Claim, pauseOf, problemOf } from './credentials.ts';
import type { Millis } from '../../domain/common/types.ts';

export interface SignInEdge {
  /** 'not-allowed': the user has not allowed the host, nothing was sent. Rejects where no answer came. */
  readonly request: (request: HttpRequest) => Promise<HttpAnswer | 'not-allowed'>;
  readonly isOffline: () => boolean;
  /** The agent's clock in ms. */
  readonly now: () => Millis;
}

export type Verdict =
  /** `login.servers` are those that may have the token; `secret` is what a success lets us keep. */
  | { readonly kind: 'signed-in'; readonly login: Login; readonly secret: Secret | null }
  /** Worth another try; `pauseMs`: how long the server asks us to wait. */
  | { readonly kind: 'trouble'; readonly problem: Problem; readonly pauseMs: Millis | null }
  /** A server was named that is none for us: the user's to mend. */
  | { readonly kind: 'wrong-server'; readonly problem: Problem }
  /** Nothing that we have is taken. */
  | { readonly kind: 'refused'; readonly problem: Problem };

/** What is known of the user beside the claim. `signedIn`: the servers have taken them before. */
export interface Standing {
  readonly signedIn: boolean;
  /** Hosts that may have the token beside Voicenter's and the login server's own. */
  readonly monitorHosts: readonly string[];
}

/** Tries the credentials in turn. Null once `isMoot` says that nobody waits for it any more. */
export async function trySignIn(
  claim: Claim,
  standing: Standing,
  edge: SignInEdge,
  isMoot: () => boolean,
): Promise<Verdict | null> {
  const { signIn, credentials } = claim;
  const { host } = new URL(signIn.server);
  for (const [index, { step, secret }] of credentials.entries()) {
    const { answer, asked } = await ask(step, edge, isMoot);
    if (isMoot()) return null;
    if (answer.kind === 'signed-in') return admit(answer.login, secret, signIn.server, standing);
    // A refresh server of its own that is away says nothing of the login server.
    if (answer.kind === 'refused' || (asked !== host && index < credentials.length - 1)) continue;
    const problem = problemOf(answer, asked, edge.isOffline());
    // A wrong address is the user's to mend; once it has been right, an odd answer is a passing trouble.
    return problem.kind === 'not-voicenter' && !standing.signedIn
      ? { kind: 'wrong-server', problem }
      : { kind: 'trouble', problem, pauseMs: pauseOf(answer) };
  }
  return {
    kind: 'refused',
    problem: standing.signedIn
      ? { kind: 'token-refused', host }
      : { kind: 'refused', host, login: signIn.type },
  };
}

/** The token goes to no server but those that may have it. */
function admit(
  login: Login,
  secret: Secret | null,
  server: string,
  { signedIn, monitorHosts }: Standing,
): Verdict {
  const servers = trustedMonitors(login.servers, server, monitorHosts);
  const foreign = login.servers.find((each) => !servers.includes(each));
  if (foreign !== undefined)
    log('warn', 'monitor servers left out', { named: login.servers.length, taken: servers.length });
  if (foreign !== undefined && servers.length === 0 && !signedIn)
    return { kind: 'wrong-server', problem: { kind: 'foreign-monitor', host: new URL(foreign).host } };
  return { kind: 'signed-in', login: { ...login, servers }, secret };
}

/** Goes through the requests of a sign-in; `asked` is the host whose answer it is. */
async function ask(
  first: LoginStep,
  { request, now }: SignInEdge,
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
      log('warn', 'login got no answer', { why: messageOf(thrown) });
      return { answer: { kind: 'no-answer' }, asked };
    }
  }
}
