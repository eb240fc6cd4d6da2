/** Voicenter's login service: the three one-step logins with their refresh, and the newer two-step login. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { pathOf, readBody, send, sendJson } from './http.ts';
import { type FaultRegistry, HTML_PAGE, type LoginFault, type LoginStep } from './login-faults.ts';
import { DEFAULT_LOGINS, type Scope, type TokenService } from './tokens.ts';
import { accessAnswer, settingsAnswer, TWO_STEP_PATHS } from './two-step.ts';

/** One request to the login service, as tests and the control page see it. */
export interface LoginAttempt {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly step: LoginStep;
  readonly path: string;
  /** The response's status; 0 if the connection was closed instead. */
  readonly status: number;
}

/** The login service of a simulator. */
export interface LoginService {
  /** Returns true if a path belongs to the login service. */
  readonly owns: (path: string) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly attempts: () => readonly LoginAttempt[];
}

/** Result of a request: the scope of the new tokens, or a refusal. */
type Verdict = Scope | { readonly kind: 'refused'; readonly status: number; readonly body: unknown };

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, Authorization',
};

const ROOT = '/monitorapi/';
const UserLogin = v.object({ email: v.string(), pin: v.string() });
const AccountLogin = v.object({ username: v.string(), password: v.string() });
const TokenLogin = v.object({ token: v.string() });
/**
 * The two forms that clients send: with an identity type, or with an email as in the vendor's own extension.
 */
const TwoStepLogin = v.union([
  v.object({ identityType: v.literal('User'), username: v.string(), password: v.string() }),
  v.object({ identityType: v.literal('Token'), token: v.string() }),
  v.object({ email: v.string(), password: v.string() }),
]);

interface Step {
  readonly step: LoginStep;
  readonly method: 'POST' | 'GET';
  readonly judge: (request: IncomingMessage) => Promise<Verdict>;
  readonly answer: (scope: Scope) => unknown;
}

const refused = (status: number, body: unknown): Verdict => ({ kind: 'refused', status, body });
const unauthorized = (): Verdict => refused(401, { StatusCode: 401, Status: 'Unauthorized' });
const ACCOUNT: Scope = { kind: 'account' };

/**
 * Creates the login service. Addresses are read for each request, because a free port is known only once the
 * server listens.
 */
export function createLogin(parts: {
  tokens: TokenService;
  faults: FaultRegistry;
  url: () => string;
  servers: () => readonly string[];
  now: () => number;
}): LoginService {
  const { tokens, faults, url, servers, now } = parts;
  const attempts: LoginAttempt[] = [];
  const { user, account, token } = DEFAULT_LOGINS;

  const bearer = (request: IncomingMessage): string | undefined =>
    /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const userScope: Scope = { kind: 'user', userID: user.userID };
  const post = (judge: Step['judge'], answer: Step['answer'] = answerFor): Step => ({
    step: 'login',
    method: 'POST',
    judge,
    answer,
  });
  const steps: Readonly<Record<string, Step>> = {
    [`${ROOT}login/user`]: post(
      login(UserLogin, (sent) =>
        sent.email === user.email && sent.pin === user.pin ? userScope : undefined,
      ),
    ),
    [`${ROOT}login/account`]: post(
      login(AccountLogin, (sent) =>
        sent.username === account.username && sent.password === account.password ? ACCOUNT : undefined,
      ),
    ),
    [`${ROOT}login/token`]: post(login(TokenLogin, (sent) => (sent.token === token ? ACCOUNT : undefined))),
    [`${ROOT}refreshidentitytoken`]: {
      step: 'refresh',
      method: 'GET',
      answer: answerFor,
      judge: (request) => Promise.resolve(tokens.refreshScopeOf(bearer(request)) ?? unauthorized()),
    },
    [TWO_STEP_PATHS.login.toLowerCase()]: post(login(TwoStepLogin, scopeOfTwoStep), (scope) =>
      accessAnswer(tokens, scope),
    ),
    [TWO_STEP_PATHS.refresh.toLowerCase()]: {
      step: 'refresh',
      method: 'GET',
      answer: (scope) => accessAnswer(tokens, scope),
      judge: (request) => Promise.resolve(tokens.refreshScopeOf(bearer(request)) ?? unauthorized()),
    },
    [TWO_STEP_PATHS.settings.toLowerCase()]: {
      step: 'settings',
      method: 'GET',
      answer: (scope) => settingsAnswer(tokens, scope, servers()),
      judge: (request) => Promise.resolve(tokens.accessScopeOf(bearer(request)) ?? unauthorized()),
    },
  };

  function scopeOfTwoStep(sent: v.InferOutput<typeof TwoStepLogin>): Scope | undefined {
    if ('token' in sent) return sent.token === token ? ACCOUNT : undefined;
    const name = 'email' in sent ? sent.email : sent.username;
    return name === user.email && sent.password === user.pin ? userScope : undefined;
  }

  function answerFor(scope: Scope): unknown {
    const issued = tokens.issue(scope);
    const Socket = {
      Token: issued.token,
      TokenExpiry: new Date(issued.tokenExpiry).toISOString(),
      RefreshToken: issued.refreshToken,
      RefreshTokenExpiry: new Date(issued.refreshTokenExpiry).toISOString(),
      URLList: servers(),
      Url: servers()[0] ?? url(),
      Version: '2.5.1',
      Client: `${url()}/GetSocketClient?v=2.5.1`,
      PersonId: scope.kind === 'user' ? scope.userID : 1000,
    };
    return { StatusCode: 200, Status: 'OK', Data: { Socket } };
  }

  /**
   * Sends a fault's response. Returns its status, 0 for a closed connection, or undefined if the normal
   * response has to follow.
   */
  function spoil(fault: LoginFault, response: ServerResponse): number | undefined {
    switch (fault.kind) {
      case 'slow':
        return undefined;
      case 'close':
        response.destroy();
        return 0;
      case 'html':
        send(response, 200, HTML_PAGE, { 'Content-Type': 'text/html; charset=utf-8', ...CORS });
        return 200;
      case 'answer':
        if (typeof fault.body === 'string')
          send(response, fault.status, fault.body, {
            'Content-Type': 'text/plain; charset=utf-8',
            ...CORS,
            ...fault.headers,
          });
        else sendJson(response, fault.status, fault.body ?? {}, { ...CORS, ...fault.headers });
        return fault.status;
    }
  }

  return {
    owns: (path) => path.toLowerCase().startsWith(ROOT) || Object.hasOwn(steps, path.toLowerCase()),
    attempts: () => attempts,
    async handle(request, response) {
      if (request.method === 'OPTIONS') {
        send(response, 204, '', CORS);
        return;
      }
      const whole = pathOf(request).toLowerCase();
      const path = whole.startsWith(ROOT) ? whole.slice(ROOT.length) : whole;
      const found = steps[whole];
      if (!found) {
        sendJson(response, 404, { StatusCode: 404, Status: 'Not Found' }, CORS);
        return;
      }
      if (request.method !== found.method) {
        sendJson(response, 405, { StatusCode: 405, Status: 'Method Not Allowed' }, CORS);
        return;
      }
      const record = (status: number): unknown =>
        attempts.push({ at: now(), step: found.step, path, status });

      const fault = faults.next(found.step);
      if (fault?.delayMs !== undefined) await faults.pause(fault.delayMs);
      const spoiled = fault && spoil(fault, response);
      if (spoiled !== undefined) return void record(spoiled);

      const verdict = await found.judge(request);
      const status = verdict.kind === 'refused' ? verdict.status : 200;
      record(status);
      sendJson(response, status, verdict.kind === 'refused' ? verdict.body : found.answer(verdict), CORS);
    },
  };
}

/**
 * Handles a login with a JSON body. A body that is not JSON gets "Unexpected token", as from Voicenter's own
 * parser.
 */
function login<T>(
  schema: v.GenericSchema<unknown, T>,
  check: (sent: T) => Scope | undefined,
): (request: IncomingMessage) => Promise<Verdict> {
  return async (request) => {
    const text = await readBody(request);
    let sent: unknown;
    try {
      sent = JSON.parse(text);
    } catch {
      return refused(500, { StatusCode: 500, Status: 'Unexpected token' });
    }
    const parsed = v.safeParse(schema, sent);
    return parsed.success
      ? (check(parsed.output) ?? unauthorized())
      : refused(400, { StatusCode: 400, Status: 'Bad Request' });
  };
}
