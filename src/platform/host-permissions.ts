/** Leave to speak to one host that the user has named: asked for in a click, given back when the host is no longer set. */
import browser from 'webextension-polyfill';
import { log, messageOf } from './log.ts';

/**
 * The match pattern of an address, without its port: a pattern without one means every port in both browsers, and with one Firefox takes it
 * for a host that it never grants. Null for what is no web address.
 */
export function originPattern(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? `${url.protocol}//${url.hostname}/*` : null;
}

/** True while the browser lets us speak to the address's host without CORS. */
export async function hasOrigin(address: string): Promise<boolean> {
  const pattern = originPattern(address);
  return pattern !== null && browser.permissions.contains({ origins: [pattern] });
}

/**
 * Whether we may send anything at all to an address at this moment: its host stands in the manifest, or the user has allowed it and has not taken
 * that back. The one gate in front of every request and socket: a server that allows CORS would receive secrets and numbers without the user's
 * consent. Answers at once for hosts of the manifest. An address that is none, and a browser that does not answer, mean no.
 */
export function mayReach(address: string): boolean | Promise<boolean> {
  const pattern = originPattern(address);
  if (pattern === null) return false;
  if (isRequired(pattern)) return true;
  return browser.permissions.contains({ origins: [pattern] }).catch((thrown: unknown) => {
    log('warn', 'permission not read', { why: messageOf(thrown) });
    return false;
  });
}

/** The manifest's own hosts. */
const isRequired = (pattern: string): boolean =>
  (browser.runtime.getManifest().host_permissions ?? []).some((each) => covers(each, pattern));

/**
 * Asks the user for the address's host; true once it is granted. To be called in a click before anything is awaited: later the
 * click is over, and Firefox rejects. Nothing is shown where the host is granted
 * already, nor in Chrome where it once was and we gave it back.
 */
export const askOrigin = async (address: string): Promise<boolean> => askOrigins([address]);

/** The same for several hosts, in one question. */
export async function askOrigins(addresses: readonly string[]): Promise<boolean> {
  const origins = addresses.flatMap((address) => originPattern(address) ?? []);
  return origins.length === addresses.length && browser.permissions.request({ origins });
}

/** Gives a host back that is no longer needed. Those that the manifest names stay: Firefox would let go of them for good. */
export async function dropOrigin(address: string): Promise<void> {
  const pattern = originPattern(address);
  if (pattern !== null && !isRequired(pattern)) await browser.permissions.remove({ origins: [pattern] });
}

/** Calls back when hosts or other permissions were granted or taken away, by whatever hand; returns how to stop. In the worker: in its first turn. */
export function watchOrigins(changed: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  return () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  };
}

/** Whether a pattern of the manifest, which may begin with `*.`, holds that of one host. */
function covers(required: string, pattern: string): boolean {
  const [scheme, host = ''] = required.split('://');
  return (
    required === pattern ||
    (host.startsWith('*.') &&
      pattern.startsWith(`${scheme ?? ''}://`) &&
      `.${pattern.split('://')[1] ?? ''}`.endsWith(host.slice(1)))
  );
}
