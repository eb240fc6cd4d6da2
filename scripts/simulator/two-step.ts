/**
 * Responses of the newer two-step login: the login returns an access token, and the settings return the
 * socket's token (docs/wire.md 1.3).
 */
import type { Scope, TokenService } from './tokens.ts';

/** The paths of the newer stack, as in the vendor's extension. No source shows the refresh path. */
export const TWO_STEP_PATHS = {
  login: '/Auth/Login/Voicenter/Chrome',
  settings: '/Application/GetSettings',
  refresh: '/Auth/Login/RefreshToken',
} as const;

/**
 * Stands for a customer's SIP password. It must never be stored or logged; a test that finds it there has
 * found a bug.
 */
export const FAKE_SIP_PASSWORD = 'obviously-fake-sip-password';

/** Returns the response of the login and of its refresh. */
export function accessAnswer(tokens: TokenService, scope: Scope): unknown {
  const { accessToken, refreshToken } = tokens.issueAccess(scope);
  return { Status: 200, Data: { AccessToken: accessToken, RefreshToken: refreshToken } };
}

/** Returns the response of the settings. The first of `servers` is the preferred one. */
export function settingsAnswer(tokens: TokenService, scope: Scope, servers: readonly string[]): unknown {
  const issued = tokens.issue(scope);
  return {
    IdentityCode: issued.token,
    IdentityCodeExpiry: new Date(issued.tokenExpiry).toISOString(),
    PersonID: scope.kind === 'user' ? scope.userID : 1000,
    MonitorList: servers.map((server, index) => ({
      Priority: servers.length - index,
      Domain: server,
      URLID: index + 1,
      Version: '2.5.1',
    })),
    WebRTCData: { SIPUser: 'SIPSIP1', SIPPassword: FAKE_SIP_PASSWORD, SIPDomain: 'sip.example.com' },
  };
}
