/** Stored settings through the versions of their form: older ones are brought up to date as they are read, newer ones are left alone. Pure. */
import { isDefault, type Settings } from './settings.ts';

/** The version of what is written today: a number beside the settings, under the name `version`. */
export const SETTINGS_VERSION = 1;

type Raw = Readonly<Record<string, unknown>>;

/** Each makes of settings of the version that is its place in the list those of the next one. Never changed once released. */
const MIGRATIONS: readonly ((old: Raw) => Raw)[] = [
  // The first builds named no version; every setting of theirs is still called and written so.
  (old) => old,
];

/** The version of stored settings: 0 where they name none. */
export function versionOf(stored: unknown): number {
  const version = asRaw(stored).version;
  return Number.isSafeInteger(version) && (version as number) > 0 ? (version as number) : 0;
}

/** Stored settings in today's form; those of a newer version as they are. */
export function upToDate(stored: unknown): Raw {
  const version = versionOf(stored);
  const migrated = MIGRATIONS.slice(version).reduce((old, migrate) => migrate(old), asRaw(stored));
  return { ...migrated, version: Math.max(version, SETTINGS_VERSION) };
}

/**
 * What has to be stored once `changes` are made: what equals its default is not. All else stays as it is, though it may not hold today:
 * a policy that forbids a link may be mended tomorrow, and what only a newer version knows is there for the day on which that one is back.
 */
export function withChanges(stored: unknown, changes: Partial<Settings>, defaults: Partial<Settings>): Raw {
  const isNewer = versionOf(stored) > SETTINGS_VERSION;
  const entries = Object.entries({ ...upToDate(stored), ...changes });
  return Object.fromEntries(
    entries.filter(
      ([name]) =>
        isNewer || !Object.hasOwn(changes, name) || !isDefault(name as keyof Settings, changes, defaults),
    ),
  );
}

const asRaw = (stored: unknown): Raw =>
  typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored as Raw) : {};
