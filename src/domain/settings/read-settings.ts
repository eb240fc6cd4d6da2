/** Reads settings from stored values, and finds those that fit. */
import { type Limits, NO_LIMITS, TWO_STEP_SERVER } from '../common/limits.ts';
import { AGENT_SETTINGS, isAgents, SETTING_NAMES, type Settings, table } from './settings.ts';
import { isSameJson } from '../common/same-json.ts';

/**
 * Returns the limits for raw values. The values may themselves name a login server of the two-step login,
 * which then replaces the one in `limits`.
 */
export function limitsAmong(raw: Readonly<Record<string, unknown>>, limits: Limits): Limits {
  if (!Object.hasOwn(raw, 'twoStepServer')) return limits;
  const own = table.twoStepServer.parse(raw.twoStepServer, limits);
  return own.ok ? { ...limits, twoStepServer: own.value } : limits;
}

/**
 * Returns settings from stored values. A value that does not parse falls back to its default, and the others
 * stay. `defaults` combines the defaults of the browser with what a policy sets. (In Firefox the call window
 * would take the keyboard, so there it is off by default.) Defaults are parsed as well, because a preset of a
 * policy may not fit the login server that the agent has chosen.
 */
export function readSettings(stored: unknown, defaults: Partial<Settings>): Settings {
  const source = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const usualLimits = limitsAmong(defaults, { ...NO_LIMITS, ...defaults, twoStepServer: TWO_STEP_SERVER });
  const limits = limitsAmong(source, usualLimits);
  const entries = SETTING_NAMES.map((name) => {
    const { parse, fallback } = table[name];
    const own = Object.hasOwn(source, name) && isAgents(name) ? parse(source[name], limits) : null;
    if (own?.ok === true) return [name, own.value] as const;
    const usual = Object.hasOwn(defaults, name) ? parse(defaults[name], limits) : null;
    return [name, usual?.ok === true ? usual.value : fallback] as const;
  });
  const settings: unknown = Object.fromEntries(entries);
  return settings as Settings;
}

/** Returns the raw values that fit their setting. The others are left out. */
export function pickValid(
  raw: Readonly<Record<string, unknown>>,
  limits: Limits = NO_LIMITS,
): Partial<Settings> {
  const own = limitsAmong(raw, limits);
  const fit = AGENT_SETTINGS.flatMap((name) => {
    const parsed = Object.hasOwn(raw, name) ? table[name].parse(raw[name], own) : null;
    return parsed?.ok === true ? [[name, parsed.value] as const] : [];
  });
  return Object.fromEntries(fit);
}

/** Returns whether a setting has the value that it would have if nothing were stored. */
export const isDefault = (
  name: keyof Settings,
  settings: Partial<Settings>,
  defaults: Partial<Settings>,
): boolean => isSameJson(settings[name], defaults[name] ?? table[name].fallback);
