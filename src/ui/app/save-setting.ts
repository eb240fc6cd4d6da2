/** Saves a picked setting if its parser accepts it. */
import type { SettingError } from '../../domain/settings/parsers.ts';
import { type Settings, table } from '../../domain/settings/settings.ts';
import { logFailure } from './send-command.ts';
import { saveSettings } from './save-settings.ts';

/** Why a value was not saved. Null for an accepted value. */
export type Refusal = SettingError | null;

/**
 * Saves the value that `update` returns, or returns why its parser refuses it. `update` receives the page's
 * value first. At the moment of the write, `update` receives the stored value. So a list that two pages edit
 * keeps both edits.
 */
export function saveSetting<K extends keyof Settings>(
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
  logFailure('setting not saved', save);
  return null;
}
