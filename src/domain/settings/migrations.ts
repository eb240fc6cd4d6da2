import { isDefault } from './read-settings.ts';
/**
 * The versions of stored settings. Older settings are brought up to date when they are read. Newer settings
 * stay as they are. Pure.
 */
import { type Settings } from './settings.ts';

/** The version that is written today. It is a number stored beside the settings, under the name `version`. */
export const SETTINGS_VERSION = 1;

type Raw = Readonly<Record<string, unknown>>;

/**
 * The migration at index `n` turns settings of version `n` into settings of version `n + 1`. A migration
 * never changes after its release.
 */
const MIGRATIONS: readonly ((old: Raw) => Raw)[] = [
  // The first builds wrote no version. The names and values of all their settings are still the same.
  (old) => old,
];

/** Returns the version of stored settings, or 0 if they name none. */
export function versionOf(stored: unknown): number {
  const version = asRaw(stored).version;
  return Number.isSafeInteger(version) && (version as number) > 0 ? (version as number) : 0;
}

/** Returns stored settings in today's form. Settings of a newer version keep their form. */
export function migrate(stored: unknown): Raw {
  const version = versionOf(stored);
  const migrated = MIGRATIONS.slice(version).reduce((old, migrate) => migrate(old), asRaw(stored));
  return { ...migrated, version: Math.max(version, SETTINGS_VERSION) };
}

/**
 * Returns what must be stored after `changes`. A change that equals its default is not stored. All other
 * stored values stay, even if they do not hold today. A policy that forbids a link may be corrected later. A
 * value that only a newer version knows is needed when that version runs again.
 */
export function applyChanges(stored: unknown, changes: Partial<Settings>, defaults: Partial<Settings>): Raw {
  const isNewer = versionOf(stored) > SETTINGS_VERSION;
  const entries = Object.entries({ ...migrate(stored), ...changes });
  return Object.fromEntries(
    entries.filter(
      ([name]) =>
        isNewer || !Object.hasOwn(changes, name) || !isDefault(name as keyof Settings, changes, defaults),
    ),
  );
}

const asRaw = (stored: unknown): Raw =>
  typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored as Raw) : {};
