/** Permissions for single hosts, asked for when they are needed and not before. */
import browser from 'webextension-polyfill';

/** The match pattern of an address's host: patterns have no ports. */
export function originPattern(address: string): string {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/** May we reach this host, and read the addresses of its tabs? */
export const hasOrigin = (address: string): Promise<boolean> => browser.permissions.contains({ origins: [originPattern(address)] });

/** Asks the agent. Only a click may do so, and only with nothing awaited before it. */
export const askOrigin = (address: string): Promise<boolean> => browser.permissions.request({ origins: [originPattern(address)] });

/** Calls back whenever the agent has allowed or taken back a host; returns how to stop. */
export function watchOrigins(changed: () => void): () => void {
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
  return () => {
    browser.permissions.onAdded.removeListener(changed);
    browser.permissions.onRemoved.removeListener(changed);
  };
}
