/**
 * Permission to contact a host that the user has entered. It is requested in a click and returned when the
 * host is no longer set.
 */
import browser from 'webextension-polyfill';
import { logThrown } from './log.ts';

/**
 * The match pattern of an address, without its port. Null if the address is no web address. In both browsers
 * a pattern without a port means every port. With a port, Firefox takes it for a host that it never grants.
 */
export function originPattern(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? `${url.protocol}//${url.hostname}/*` : null;
}

/** True while the browser lets us contact the address's host without CORS. */
export async function hasHostPermission(address: string): Promise<boolean> {
  const pattern = originPattern(address);
  return pattern !== null && browser.permissions.contains({ origins: [pattern] });
}

/**
 * True if we may send anything to an address now: its host is in the manifest, or the user has allowed it and
 * has not revoked that. Every request and socket passes this check. Without it, a server that allows CORS
 * would receive secrets and numbers without the user's consent. Returns a plain value, no promise, for hosts
 * of the manifest and for invalid addresses. Never rejects. An invalid address and a browser that does not
 * answer count as no.
 */
export function mayReach(address: string): boolean | Promise<boolean> {
  const pattern = originPattern(address);
  if (pattern === null) return false;
  if (isRequired(pattern)) return true;
  return browser.permissions.contains({ origins: [pattern] }).catch((thrown: unknown) => {
    logThrown('warn', 'permission not read')(thrown);
    return false;
  });
}

/** True for the hosts that the manifest names. */
const isRequired = (pattern: string): boolean =>
  (browser.runtime.getManifest().host_permissions ?? []).some((each) => covers(each, pattern));

/**
 * Asks the user for permission for the address's host. Resolves to true once it is granted. Call it in a
 * click, before any `await`: later the click is over, and Firefox rejects. The browser asks nothing if the
 * host is granted already. Chrome also asks nothing if the host was granted once and we returned it.
 */
export const requestHostPermission = async (address: string): Promise<boolean> =>
  requestHostPermissions([address]);

/**
 * The same for several hosts, in one question. False, without a question, if one address is no web address.
 * `withContainers` also asks for the permission that names a tab's container. Only Firefox has containers,
 * and it does not mention this permission in its question.
 */
export async function requestHostPermissions(
  addresses: readonly string[],
  withContainers = false,
): Promise<boolean> {
  const origins = addresses.flatMap((address) => originPattern(address) ?? []);
  const named = withContainers && hasContainers() ? { permissions: ['cookies' as const] } : {};
  return origins.length === addresses.length && browser.permissions.request({ origins, ...named });
}

/** True in Firefox. Only its manifest names the permission. */
const hasContainers = (): boolean =>
  browser.runtime.getManifest().optional_permissions?.includes('cookies') === true;

/** Returns the permission that names a tab's container. Its host is returned by `removeHostPermission`. */
export async function removeContainerPermission(): Promise<void> {
  if (hasContainers()) await browser.permissions.remove({ permissions: ['cookies'] });
}

/**
 * Returns the permission for a host that is no longer needed. Hosts of the manifest stay, because Firefox
 * would drop them for good.
 */
export async function removeHostPermission(address: string): Promise<void> {
  const pattern = originPattern(address);
  if (pattern !== null && !isRequired(pattern)) await browser.permissions.remove({ origins: [pattern] });
}

/**
 * Calls `changed` when hosts or other permissions were granted or revoked, no matter where. Returns a
 * function that stops it. In the worker, call it in its first turn.
 */
export function onHostPermissionsChange(changed: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  return () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  };
}

/** True if a pattern of the manifest, which may begin with `*.`, includes the pattern of one host. */
function covers(required: string, pattern: string): boolean {
  const [scheme, host = ''] = required.split('://');
  return (
    required === pattern ||
    (host.startsWith('*.') &&
      pattern.startsWith(`${scheme ?? ''}://`) &&
      `.${pattern.split('://')[1] ?? ''}`.endsWith(host.slice(1)))
  );
}
