/**
 * Settings as a file: `{ "ringside": 1, "settings": { … } }`. The number is the version of the settings
 * (migrations.ts). The file contains settings only. Passwords, tokens and the signed-in account are no
 * settings and are stored elsewhere. Pure.
 */
import { type Limits, NO_LIMITS } from '../common/limits.ts';
import { sanitize } from '../common/sanitize.ts';
import type { SettingError } from './parsers.ts';
import { limitsAmong } from './read-settings.ts';
import { AGENT_SETTINGS, type AgentSetting, type Settings, table } from './settings.ts';
import { SETTINGS_VERSION, migrate } from './migrations.ts';
import { isSameJson } from '../common/same-json.ts';

/** Longest file, in characters. It is longer than the largest settings that all parsers accept. */
export const MAX_FILE_BYTES = 1_000_000;
/** Most unknown names that are reported. */
const MOST_UNKNOWN = 10;
/** Longest reported name, in characters. Longer names are cut. */
const LONGEST_NAME = 40;

/** The contents of a file, setting by setting. */
export interface FileRead {
  readonly kind: 'read';
  readonly taken: Partial<Settings>;
  readonly refused: readonly { readonly name: AgentSetting; readonly fault: SettingError }[];
  /**
   * Names that are no settings here, made safe to show. The list is limited. `unknownCount` counts all of
   * them.
   */
  readonly unknown: readonly string[];
  readonly unknownCount: number;
  /**
   * True if a newer version wrote the file. Names and values that this version does not know are not taken.
   */
  readonly isNewer: boolean;
}

/** The contents of a file, or why it has none. */
export type FileResult = FileRead | { readonly kind: 'too-big' } | { readonly kind: 'no-settings' };

/**
 * Returns the text of a settings file. Leaves out settings that equal a default of this browser, so that
 * another browser keeps its own defaults.
 */
export function settingsFile(settings: Settings, defaults: Partial<Settings>): string {
  const isOwnDefault = (name: keyof Settings): boolean =>
    Object.hasOwn(defaults, name) && isSameJson(defaults[name], settings[name]);
  const told = Object.fromEntries(
    AGENT_SETTINGS.flatMap((name) => (isOwnDefault(name) ? [] : [[name, settings[name]]])),
  );
  return `${JSON.stringify({ ringside: SETTINGS_VERSION, settings: told }, null, 2)}\n`;
}

/**
 * Returns the contents of a file. Never throws. Each setting is judged by itself under `limits`. The servers
 * of a two-step login are the exception: they are judged by the login server in the same file.
 */
export function readSettingsFile(text: string, limits: Limits = NO_LIMITS): FileResult {
  if (text.length > MAX_FILE_BYTES) return { kind: 'too-big' };
  const file = objectIn(parseJson(text));
  const version = file === null ? undefined : ownOf(file, 'ringside');
  const settings = file === null ? null : objectIn(ownOf(file, 'settings'));
  if (settings === null || !Number.isSafeInteger(version) || (version as number) < 0)
    return { kind: 'no-settings' };
  const told = migrate({ ...settings, version });
  const own = limitsAmong(told, limits);
  const known = AGENT_SETTINGS.filter((name) => Object.hasOwn(told, name)).map((name) => ({
    name,
    parsed: table[name].parse(told[name], own),
  }));
  const unknown = Object.keys(told).filter(
    (name) => name !== 'version' && !AGENT_SETTINGS.some((each) => each === name),
  );
  return {
    kind: 'read',
    taken: Object.fromEntries(known.flatMap(({ name, parsed }) => (parsed.ok ? [[name, parsed.value]] : []))),
    refused: known.flatMap(({ name, parsed }) => (parsed.ok ? [] : [{ name, fault: parsed.fault }])),
    unknown: unknown
      .slice(0, MOST_UNKNOWN)
      .map((name) => sanitize(name.slice(0, LONGEST_NAME).toWellFormed())),
    unknownCount: unknown.length,
    isNewer: (version as number) > SETTINGS_VERSION,
  };
}

const objectIn = (raw: unknown): object | null =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : null;
const ownOf = (holder: object, name: string): unknown =>
  Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : undefined;

function parseJson(text: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}
