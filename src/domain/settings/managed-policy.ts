/** What an administrator presets or locks for all agents (storage.managed), and the settings that come of it. Pure. */
import { type Limits, NO_LIMITS } from '../common/limits.ts';
import type { SettingFault } from './parsers.ts';
import {
  AGENT_SETTINGS,
  limitsAmong,
  readSettings,
  type Settings,
  SETTING_NAMES,
  table,
} from './settings.ts';
import { withChanges } from './migrations.ts';

export interface Policy {
  /** In place of our defaults: the agent may choose otherwise. */
  readonly preset: Partial<Settings>;
  /** Whatever the agent has chosen. */
  readonly locked: Partial<Settings>;
  /** Settings that are locked to their default: the policy's value for them cannot be read. */
  readonly lockedDefaults: readonly (keyof Settings)[];
}

export const EMPTY_POLICY: Policy = { preset: {}, locked: {}, lockedDefaults: [] };

/** A value of a policy that is not applied, by its path (`locked.crmLink`), and why. */
export interface PolicyFault {
  readonly path: string;
  readonly why: SettingFault | 'unknown-key' | 'secret' | 'not-an-object' | 'locked-too';
}

/** No policy holds these: whoever may read it could sign in as any agent. */
const SECRETS = /^(password|pin|token|secret|refreshToken)$/i;
const PARTS = ['preset', 'locked'] as const;
type Part = (typeof PARTS)[number];

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const isSetting = (name: string): name is keyof Settings => SETTING_NAMES.some((each) => each === name);

/**
 * A policy as the browser hands it over. What does not fit is left out and named, the rest holds: of a list
 * its other items, and of a locked setting the lock, at the setting's default.
 */
export function readPolicy(raw: unknown): {
  readonly policy: Policy;
  readonly faults: readonly PolicyFault[];
} {
  if (raw === undefined || raw === null) return { policy: EMPTY_POLICY, faults: [] };
  if (!isObject(raw)) return { policy: EMPTY_POLICY, faults: [{ path: '', why: 'not-an-object' }] };
  const strange = Object.keys(raw).filter((key) => !PARTS.some((part) => part === key));
  const faults = strange.map((key): PolicyFault => ({ path: key, why: strangeness(key) }));
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
 * What the policy itself allows, and its two-step login server: its own addresses and templates are judged by
 * that.
 */
export function limitsOf(raw: Readonly<Record<string, unknown>>): Limits {
  const [preset, locked] = PARTS.map((part) => readPart(part, raw[part], NO_LIMITS, []).values);
  const { twoStepServer } = NO_LIMITS;
  const allowed: Limits = { ...NO_LIMITS, ...preset, ...locked, twoStepServer };
  return limitsAmong({ ...locked }, limitsAmong({ ...preset }, allowed));
}

interface PartRead {
  readonly values: Partial<Settings>;
  /** Settings that are named, with a value that does not fit. */
  readonly unfit: readonly (keyof Settings)[];
}

/** Adds what it finds wrong to the faults. */
function readPart(part: Part, raw: unknown, limits: Limits, faults: PolicyFault[]): PartRead {
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

/** The value of a setting, of which Windows' registry holds lists and numbers as text. */
export function fromText(name: keyof Settings, value: unknown): unknown {
  if (typeof value !== 'string' || typeof table[name].fallback === 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

export const isLocked = (policy: Policy, name: keyof Settings): boolean =>
  Object.hasOwn(policy.locked, name) || policy.lockedDefaults.includes(name);

/** Those of the settings that hold which are locked. */
export function lockedOf(policy: Policy, settings: Settings): Partial<Settings> {
  const names = SETTING_NAMES.filter((name) => isLocked(policy, name));
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

/** The settings that hold: what is locked, else what the agent has stored, else the preset, else the browser's own default. */
export function settingsUnder(policy: Policy, stored: unknown, browserDefaults: Partial<Settings>): Settings {
  const own = isObject(stored) ? Object.entries(stored) : [];
  const free = Object.fromEntries(own.filter(([name]) => !isSetting(name) || !isLocked(policy, name)));
  return readSettings(free, defaultsUnder(policy, browserDefaults));
}

/** What has to be stored for an agent's changes: nothing of what is locked, so that the agent's own choice comes back with the freedom to make it. */
export function storedUnder(
  policy: Policy,
  stored: unknown,
  changes: Partial<Settings>,
  browserDefaults: Partial<Settings>,
): Readonly<Record<string, unknown>> {
  const defaults = defaultsUnder(policy, browserDefaults);
  const free = AGENT_SETTINGS.filter((name) => Object.hasOwn(changes, name) && !isLocked(policy, name));
  return withChanges(stored, Object.fromEntries(free.map((name) => [name, changes[name]])), defaults);
}

/** What holds where the agent has chosen nothing. */
const defaultsUnder = (
  { preset, locked }: Policy,
  browserDefaults: Partial<Settings>,
): Partial<Settings> => ({
  ...browserDefaults,
  ...preset,
  ...locked,
});
