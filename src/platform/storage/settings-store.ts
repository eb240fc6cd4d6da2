/** How settings are read and changed: only what differs from the defaults is stored, and only what was changed is written over it. */
import { type Policy, readPolicy, settingsUnder, storedUnder } from '../../domain/settings/managed-policy.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { browserDefaults } from '../browser.ts';
import { policyItem, settingsItem } from './items.ts';

/** The administrator's policy as it was last told. */
const storedPolicy = async (): Promise<Policy> => readPolicy(await policyItem.get()).policy;

/** The settings that hold this very moment. */
export async function storedSettings(): Promise<Settings> {
  const [policy, stored] = await Promise.all([storedPolicy(), settingsItem.get()]);
  return settingsUnder(policy, stored, browserDefaults);
}

/** Computes what changes, from the settings that hold at the moment of the write. Saving may call it more than once. */
export type SettingsUpdate = (settings: Settings) => Partial<Settings>;

/** One name for all pages and the worker: the browser lets one of them write at a time. */
const LOCK = 'settings';

/**
 * Writes an update over what is stored; locked settings stay. Pages and the worker write one after the other, so no update is lost.
 * Resolves to whether the stored value has changed. Rejects when the browser does not store it.
 */
export async function changeSettings(update: SettingsUpdate): Promise<boolean> {
  return navigator.locks.request(LOCK, async () => {
    const [policy, stored] = await Promise.all([storedPolicy(), settingsItem.get()]);
    const next = storedUnder(
      policy,
      stored,
      update(settingsUnder(policy, stored, browserDefaults)),
      browserDefaults,
    );
    if (JSON.stringify(next) === JSON.stringify(stored)) return false;
    await settingsItem.set(next);
    return true;
  });
}

/** Whether the organisation has set anything, and whether some of it does not fit. */
export async function policyFacts(): Promise<'none' | 'set' | 'faulty'> {
  const { policy, faults } = readPolicy(await policyItem.get());
  if (faults.length > 0) return 'faulty';
  return Object.keys(policy.locked).length + Object.keys(policy.preset).length > 0 ? 'set' : 'none';
}
