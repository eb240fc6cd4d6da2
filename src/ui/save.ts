/** Saves settings: only the changed ones are written over what is stored, so that two pages do not undo each other. */
import { readSettings, type Settings, storedForm } from '../domain/settings.ts';
import { browserDefaults } from '../platform/browser-kind.ts';
import { settingsItem } from '../platform/storage.ts';

let last: Promise<void> = Promise.resolve();

/** Saves from what the page knows, in this very turn: a page that is closing gets no other. */
export function saveAtOnce(known: Settings, changes: Partial<Settings>): Promise<void> {
  return settingsItem.set(storedForm({ ...known, ...changes }, browserDefaults));
}

/** Saves after whatever this page is still saving. Rejects when the browser does not store it. */
export function saveSettings(changes: Partial<Settings>): Promise<void> {
  const write = async (): Promise<void> => {
    const settings = readSettings(await settingsItem.get(), browserDefaults);
    await settingsItem.set(storedForm({ ...settings, ...changes }, browserDefaults));
  };
  last = last.then(write, write);
  return last;
}
