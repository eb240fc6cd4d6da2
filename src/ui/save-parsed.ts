/** Saves a setting that was picked, if its parser takes it. */
import type { LinkPolicy } from '../domain/link-policy.ts';
import type { SettingFault } from '../domain/setting-parsers.ts';
import { type Settings, table } from '../domain/settings.ts';
import { letGo } from './ask.ts';
import { saveSettings } from './save.ts';

/** What is wrong with a value that was to be saved; null for one that was taken. */
export type Refusal = SettingFault | null;

/** Says why a value is not saved: its field shows that. `links`: where templates among it may lead. */
export function saveParsed(name: keyof Settings, raw: unknown, links?: LinkPolicy): Refusal {
  const parsed = table[name].parse(raw, links);
  if (!parsed.ok) return parsed.fault;
  letGo('setting not saved', saveSettings({ [name]: parsed.value }));
  return null;
}
