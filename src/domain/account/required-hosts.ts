/**
 * The addresses whose hosts the browser opens to the extension only with the user's permission: which
 * settings need them, and which no longer do. Pure.
 */
import type { Policy } from '../settings/managed-policy.ts';
import type { Settings } from '../settings/settings.ts';
import { signInOf } from './credentials.ts';

/** Returns the base address of the CRM that a template leads to, or '' if it names none. */
export const crmBaseUrl = (template: string): string => /^https?:\/\/[^/?#{}]+/i.exec(template)?.[0] ?? '';

/** Returns the addresses that the extension must reach, each with the setting that requires it. */
function needed(settings: Settings): readonly (readonly [keyof Settings, string])[] {
  const signIn = signInOf(settings, null);
  const servers: readonly (readonly [keyof Settings, string])[] =
    signIn.type === 'two-step'
      ? [
          ['twoStepServer', signIn.server],
          ['settingsServer', signIn.settingsServer],
          ['refreshServer', signIn.refreshServer],
        ]
      : [['loginServer', signIn.server]];
  const others = [
    ['lookupUrl', settings.lookupUrl],
    ['directoryUrl', settings.directoryUrl],
    ['reuseTab', settings.reuseTab ? crmBaseUrl(settings.crmLink) : ''],
  ] as const;
  return [...servers, ...others].filter(([, address]) => URL.canParse(address));
}

const hostnameOf = (address: string): string => new URL(address).hostname;

/**
 * Returns one address for each host that the policy's settings need. A policy cannot grant the permission for
 * it.
 */
export function policyAddresses({ preset, locked }: Policy, settings: Settings): readonly string[] {
  const addresses = needed(settings).flatMap(([name, address]) =>
    Object.hasOwn(locked, name) || Object.hasOwn(preset, name) ? [address] : [],
  );
  return addresses.filter(
    (address, index) => addresses.findIndex((other) => hostnameOf(other) === hostnameOf(address)) === index,
  );
}

/** True if two addresses have the same host. A permission is for a host with all its ports. */
export const isSameHost = (one: string, other: string): boolean => hostnameOf(one) === hostnameOf(other);

/** True if the settings need the host of an address. */
export const isNeededHost = (address: string, settings: Settings): boolean =>
  needed(settings).some(([, other]) => isSameHost(address, other));

/** Returns the addresses that `before` needs and whose hosts `after` no longer needs. */
export function releasedHosts(before: Settings, after: Settings): readonly string[] {
  return needed(before).flatMap(([, address]) => (isNeededHost(address, after) ? [] : [address]));
}
