/**
 * What an administrator presets or locks for all agents (`storage.managed`), and the settings that result
 * from it. Pure.
 */
import { type Limits, NO_LIMITS } from '../common/limits.ts';
import type { SettingError } from './parsers.ts';
import { limitsAmong, readSettings } from './read-settings.ts';
import { AGENT_SETTINGS, type Settings, SETTING_NAMES, table } from './settings.ts';
import { applyChanges } from './migrations.ts';

/** An administrator's policy. */
export interface Policy {
  /** Values that replace our defaults. The agent may choose others. */
  readonly preset: Partial<Settings>;
  /** Values that hold whatever the agent has chosen. */
  readonly locked: Partial<Settings>;
  /** Settings that are locked to their default, because the policy's value for them cannot be read. */
  readonly lockedDefaults: readonly (keyof Settings)[];
}

/** A policy that sets nothing. */
export const EMPTY_POLICY: Policy = { preset: {}, locked: {}, lockedDefaults: [] };

/** A value of a policy that is not applied, with its path (`locked.crmLink`) and the reason. */
export interface PolicyError {
  readonly path: string;
  readonly why: SettingError | 'unknown-key' | 'secret' | 'not-an-object' | 'locked-too';
}

/**
 * Names that a policy may not set, because anyone who can read the policy could then sign in as any agent.
 */
const SECRETS = /^(password|pin|token|secret|refreshToken)$/i;
const PARTS = ['preset', 'locked'] as const;
type Part = (typeof PARTS)[number];

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const isSetting = (name: string): name is keyof Settings => SETTING_NAMES.some((each) => each === name);

/**
 * Returns the policy that the browser hands over, and its faults. A value that does not fit is left out and
 * reported, and the rest holds. In a list, the other items hold. A locked setting stays locked, at its
 * default.
 */
export function readPolicy(raw: unknown): {
  readonly policy: Policy;
  readonly faults: readonly PolicyError[];
} {
  if (raw === undefined || raw === null) return { policy: EMPTY_POLICY, faults: [] };
  if (!isObject(raw)) return { policy: EMPTY_POLICY, faults: [{ path: '', why: 'not-an-object' }] };
  const strange = Object.keys(raw).filter((key) => !PARTS.some((part) => part === key));
  const faults = strange.map((key): PolicyError => ({ path: key, why: strangeness(key) }));
  const limits = limitsOf(raw);
  const preset = readPart('preset', raw.preset, limits, faults);
  const locked = readPart('locked', raw.locked, limits, faults);
  const policy: Policy = { preset: preset.values, locked: locked.values, lockedDefaults: locked.unfit };
  const double = SETTING_NAMES.filter((name) => Object.hasOwn(preset.values, name) && isLocked(policy, name));
  for (const name of double) faults.push({ path: `preset.${name}`, why: 'locked-too' });
  return { policy, faults };
}

const strangeness = (key: string): 'secret' | 'unknown-key' => (SECRETS.test(key) ? 'secret' : 'unknown-key');

/**
 * Returns the limits that the policy itself sets, and its two-step login server. The policy's own addresses
 * and templates are judged by these limits.
 */
export function limitsOf(raw: Readonly<Record<string, unknown>>): Limits {
  const [preset, locked] = PARTS.map((part) => readPart(part, raw[part], NO_LIMITS, []).values);
  const { twoStepServer } = NO_LIMITS;
  const allowed: Limits = { ...NO_LIMITS, ...preset, ...locked, twoStepServer };
  return limitsAmong({ ...locked }, limitsAmong({ ...preset }, allowed));
}

interface PartRead {
  readonly values: Partial<Settings>;
  /** Settings that the policy names with a value that does not fit. */
  readonly unfit: readonly (keyof Settings)[];
}

/** Reads one part of the policy. Adds its faults to `faults`. */
function readPart(part: Part, raw: unknown, limits: Limits, faults: PolicyError[]): PartRead {
  const values: [string, unknown][] = [];
  const unfit: (keyof Settings)[] = [];
  if (raw !== undefined && !isObject(raw)) faults.push({ path: part, why: 'not-an-object' });
  for (const [name, value] of isObject(raw) ? Object.entries(raw) : []) {
    const path = `${part}.${name}`;
    if (!isSetting(name)) {
      faults.push({ path, why: strangeness(name) });
      continue;
    }
    const parsed = table[name].parse(fromText(name, value), limits);
    if (parsed.ok) values.push([name, parsed.value]);
    else unfit.push(name);
    const left = parsed.ok ? (parsed.leftOut ?? []) : [{ at: null, fault: parsed.fault }];
    for (const { at, fault } of left) {
      faults.push({ path: at === null ? path : `${path}[${String(at)}]`, why: fault });
    }
  }
  return { values: Object.fromEntries(values), unfit };
}

/**
 * Returns the value of a setting. Parses JSON first, because the Windows registry holds lists and numbers as
 * text. Text that is no JSON stays as it is.
 */
export function fromText(name: keyof Settings, value: unknown): unknown {
  if (typeof value !== 'string' || typeof table[name].fallback === 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Returns whether the policy locks a setting. */
export const isLocked = (policy: Policy, name: keyof Settings): boolean =>
  Object.hasOwn(policy.locked, name) || policy.lockedDefaults.includes(name);

/** Returns the locked settings with their current values. */
export function lockedOf(policy: Policy, settings: Settings): Partial<Settings> {
  const names = SETTING_NAMES.filter((name) => isLocked(policy, name));
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

/**
 * Returns the settings that hold. The order of precedence is: the locked value, the agent's stored value, the
 * preset, the browser's default.
 */
export function resolveSettings(
  policy: Policy,
  stored: unknown,
  browserDefaults: Partial<Settings>,
): Settings {
  const own = isObject(stored) ? Object.entries(stored) : [];
  const free = Object.fromEntries(own.filter(([name]) => !isSetting(name) || !isLocked(policy, name)));
  return readSettings(free, defaultsUnder(policy, browserDefaults));
}

/**
 * Returns what must be stored for an agent's changes. Changes of locked settings are left out, so that the
 * agent's earlier choice applies again once the lock is removed.
 */
export function toStored(
  policy: Policy,
  stored: unknown,
  changes: Partial<Settings>,
  browserDefaults: Partial<Settings>,
): Readonly<Record<string, unknown>> {
  const defaults = defaultsUnder(policy, browserDefaults);
  const free = AGENT_SETTINGS.filter((name) => Object.hasOwn(changes, name) && !isLocked(policy, name));
  return applyChanges(stored, Object.fromEntries(free.map((name) => [name, changes[name]])), defaults);
}

/** Returns the values that hold for settings that the agent has not chosen. */
const defaultsUnder = (
  { preset, locked }: Policy,
  browserDefaults: Partial<Settings>,
): Partial<Settings> => ({
  ...browserDefaults,
  ...preset,
  ...locked,
});
