/** Which server addresses may be spoken to. */
import type { Limits } from './limits.ts';
import { urlOf } from './url.ts';
import { isWithinAny } from './host-patterns.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Passwords and tokens travel over TLS only; plain http is taken for this very machine. */
export const isSafeServer = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));

/**
 * Those addresses of a sign-in whose hosts the user can be asked for. Plain http is this very machine: a build reaches it by its manifest or not at
 * all, and a browser refuses a question whole that names a host beyond the manifest.
 */
export const askableServers = (addresses: readonly string[]): readonly string[] =>
  addresses.filter((address) => URL.canParse(address) && new URL(address).protocol === 'https:');

/** Voicenter's domains, as the manifest names them. */
const VOICENTER_HOSTS: readonly string[] = ['*.voicenter.co.il', '*.voicenter.co', '*.voicenter.com'];

/**
 * What an address is used for.
 * - `login`: a login server, which gets passwords and account tokens.
 * - `token`: a server that gets the tokens of a sign-in at `loginServer`: a monitor server, or a settings or
 *   refresh server of the two-step login.
 * - `lookup`: the customer's endpoint, which hears of callers.
 */
export type AddressUse =
  { readonly kind: 'login' | 'lookup' } | { readonly kind: 'token'; readonly loginServer: string };

/** What a policy says of the hosts of servers. */
export type HostLimits = Pick<Limits, 'monitorHosts' | 'loginHosts' | 'lookupHosts'>;

/**
 * Whether an address may be used so: over TLS or on this very machine, and at a host that the policy allows
 * for that use. Tokens may go to Voicenter, to the login server's own host and all below it, and to
 * `monitorHosts`. False for what is no address at all. Whoever is about to send a secret asks this first.
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
 * The monitor servers that a token may be sent to, of those that a login names: Voicenter's, the login server's own (its host and
 * all below it), and what the administrator allows. Addresses are origins.
 */
export function trustedMonitors(
  origins: readonly string[],
  loginServer: string,
  allowed: readonly string[],
): readonly string[] {
  return origins.filter((origin) => isTrusted(new URL(origin).hostname, loginServer, allowed));
}
