/** The addresses whose hosts the browser lets us reach only on the user's own word: which settings need them, and which no longer do. Pure. */
import type { Policy } from '../settings/managed-policy.ts';
import type { Settings } from '../settings/settings.ts';
import { signInOf } from './credentials.ts';

/** The base address of the CRM that a template leads to, or '' where it names none. */
export const crmAddress = (template: string): string => /^https?:\/\/[^/?#{}]+/i.exec(template)?.[0] ?? '';

/** Addresses that must be reached, each with the setting that says so. */
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
    ['reuseTab', settings.reuseTab ? crmAddress(settings.crmLink) : ''],
  ] as const;
  return [...servers, ...others].filter(([, address]) => URL.canParse(address));
}

const hostnameOf = (address: string): string => new URL(address).hostname;

/** One address for each host that the policy's settings need: a policy cannot grant it. */
export function policyAddresses({ preset, locked }: Policy, settings: Settings): readonly string[] {
  const addresses = needed(settings).flatMap(([name, address]) =>
    Object.hasOwn(locked, name) || Object.hasOwn(preset, name) ? [address] : [],
  );
  return addresses.filter(
    (address, index) => addresses.findIndex((other) => hostnameOf(other) === hostnameOf(address)) === index,
  );
}

/** Addresses that were needed and whose hosts are not any more. */
export function noLongerNeeded(before: Settings, after: Settings): readonly string[] {
  const hosts = new Set(needed(after).map(([, address]) => hostnameOf(address)));
  return needed(before).flatMap(([, address]) => (hosts.has(hostnameOf(address)) ? [] : [address]));
}
