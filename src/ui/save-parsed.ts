/** Saves a setting that was picked, if its parser takes it. */
import { type Settings, table } from '../domain/settings.ts';
import { letGo } from './ask.ts';
import { saveSettings } from './save.ts';

export function saveParsed(name: keyof Settings, raw: unknown): void {
  const parsed = table[name].parse(raw);
  if (parsed.ok) letGo('setting not saved', saveSettings({ [name]: parsed.value }));
}
