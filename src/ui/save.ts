/** Saves settings: only the changed ones are written over what is stored, so that two pages do not undo each other. */
import { readSettings, type Settings, storedForm } from '../domain/settings.ts';
import { browserDefaults } from '../platform/browser-kind.ts';
import { settingsItem } from '../platform/storage.ts';

let last: Promise<void> = Promise.resolve();
/** Changes on their way into the store, each in its turn. */
let underWay: readonly Partial<Settings>[] = [];

/**
 * Saves from what the page knows, in this very turn, `changes` and all that is still under way: a page that is closing gets no
 * other turn. Without anything to save it writes nothing.
 */
export async function saveAtOnce(known: Settings, changes: Partial<Settings> = {}): Promise<void> {
  // Whoever saves after us in this turn must not write over it.
  underWay = [...underWay, changes];
  const all = underWay.reduce<Partial<Settings>>((sum, each) => ({ ...sum, ...each }), {});
  try {
    if (Object.keys(all).length > 0) await settingsItem.set(storedForm({ ...known, ...all }, browserDefaults));
  } finally {
    underWay = underWay.filter((other) => other !== changes);
  }
}

/** Saves after whatever this page is still saving. Rejects when the browser does not store it. */
export function saveSettings(changes: Partial<Settings>): Promise<void> {
  underWay = [...underWay, changes];
  const write = async (): Promise<void> => {
    try {
      const settings = readSettings(await settingsItem.get(), browserDefaults);
      await settingsItem.set(storedForm({ ...settings, ...changes }, browserDefaults));
    } finally {
      underWay = underWay.filter((other) => other !== changes);
    }
  };
  last = last.then(write, write);
  return last;
}
