/** Saves a setting that was picked, if its parser takes it. `links`: where templates among it may lead. */
import type { LinkPolicy } from '../domain/link-policy.ts';
import { type Settings, table } from '../domain/settings.ts';
import { letGo } from './ask.ts';
import { saveSettings } from './save.ts';

export function saveParsed(name: keyof Settings, raw: unknown, links?: LinkPolicy): void {
  const parsed = table[name].parse(raw, links);
  if (parsed.ok) letGo('setting not saved', saveSettings({ [name]: parsed.value }));
}
