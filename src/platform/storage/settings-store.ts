/**
 * Reads and changes settings. Stores only what differs from the defaults, and writes only what was changed.
 */
import { type Policy, readPolicy, resolveSettings, toStored } from '../../domain/settings/managed-policy.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { browserDefaults } from '../browser.ts';
import { policyItem, settingsItem } from './items.ts';
import { isSameJson } from '../../domain/common/same-json.ts';

/** The administrator's policy as the browser last reported it. */
const storedPolicy = async (): Promise<Policy> => readPolicy(await policyItem.get()).policy;

/** Returns the current settings. Rejects when the store cannot be read. */
export async function storedSettings(): Promise<Settings> {
  const [policy, stored] = await Promise.all([storedPolicy(), settingsItem.get()]);
  return resolveSettings(policy, stored, browserDefaults);
}

/** Returns the changes, given the settings at the moment of the write. Saving may call it more than once. */
export type SettingsUpdate = (settings: Settings) => Partial<Settings>;

/**
 * The name of the lock. Pages and the worker share it, so the browser lets only one of them write at a time.
 */
const LOCK = 'settings';

/**
 * Applies an update to the stored settings. Locked settings stay. Pages and the worker write one after the
 * other, so no update is lost. Resolves to true if the stored value has changed. Rejects when the browser
 * does not store it.
 */
export async function changeSettings(update: SettingsUpdate): Promise<boolean> {
  return navigator.locks.request(LOCK, async () => {
    const [policy, stored] = await Promise.all([storedPolicy(), settingsItem.get()]);
    const next = toStored(
      policy,
      stored,
      update(resolveSettings(policy, stored, browserDefaults)),
      browserDefaults,
    );
    if (isSameJson(next, stored)) return false;
    await settingsItem.set(next);
    return true;
  });
}

/** Returns whether the organisation has set anything, and `faulty` if some of it is invalid. */
export async function policyFacts(): Promise<'none' | 'set' | 'faulty'> {
  const { policy, faults } = readPolicy(await policyItem.get());
  if (faults.length > 0) return 'faulty';
  return Object.keys(policy.locked).length + Object.keys(policy.preset).length > 0 ? 'set' : 'none';
}
