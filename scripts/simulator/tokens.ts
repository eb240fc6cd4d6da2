/** Who may sign in, and the tokens that they receive. */
import { randomBytes } from 'node:crypto';

/** Whose events a token gives access to. */
export type Scope = { readonly kind: 'user'; readonly userID: number } | { readonly kind: 'account' };

/** The tokens from a login. Expiries are epoch milliseconds. */
export interface Tokens {
  readonly token: string;
  readonly tokenExpiry: number;
  readonly refreshToken: string;
  readonly refreshTokenExpiry: number;
}

/** Issues tokens and checks them. */
export interface TokenService {
  readonly issue: (scope: Scope) => Tokens;
  /** Returns the scope of a socket token; undefined if it is unknown or has expired. */
  readonly scopeOf: (token: string | undefined) => Scope | undefined;
  /** Returns the scope of a refresh token; undefined if it is unknown or has expired. */
  readonly refreshScopeOf: (refreshToken: string | undefined) => Scope | undefined;
  /**
   * Issues the tokens of the first step of a two-step login: an access token, which is only valid for
   * settings, and its refresh token.
   */
  readonly issueAccess: (scope: Scope) => { readonly accessToken: string; readonly refreshToken: string };
  readonly accessScopeOf: (accessToken: string | undefined) => Scope | undefined;
  /** Expires every socket and access token at once. Refresh tokens stay valid. */
  readonly expireAll: () => void;
  /**
   * While on, each login and each refresh makes the older tokens of the same scope invalid, refresh tokens
   * included.
   */
  readonly revokeOlder: (on: boolean) => void;
  /** Replaces every token in a text, for visible logs and lists. */
  readonly mask: (text: string) => string;
}

/** The default logins. They protect nothing. */
export const DEFAULT_LOGINS = {
  user: { email: 'agent@example.com', pin: 'ringside', userID: 7654321 },
  account: { username: 'account@example.com', password: 'ringside' },
  token: 'ringside-account-token',
} as const;

const REFRESH_LIFETIME_MS = 30 * 24 * 3600_000;

/** Returns true if both tokens are of the same user, or both of the account. */
export const isSameScope = (one: Scope, other: Scope): boolean =>
  one.kind === 'account' ? other.kind === 'account' : other.kind === 'user' && one.userID === other.userID;

/**
 * Creates a token service without tokens. `now` returns epoch milliseconds. Calls `revoked` when the older
 * tokens of a scope have become invalid.
 */
export function createTokenService(
  now: () => number,
  lifetimeSeconds: number,
  revoked: (scope: Scope) => void,
): TokenService {
  const sockets = new Map<string, { readonly scope: Scope; readonly expiry: number }>();
  const refreshes: typeof sockets = new Map();
  const accesses: typeof sockets = new Map();
  /** The refresh tokens of two-step logins. The second step of the same login must not end them. */
  const accessRefreshes: typeof sockets = new Map();
  let isRevoking = false;

  function remember(tokens: typeof sockets, scope: Scope, expiry: number): string {
    const token = randomBytes(24).toString('hex');
    tokens.set(token, { scope, expiry });
    return token;
  }

  function revoke(of: Scope, kinds: readonly (typeof sockets)[]): void {
    if (!isRevoking) return;
    for (const tokens of kinds)
      for (const [token, { scope }] of tokens)
        if (isSameScope(scope, of)) tokens.set(token, { scope, expiry: 0 });
    revoked(of);
  }

  function valid(tokens: typeof sockets, token: string | undefined): Scope | undefined {
    const known = token === undefined ? undefined : tokens.get(token);
    return known && now() < known.expiry ? known.scope : undefined;
  }

  return {
    issue(scope) {
      revoke(scope, [sockets, refreshes]);
      const tokenExpiry = now() + lifetimeSeconds * 1000;
      const refreshTokenExpiry = now() + REFRESH_LIFETIME_MS;
      const token = remember(sockets, scope, tokenExpiry);
      return {
        token,
        tokenExpiry,
        refreshToken: remember(refreshes, scope, refreshTokenExpiry),
        refreshTokenExpiry,
      };
    },
    issueAccess(scope) {
      revoke(scope, [accesses, accessRefreshes]);
      return {
        accessToken: remember(accesses, scope, now() + lifetimeSeconds * 1000),
        refreshToken: remember(accessRefreshes, scope, now() + REFRESH_LIFETIME_MS),
      };
    },
    accessScopeOf: (accessToken) => valid(accesses, accessToken),
    revokeOlder: (on) => void (isRevoking = on),
    expireAll() {
      for (const tokens of [sockets, accesses])
        for (const [token, { scope }] of tokens) tokens.set(token, { scope, expiry: 0 });
    },
    scopeOf: (token) => valid(sockets, token),
    refreshScopeOf: (refreshToken) => valid(refreshes, refreshToken) ?? valid(accessRefreshes, refreshToken),
    mask(text) {
      // Every token has 48 hexadecimal digits, so only such texts can be tokens.
      return text.replace(/[0-9a-f]{48}/g, (found) =>
        [sockets, refreshes, accesses, accessRefreshes].some((tokens) => tokens.has(found))
          ? '(token)'
          : found,
      );
    },
  };
}
