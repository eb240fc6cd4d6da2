/** Which server addresses may be spoken to. */
import { isWithinAny } from './link-policy.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Passwords and tokens travel over TLS only; plain http is taken for this very machine. */
export const isSafeServer = (url: URL): boolean => url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));

/**
 * Those addresses of a sign-in whose hosts the user can be asked for. Plain http is this very machine: a build reaches it by its manifest or not at
 * all, and a browser refuses a question whole that names a host beyond the manifest.
 */
export const askableServers = (addresses: readonly string[]): readonly string[] => addresses.filter((address) => URL.canParse(address) && new URL(address).protocol === 'https:');

/** Voicenter's domains, as the manifest names them. */
const VOICENTER_HOSTS: readonly string[] = ['*.voicenter.co.il', '*.voicenter.co', '*.voicenter.com'];

/**
 * The monitor servers that a token may be sent to, of those that a login names: Voicenter's, the login server's own (its host and
 * all below it), and what the administrator allows. Addresses are origins.
 */
export function trustedMonitors(origins: readonly string[], loginServer: string, allowed: readonly string[]): readonly string[] {
  const { hostname } = new URL(loginServer);
  const isOwn = (host: string): boolean => host === hostname || host.endsWith(`.${hostname}`) || (LOOPBACK.has(host) && LOOPBACK.has(hostname));
  return origins.filter((origin) => {
    const host = new URL(origin).hostname;
    return isOwn(host) || isWithinAny(host, VOICENTER_HOSTS) || isWithinAny(host, allowed);
  });
}
