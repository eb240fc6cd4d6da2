/** What an administrator presets or locks for all agents (storage.managed), and the settings that come of it. Pure. */
import { type LinkPolicy, linkPolicyOf } from './link-policy.ts';
import type { SettingFault } from './setting-parsers.ts';
import { AGENT_SETTINGS, POLICY_ONLY, readSettings, type Settings, SETTING_NAMES, table } from './settings.ts';
import { withChanges } from './settings-versions.ts';

export interface Policy {
  /** In place of our defaults: the agent may choose otherwise. */
  readonly preset: Partial<Settings>;
  /** Whatever the agent has chosen. */
  readonly locked: Partial<Settings>;
}

export const EMPTY_POLICY: Policy = { preset: {}, locked: {} };

/** A value of a policy that is not applied, by its path (`locked.crmLink`), and why. */
export interface PolicyFault {
  readonly path: string;
  readonly why: SettingFault | 'unknown-key' | 'secret' | 'not-an-object' | 'locked-too';
}

/** No policy holds these: whoever may read it could sign in as any agent. */
const SECRETS = /^(password|pin|token|secret|refreshToken)$/i;
const PARTS = ['preset', 'locked'] as const;
type Part = (typeof PARTS)[number];

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const isSetting = (name: string): name is keyof Settings => SETTING_NAMES.some((each) => each === name);

/** A policy as the browser hands it over. What does not fit is left out and named; the rest holds. */
export function readPolicy(raw: unknown): { readonly policy: Policy; readonly faults: readonly PolicyFault[] } {
  if (raw === undefined || raw === null) return { policy: EMPTY_POLICY, faults: [] };
  if (!isObject(raw)) return { policy: EMPTY_POLICY, faults: [{ path: '', why: 'not-an-object' }] };
  const strange = Object.keys(raw).filter((key) => !PARTS.some((part) => part === key));
  const faults = strange.map((key): PolicyFault => ({ path: key, why: SECRETS.test(key) ? 'secret' : 'unknown-key' }));
  const links = linksOf(raw);
  const [preset, locked] = PARTS.map((part) => readPart(part, raw[part], links));
  const double = Object.keys(preset?.values ?? {}).filter((name) => Object.hasOwn(locked?.values ?? {}, name));
  return {
    policy: { preset: preset?.values ?? {}, locked: locked?.values ?? {} },
    faults: [...faults, ...(preset?.faults ?? []), ...(locked?.faults ?? []), ...double.map((name): PolicyFault => ({ path: `preset.${name}`, why: 'locked-too' }))],
  };
}

/** Where the policy itself lets links lead: its own templates are judged by that. */
export function linksOf(raw: Readonly<Record<string, unknown>>): LinkPolicy {
  const said = (name: 'linkSchemes' | 'linkHosts'): readonly string[] => {
    const part = [raw.locked, raw.preset].find((each) => isObject(each) && Object.hasOwn(each, name));
    const parsed = isObject(part) ? table[name].parse(fromText(name, part[name])) : null;
    return parsed?.ok === true ? parsed.value : [];
  };
  return linkPolicyOf({ linkSchemes: said('linkSchemes'), linkHosts: said('linkHosts') });
}

function readPart(part: Part, raw: unknown, links: LinkPolicy): { readonly values: Partial<Settings>; readonly faults: readonly PolicyFault[] } {
  if (raw === undefined) return { values: {}, faults: [] };
  if (!isObject(raw)) return { values: {}, faults: [{ path: part, why: 'not-an-object' }] };
  const values: [string, unknown][] = [];
  const faults: PolicyFault[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const path = `${part}.${name}`;
    if (!isSetting(name)) {
      faults.push({ path, why: SECRETS.test(name) ? 'secret' : 'unknown-key' });
      continue;
    }
    const parsed = table[name].parse(fromText(name, value), links);
    if (parsed.ok) values.push([name, parsed.value]);
    else faults.push({ path, why: parsed.fault });
  }
  return { values: Object.fromEntries(values), faults };
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

export const isLocked = (policy: Policy, name: keyof Settings): boolean => Object.hasOwn(policy.locked, name);

/** The settings that hold: what is locked, else what the agent has stored, else the preset, else the browser's own default. */
export const settingsUnder = (policy: Policy, stored: unknown, browserDefaults: Partial<Settings>): Settings => ({ ...readSettings(stored, defaultsUnder(policy, browserDefaults)), ...policy.locked });

/** What has to be stored for an agent's changes: nothing of what is locked, so that the agent's own choice comes back with the freedom to make it. */
export function storedUnder(policy: Policy, stored: unknown, changes: Partial<Settings>, browserDefaults: Partial<Settings>): Readonly<Record<string, unknown>> {
  const defaults = defaultsUnder(policy, browserDefaults);
  const own = Object.fromEntries(AGENT_SETTINGS.flatMap((name) => (Object.hasOwn(changes, name) && !Object.hasOwn(policy.locked, name) ? [[name, changes[name]]] : [])));
  return withChanges(stored, own, defaults);
}

/** What limits links is known before the agent's own are judged. */
const defaultsUnder = ({ preset, locked }: Policy, browserDefaults: Partial<Settings>): Partial<Settings> => ({
  ...browserDefaults,
  ...preset,
  ...Object.fromEntries(POLICY_ONLY.flatMap((name) => (locked[name] === undefined ? [] : [[name, locked[name]]]))),
});
