/** The addresses that an administrator's policy names and that the browser lets us reach only on the user's own word. Pure. */
import type { Policy } from './policy.ts';
import type { Settings } from './settings.ts';
import { signInOf } from './sign-in.ts';

/** The base address of the CRM that a template leads to, or '' where it names none. */
export const crmAddress = (template: string): string => /^https?:\/\/[^/?#{}]+/i.exec(template)?.[0] ?? '';

/** One address for each host that the policy's settings need. */
export function policyAddresses({ preset, locked }: Policy, settings: Settings): readonly string[] {
  const isSet = (name: keyof Settings): boolean => Object.hasOwn(locked, name) || Object.hasOwn(preset, name);
  const signIn = signInOf(settings, null);
  const servers: readonly [keyof Settings, string][] =
    signIn.type === 'two-step'
      ? [['twoStepServer', signIn.server], ['settingsServer', signIn.settingsServer], ['refreshServer', signIn.refreshServer]]
      : [['loginServer', signIn.server]];
  const named: readonly [keyof Settings, string][] = [...servers, ['lookupUrl', settings.lookupUrl], ['reuseTab', settings.reuseTab ? crmAddress(settings.crmLink) : '']];
  const addresses = named.flatMap(([name, address]) => (isSet(name) && URL.canParse(address) ? [address] : []));
  return addresses.filter((address, index) => addresses.findIndex((other) => new URL(other).hostname === new URL(address).hostname) === index);
}
