/**
 * What a page can find out about browser, system and servers for the diagnostics. It sends none of the user's
 * data.
 */
import browser from 'webextension-polyfill';
import { OS_FAMILIES, type Probe, type SystemFacts } from '../domain/diagnostics/facts.ts';
import { mayReach } from './host-permissions.ts';

/** How long a host may take to answer, in ms. */
const LIMIT_MS = 5_000;

/**
 * Checks whether a host answers at all. Requests only `path` at the root of the server, not the address
 * itself, and sends no cookies or secrets and follows no redirects. Never rejects. Does not contact a host
 * that the browser does not let us reach.
 */
export async function probe(address: string, path: string): Promise<Probe> {
  if (!URL.canParse(address)) return { kind: 'unreachable' };
  if (!(await mayReach(address))) return { kind: 'forbidden' };
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    const { status } = await fetch(new URL(path, address), {
      method: 'HEAD',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal,
    });
    return status >= 500 ? { kind: 'trouble', status } : { kind: 'answers' };
  } catch {
    // A refused connection and an unknown host name look the same (docs/browsers.md 5).
    return { kind: signal.aborted ? 'slow' : 'unreachable' };
  }
}

/** An API that only Chrome has and the cross-browser types lack. Firefox does not report the level. */
type Leveled = typeof browser.notifications & { getPermissionLevel?: () => Promise<'granted' | 'denied'> };

/** Returns whether the browser and the user let us show notifications. `unknown` in Firefox. */
export async function notificationLevel(): Promise<'granted' | 'denied' | 'unknown'> {
  return (await (browser.notifications as Leveled).getPermissionLevel?.()) ?? 'unknown';
}

/** Shows a notification that belongs to no call. Rejects where the browser refuses. */
export async function showTestNotification(title: string, message: string): Promise<void> {
  // A notification that is still on screen would not alert again.
  await browser.notifications.clear('diagnostics');
  await browser.notifications.create('diagnostics', {
    type: 'basic',
    iconUrl: browser.runtime.getURL('icons/app-128.png'),
    title,
    message,
  });
}

/** Returns the browser with this name in its user agent. */
function browserNamed(name: string): SystemFacts['browser'] {
  if (name === 'Edg') return 'Edge';
  return name === 'Firefox' ? 'Firefox' : 'Chrome';
}

/** Returns which browser runs on which system. `os` is null for a system that we do not know. */
export async function systemFacts(): Promise<SystemFacts> {
  const { os } = await browser.runtime.getPlatformInfo();
  const [, name = 'Chrome', version = ''] =
    /(Edg|Firefox)\/([\d.]+)/.exec(navigator.userAgent) ??
    /(Chrome)\/([\d.]+)/.exec(navigator.userAgent) ??
    [];
  return {
    browser: browserNamed(name),
    version,
    os: OS_FAMILIES.find((family) => family === os) ?? null,
  };
}

export const ownVersion = (): string => browser.runtime.getManifest().version;

/** Opens an address in a new tab, in front. */
export async function openInTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}
