/** Decides which server addresses may be used. */
import type { Limits } from './limits.ts';
import { urlOf } from './url.ts';
import { isWithinAny } from './host-patterns.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Returns whether an address is safe for passwords and tokens. They travel over TLS only. Plain http is
 * accepted for this computer only.
 */
export const isSafeServer = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));

/**
 * Returns those addresses of a sign-in for which the extension can ask the user for access to the host.
 * Leaves out plain http, which means this computer. A build reaches this computer by its manifest or not at
 * all. A browser refuses a whole request if one of its hosts is not in the manifest.
 */
export const requestableHosts = (addresses: readonly string[]): readonly string[] =>
  addresses.filter((address) => URL.canParse(address) && new URL(address).protocol === 'https:');

/** Voicenter's domains, as in the manifest. */
const VOICENTER_HOSTS: readonly string[] = ['*.voicenter.co.il', '*.voicenter.co', '*.voicenter.com'];

/**
 * What an address is used for.
 * - `login`: a login server, which receives passwords and account tokens.
 * - `token`: a server that receives the tokens of a sign-in at `loginServer`: a monitor server, or a settings
 *   or refresh server of the two-step login.
 * - `lookup`: the customer's endpoint, which receives callers' details.
 */
export type AddressUse =
  { readonly kind: 'login' | 'lookup' } | { readonly kind: 'token'; readonly loginServer: string };

/** The limits of a policy for the hosts of servers. */
export type HostLimits = Pick<Limits, 'monitorHosts' | 'loginHosts' | 'lookupHosts'>;

/**
 * Returns whether an address may be used for `use`. The address must use TLS or be on this computer, and the
 * policy must allow its host for that use. Tokens may go to Voicenter, to the host of the login server and
 * every host below it, and to `monitorHosts`. Returns false for a text that is no address. Call this before
 * sending a secret.
 */
export function isAllowedAddress(address: string, use: AddressUse, limits: HostLimits): boolean {
  const url = urlOf(address);
  if (url === null || !isSafeServer(url)) return false;
  if (use.kind === 'token') return isTrusted(url.hostname, use.loginServer, limits.monitorHosts);
  const hosts = use.kind === 'login' ? limits.loginHosts : limits.lookupHosts;
  return hosts === null || isWithinAny(url.hostname, hosts);
}

function isTrusted(host: string, loginServer: string, allowed: readonly string[]): boolean {
  const own = urlOf(loginServer)?.hostname ?? '';
  const isHere = LOOPBACK.has(host) && LOOPBACK.has(own);
  return isHere || isWithinAny(host, [...VOICENTER_HOSTS, ...allowed, own, `*.${own}`]);
}

/**
 * Returns those monitor servers of a login that may receive a token. They are Voicenter's, the login server's
 * (its host and every host below it), and those that the administrator allows. `origins` must be valid
 * origins: a text that is no URL throws.
 */
export function filterTrustedServers(
  origins: readonly string[],
  loginServer: string,
  allowed: readonly string[],
): readonly string[] {
  return origins.filter((origin) => isTrusted(new URL(origin).hostname, loginServer, allowed));
}
