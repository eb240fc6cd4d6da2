/** How settings are read and changed: only what differs from the defaults is stored, and only what was changed is written over it. */
import { type Policy, readPolicy, settingsUnder, storedUnder } from '../domain/policy.ts';
import type { Settings } from '../domain/settings.ts';
import { browserDefaults } from './browser-kind.ts';
import { policyItem, settingsItem } from './storage.ts';

/** The administrator's policy as it was last told. */
const storedPolicy = async (): Promise<Policy> => readPolicy(await policyItem.get()).policy;

/** The settings that hold this very moment. */
export async function storedSettings(): Promise<Settings> {
  const [policy, stored] = await Promise.all([storedPolicy(), settingsItem.get()]);
  return settingsUnder(policy, stored, browserDefaults);
}

/** Writes changes over what is stored; what is locked stays. Rejects when the browser does not store it. */
export async function changeSettings(changes: Partial<Settings>): Promise<void> {
  await settingsItem.set(storedUnder(await storedPolicy(), await settingsItem.get(), changes, browserDefaults));
}

/** Whether the organisation has set anything, and whether some of it does not fit. */
export async function policyFacts(): Promise<'none' | 'set' | 'faulty'> {
  const { policy, faults } = readPolicy(await policyItem.get());
  if (faults.length > 0) return 'faulty';
  return Object.keys(policy.locked).length + Object.keys(policy.preset).length > 0 ? 'set' : 'none';
}
