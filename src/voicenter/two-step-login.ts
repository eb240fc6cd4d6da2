/**
 * Signs in to the newer login stack in two steps. The first step gets an access token. The second step uses
 * it to get the settings, which hold the socket's token (docs/wire.md 1.3).
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
  type HttpRequest,
  type LoginResult,
  type LoginStep,
  originsOf,
  post,
  textField,
  tokenField,
} from './login-response.ts';
import type { Millis } from '../domain/common/types.ts';

type TwoStep = SignIn & { type: 'two-step' };

/** Returns the first step of a sign-in. */
export const twoStepLogin = (signIn: TwoStep, secret: Secret): LoginStep =>
  accessStep(signIn, post(signIn.server, identityOf(signIn, secret)), null);

/**
 * Returns the first step of a token refresh. `refreshToken` stays valid if the answer brings no new refresh
 * token.
 */
export const twoStepRefresh = (signIn: TwoStep, refreshToken: string): LoginStep =>
  accessStep(signIn, getAs(signIn.refreshServer, refreshToken), refreshToken);

/**
 * Returns the identity that the login server expects. The vendor's SDK calls the user `username`, the
 * vendor's own extension calls the user `email`. The request sends both names, so that either server finds
 * the user.
 */
const identityOf = ({ who }: TwoStep, { kind, value }: Secret): object =>
  kind === 'token'
    ? { identityType: 'Token', token: value }
    : { identityType: 'User', username: who, email: who, password: value };

const accessData = v.pipe(folded, v.object({ accesstoken: tokenField, refreshtoken: textField }));
const accessSchema = v.pipe(folded, v.object({ data: accessData }));

function accessStep(signIn: TwoStep, request: HttpRequest, oldRefreshToken: string | null): LoginStep {
  return {
    request,
    read(answer, now) {
      const body = bodyOf(answer, now);
      if (body.kind !== 'body') return body;
      const parsed = v.safeParse(accessSchema, body.json);
      if (!parsed.success) return { kind: 'not-voicenter' };
      const { accesstoken, refreshtoken } = parsed.output.data;
      return {
        kind: 'next',
        step: {
          request: getAs(signIn.settingsServer, accesstoken),
          read: (settings, then) => readSettings(settings, then, refreshtoken ?? oldRefreshToken),
        },
      };
    },
  };
}

const monitorSchema = v.pipe(
  folded,
  v.object({
    priority: v.optional(
      v.fallback(
        v.pipe(
          v.union([v.string(), v.number()]),
          v.transform(Number),
          v.check((value) => Number.isFinite(value)),
        ),
        0,
      ),
      0,
    ),
    domain: textField,
    version: textField,
  }),
);

/** The fields that are read from the settings. The settings also hold a SIP password, which is never kept. */
const settingsSchema = v.pipe(
  folded,
  v.object({
    identitycode: tokenField,
    identitycodeexpiry: textField,
    personid: textField,
    monitorlist: v.optional(
      v.fallback(v.array(v.fallback(monitorSchema, { priority: 0, domain: null, version: null })), []),
      [],
    ),
  }),
);

function readSettings(answer: HttpAnswer, now: Millis, refreshToken: string | null): LoginResult {
  const body = bodyOf(answer, now);
  if (body.kind !== 'body') return body;
  const wrapped = v.safeParse(v.pipe(folded, v.object({ data: folded })), body.json);
  const parsed = v.safeParse(settingsSchema, wrapped.success ? wrapped.output.data : body.json);
  if (!parsed.success) return { kind: 'not-voicenter' };
  const { identitycode, identitycodeexpiry, personid, monitorlist } = parsed.output;
  // The SDKs disagree: the main server has either the highest or the lowest Priority. So all servers are
  // tried, the highest Priority first.
  const monitors = [...monitorlist].sort((a, b) => b.priority - a.priority);
  return {
    kind: 'signed-in',
    login: {
      token: identitycode,
      tokenExpiresAt: expiryOf(identitycodeexpiry),
      refreshToken,
      servers: originsOf(monitors.map(({ domain }) => domain)),
      dialect: socketIoVersionOf(monitors.find(({ version }) => version !== null)?.version ?? null, null),
      personId: personid,
    },
  };
}
