/** What a page can find out of browser, system and servers for a check-up. Nothing is sent that is the user's. */
import browser from 'webextension-polyfill';
import { OS_FAMILIES, type Probe, type SystemFacts } from '../domain/diagnostics/facts.ts';
import { mayReach } from './host-permissions.ts';

/** How long a host may take to give any answer, in ms. */
const LIMIT_MS = 5_000;

/**
 * Asks a host for any answer at all: the address itself is not asked, only the root of its server, without cookies, secrets or redirects. `path`: what is
 * asked there. Never rejects. A host that the browser does not let us reach is not asked.
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
    // A refused connection and a name that nobody has look the same (docs/browsers.md 5).
    return { kind: signal.aborted ? 'slow' : 'unreachable' };
  }
}

/** Chrome's own API, which the cross-browser types do not know; Firefox does not tell. */
type Leveled = typeof browser.notifications & { getPermissionLevel?: () => Promise<'granted' | 'denied'> };

/** Whether browser and user let us show notifications. */
export async function notificationLevel(): Promise<'granted' | 'denied' | 'unknown'> {
  return (await (browser.notifications as Leveled).getPermissionLevel?.()) ?? 'unknown';
}

/** Shows a notification that is about no call. Rejects where the browser refuses. */
export async function showTestNotification(title: string, message: string): Promise<void> {
  // One that is still up would not alert again.
  await browser.notifications.clear('check-up');
  await browser.notifications.create('check-up', {
    type: 'basic',
    iconUrl: browser.runtime.getURL('icons/app-128.png'),
    title,
    message,
  });
}

/** The browser that has this name in its user agent. */
function browserNamed(name: string): SystemFacts['browser'] {
  if (name === 'Edg') return 'Edge';
  return name === 'Firefox' ? 'Firefox' : 'Chrome';
}

/** Which browser on which system this is. */
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

/** The version of this extension. */
export const ownVersion = (): string => browser.runtime.getManifest().version;

/** Opens an address in a new tab, in front. */
export async function openInTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}
