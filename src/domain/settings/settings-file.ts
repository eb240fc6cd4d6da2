/**
 * Settings as a file: `{ "ringside": 1, "settings": { … } }`, the number being the version of the settings' form (migrations.ts).
 * It holds settings alone: passwords, tokens and the account that is signed in are no settings and live elsewhere. Pure.
 */
import { type Limits, NO_LIMITS } from '../common/limits.ts';
import { plain } from '../common/sanitize.ts';
import type { SettingFault } from './parsers.ts';
import { AGENT_SETTINGS, type AgentSetting, limitsAmong, type Settings, table } from './settings.ts';
import { SETTINGS_VERSION, upToDate } from './migrations.ts';

/** Longer than the largest settings that all parsers take; in characters. */
export const LONGEST_FILE = 1_000_000;
/** So many names that nobody knows are named. */
const MOST_UNKNOWN = 10;
const LONGEST_NAME = 40;

/** What a file has brought, setting by setting. */
export interface FileRead {
  readonly kind: 'read';
  readonly taken: Partial<Settings>;
  readonly refused: readonly { readonly name: AgentSetting; readonly fault: SettingFault }[];
  /** Names that are no setting here, made harmless to show; `unknownCount` counts those beyond them, too. */
  readonly unknown: readonly string[];
  readonly unknownCount: number;
  /** Written by a newer version: what it says in words that we do not know is not taken. */
  readonly isNewer: boolean;
}

export type FileResult = FileRead | { readonly kind: 'too-big' } | { readonly kind: 'no-settings' };

/** The text of a file. Settings that are as this browser has them by default are left out, so that another browser's own defaults stand. */
export function settingsFile(settings: Settings, defaults: Partial<Settings>): string {
  const isOwnDefault = (name: keyof Settings): boolean =>
    Object.hasOwn(defaults, name) && JSON.stringify(defaults[name]) === JSON.stringify(settings[name]);
  const told = Object.fromEntries(
    AGENT_SETTINGS.flatMap((name) => (isOwnDefault(name) ? [] : [[name, settings[name]]])),
  );
  return `${JSON.stringify({ ringside: SETTINGS_VERSION, settings: told }, null, 2)}\n`;
}

/**
 * What a file's text says. Never throws. Each setting is judged by itself under `limits`, but for the
 * servers of a two-step login: they are judged by the login server that comes with them.
 */
export function readSettingsFile(text: string, limits: Limits = NO_LIMITS): FileResult {
  if (text.length > LONGEST_FILE) return { kind: 'too-big' };
  const file = objectIn(parseJson(text));
  const version = file === null ? undefined : ownOf(file, 'ringside');
  const settings = file === null ? null : objectIn(ownOf(file, 'settings'));
  if (settings === null || !Number.isSafeInteger(version) || (version as number) < 0)
    return { kind: 'no-settings' };
  const told = upToDate({ ...settings, version });
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
    unknown: unknown.slice(0, MOST_UNKNOWN).map((name) => plain(name.slice(0, LONGEST_NAME).toWellFormed())),
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
    // Editors of some systems begin a file with a mark of its encoding.
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}
