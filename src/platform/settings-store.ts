/** How settings are read and changed: only what differs from the defaults is stored, and only what was changed is written over it. */
import { readSettings, type Settings } from '../domain/settings.ts';
import { withChanges } from '../domain/settings-versions.ts';
import { browserDefaults } from './browser-kind.ts';
import { settingsItem } from './storage.ts';

/** The settings as stored this very moment. */
export const storedSettings = async (): Promise<Settings> => readSettings(await settingsItem.get(), browserDefaults);

/** Writes changes over what is stored. Rejects when the browser does not store it. */
export async function changeSettings(changes: Partial<Settings>): Promise<void> {
  await settingsItem.set(withChanges(await settingsItem.get(), changes, browserDefaults));
}
