/**
 * Builds the requests of each sign-in type. The three logins of the vendor's page are here. The newer login
 * stack is in two-step-login.ts (docs/wire.md 1).
 */
import * as v from 'valibot';
import type { Secret, SignIn } from '../domain/account/credentials.ts';
import { folded } from './fields.ts';
import {
  bodyOf,
  socketIoVersionOf,
  expiryOf,
  getAs,
  type HttpAnswer,
  type LoginResult,
  type LoginStep,
  originsOf,
  post,
  textField,
  tokenField,
} from './login-response.ts';
import { twoStepLogin, twoStepRefresh } from './two-step-login.ts';
import type { Millis } from '../domain/common/types.ts';

/** Servers to try if no login has ever named a server. */
export const KNOWN_SERVERS: readonly string[] = [
  'https://monitor5.voicenter.co.il',
  'https://monitor3.voicenter.co.il',
  'https://monitor4.voicenter.co.il',
  'https://monitor1.voicenter.co',
  'https://monitor11.voicenter.co',
];

/** Returns the first step of a sign-in with a secret that the user typed or allowed us to store. */
export function loginStep(signIn: SignIn, secret: Secret): LoginStep {
  switch (signIn.type) {
    case 'user':
      // The password travels under the name `pin`.
      return {
        request: post(api(signIn.server, 'Login/User'), { email: signIn.who, pin: secret.value }),
        read: readLogin,
      };
    case 'account':
      return {
        request: post(api(signIn.server, 'Login/Account'), { username: signIn.who, password: secret.value }),
        read: readLogin,
      };
    case 'token':
      return { request: post(api(signIn.server, 'Login/Token'), { token: secret.value }), read: readLogin };
    case 'two-step':
      return twoStepLogin(signIn, secret);
  }
}

/** Returns the first step that gets the next token with a refresh token. */
export const refreshStep = (signIn: SignIn, refreshToken: string): LoginStep =>
  signIn.type === 'two-step'
    ? twoStepRefresh(signIn, refreshToken)
    : { request: getAs(api(signIn.server, 'RefreshIdentityToken'), refreshToken), read: readLogin };

const api = (server: string, path: string): string =>
  `${server.replace(/\/monitorAPI$/i, '')}/monitorAPI/${path}`;

const socketSchema = v.pipe(
  folded,
  v.object({
    token: tokenField,
    tokenexpiry: textField,
    refreshtoken: textField,
    urllist: v.optional(v.fallback(v.array(v.unknown()), []), []),
    url: textField,
    version: textField,
    client: textField,
    personid: textField,
  }),
);
const answerSchema = v.pipe(folded, v.object({ data: v.pipe(folded, v.object({ socket: socketSchema })) }));

/** Returns what an answer to a login or a refresh means. `now` is in ms. */
export function readLogin(answer: HttpAnswer, now: Millis): LoginResult {
  const body = bodyOf(answer, now);
  if (body.kind !== 'body') return body;
  const parsed = v.safeParse(answerSchema, body.json);
  if (!parsed.success) return { kind: 'not-voicenter' };
  const { socket } = parsed.output.data;
  return {
    kind: 'signed-in',
    login: {
      token: socket.token,
      tokenExpiresAt: expiryOf(socket.tokenexpiry),
      refreshToken: socket.refreshtoken,
      servers: originsOf([...socket.urllist, socket.url]),
      dialect: socketIoVersionOf(socket.version, socket.client),
      personId: socket.personid,
    },
  };
}
