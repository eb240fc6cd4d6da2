/** Who may sign in, and the tokens that they get for it. */
import { randomBytes } from 'node:crypto';

/** Whose events a token entitles to. */
export type Scope = { readonly kind: 'user'; readonly userID: number } | { readonly kind: 'account' };

/** What a login hands out; expiries are epoch milliseconds. */
export interface Tokens {
  readonly token: string;
  readonly tokenExpiry: number;
  readonly refreshToken: string;
  readonly refreshTokenExpiry: number;
}

/** Issues tokens and knows them again. */
export interface TokenService {
  readonly issue: (scope: Scope) => Tokens;
  /** Whose socket token this is; undefined if it is unknown or has expired. */
  readonly lineScopeOf: (token: string | undefined) => Scope | undefined;
  /** Whose refresh token this is; undefined if it is unknown or has expired. */
  readonly refreshScopeOf: (refreshToken: string | undefined) => Scope | undefined;
  /** The two-step login's first half: an access token, which only asks for settings, and its refresh token. */
  readonly issueAccess: (scope: Scope) => { readonly accessToken: string; readonly refreshToken: string };
  readonly accessScopeOf: (accessToken: string | undefined) => Scope | undefined;
  /** Ends every socket and access token this very moment; refresh tokens live on. */
  readonly expireAll: () => void;
  /** Replaces every token in a text, for logs and lists that people see. */
  readonly mask: (text: string) => string;
}

/** The logins that a simulator knows unless told otherwise. Nothing here guards anything. */
export const DEFAULT_LOGINS = {
  user: { email: 'agent@example.com', pin: 'ringside', userID: 7654321 },
  account: { username: 'account@example.com', password: 'ringside' },
  token: 'ringside-account-token',
} as const;

const REFRESH_LIFETIME_MS = 30 * 24 * 3600_000;

/** @param now epoch milliseconds */
export function createTokenService(now: () => number, lifetimeSeconds: number): TokenService {
  const sockets = new Map<string, { readonly scope: Scope; readonly expiry: number }>();
  const refreshes: typeof sockets = new Map();
  const accesses: typeof sockets = new Map();

  function remember(tokens: typeof sockets, scope: Scope, expiry: number): string {
    const token = randomBytes(24).toString('hex');
    tokens.set(token, { scope, expiry });
    return token;
  }

  function valid(tokens: typeof sockets, token: string | undefined): Scope | undefined {
    const known = token === undefined ? undefined : tokens.get(token);
    return known && now() < known.expiry ? known.scope : undefined;
  }

  return {
    issue(scope) {
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
    issueAccess: (scope) => ({
      accessToken: remember(accesses, scope, now() + lifetimeSeconds * 1000),
      refreshToken: remember(refreshes, scope, now() + REFRESH_LIFETIME_MS),
    }),
    accessScopeOf: (accessToken) => valid(accesses, accessToken),
    expireAll() {
      for (const tokens of [sockets, accesses])
        for (const [token, { scope }] of tokens) tokens.set(token, { scope, expiry: 0 });
    },
    lineScopeOf: (token) => valid(sockets, token),
    refreshScopeOf: (refreshToken) => valid(refreshes, refreshToken),
    mask(text) {
      // A token cannot hide in a text that is shorter than one, and every token is 48 digits of hexadecimal.
      return text.replace(/[0-9a-f]{48}/g, (found) =>
        [sockets, refreshes, accesses].some((tokens) => tokens.has(found)) ? '(token)' : found,
      );
    },
  };
}
