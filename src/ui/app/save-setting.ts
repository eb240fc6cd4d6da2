/** Saves a setting that was picked, if its parser takes it. */
import type { SettingFault } from '../../domain/settings/parsers.ts';
import { type Settings, table } from '../../domain/settings/settings.ts';
import { letGo } from './send-command.ts';
import { saveSettings } from './save-settings.ts';

/** What is wrong with a value that was to be saved; null for one that was taken. */
export type Refusal = SettingFault | null;

/**
 * Saves what `update` makes of a setting, or returns why its parser refuses that. `update` gets the page's value first, and then the stored
 * one at the moment of the write: a list that two pages edit keeps both edits.
 */
export function saveParsed<K extends keyof Settings>(
  settings: Settings,
  name: K,
  update: (current: Settings[K]) => unknown,
): Refusal {
  const parse = (current: Settings) => table[name].parse(update(current[name]), current);
  const parsed = parse(settings);
  if (!parsed.ok) return parsed.fault;
  const save = saveSettings((stored) => {
    const changed = parse(stored);
    return changed.ok ? { [name]: changed.value } : {};
  });
  letGo('setting not saved', save);
  return null;
}
