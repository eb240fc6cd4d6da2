/** The answers of the newer stack, where the login gives an access token and the settings give the socket's (docs/wire.md 1.3). */
import type { Scope, TokenService } from './tokens.ts';

/** The paths of the newer stack, as the vendor's own are; the refresh's is in no source. */
export const TWO_STEP_PATHS = {
  login: '/Auth/Login/Voicenter/Chrome',
  settings: '/Application/GetSettings',
  refresh: '/Auth/Login/RefreshToken',
} as const;

/** Stands for a customer's SIP password: whoever finds it stored or logged has found a fault. */
export const FAKE_SIP_PASSWORD = 'obviously-fake-sip-password';

/** What the login and its refresh answer. */
export function accessAnswer(tokens: TokenService, scope: Scope): unknown {
  const { accessToken, refreshToken } = tokens.issueAccess(scope);
  return { Status: 200, Data: { AccessToken: accessToken, RefreshToken: refreshToken } };
}

/** What the settings say; of `servers` the first is the preferred one. */
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
