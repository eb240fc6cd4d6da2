/**
 * Plans the import of a settings file. The plan is shown before it is stored, and stored as it was shown.
 * Pure.
 */
import { type NewAddress, newAddresses } from './destinations.ts';
import { isLocked, type Policy } from './managed-policy.ts';
import type { SettingError } from './parsers.ts';
import { AGENT_SETTINGS, type AgentSetting, type Settings } from './settings.ts';
import { type FileRead, type FileResult, readSettingsFile } from './settings-file.ts';

/** Longest address, in characters. A person cannot judge a longer one by looking at it. */
export const LONGEST_ADDRESS = 2_000;

/** What a file would change. */
export interface ImportPlan {
  readonly kind: 'plan';
  readonly file: FileRead;
  /** The current settings. */
  readonly before: Settings;
  /** The settings after the import. */
  readonly after: Settings;
  /** The settings that the file names and that the agent may change. */
  readonly named: readonly AgentSetting[];
  /** Those of `named` whose value would change. */
  readonly changed: readonly AgentSetting[];
  /** Settings that keep the value of the organisation, although the file has another value. */
  readonly held: readonly AgentSetting[];
  /** Addresses that would receive secrets or callers' details and do not receive them now. */
  readonly addresses: readonly NewAddress[];
  /** True if the sign-in would use other servers. */
  readonly movesSignIn: boolean;
}

/** A setting that makes the import fail, and the reason. */
export interface Refused {
  readonly name: AgentSetting;
  readonly fault: SettingError | 'address-too-long';
}

/** A file that is not imported, with all reasons. */
export interface RefusedFile {
  readonly kind: 'refused';
  readonly file: FileRead;
  readonly refused: readonly Refused[];
}

/** The plan of an import, or why there is none. */
export type FilePreview = ImportPlan | RefusedFile | Exclude<FileResult, FileRead>;

/**
 * Returns what the import of a file would do to these settings. A file is refused as a whole if one of its
 * settings does not fit. Never throws.
 */
export function previewOf(text: string, settings: Settings, policy: Policy): FilePreview {
  const file = readSettingsFile(text, settings);
  if (file.kind !== 'read') return file;
  const wanted: Settings = { ...settings, ...file.taken };
  const isFree = (name: AgentSetting): boolean => !isLocked(policy, name);
  const told = AGENT_SETTINGS.filter((name) => Object.hasOwn(file.taken, name));
  const differing = told.filter((name) => !isSame(name, settings, wanted));
  const changed = differing.filter(isFree);
  const after: Settings = { ...settings, ...pick(wanted, changed) };
  const addresses = newAddresses(settings, after);
  const refused: readonly Refused[] = [...file.refused, ...tooLong(addresses)];
  if (refused.length > 0) return { kind: 'refused', file, refused };
  return {
    kind: 'plan',
    file,
    before: settings,
    after,
    named: told.filter(isFree),
    changed,
    held: differing.filter((name) => !isFree(name)),
    addresses,
    movesSignIn: serversOf(settings) !== serversOf(after),
  };
}

/** Returns the settings with an address that is too long, each once. */
function tooLong(addresses: readonly NewAddress[]): readonly Refused[] {
  const long = addresses.filter(({ address }) => address.length > LONGEST_ADDRESS);
  const names = new Set(long.flatMap(({ uses }) => uses.map(({ setting }) => setting)));
  return [...names].map((name) => ({ name, fault: 'address-too-long' }));
}

/**
 * Returns a text that identifies what a plan does. If two plans have the same signature, a confirmation of
 * one also holds for the other.
 */
export const signatureOf = ({ before, after, changed, held }: ImportPlan): string =>
  JSON.stringify([changed.map((name) => [name, before[name], after[name]]), held]);

/**
 * Returns the update (platform/storage/settings-store.ts) that stores a plan. It makes all changes of the
 * plan. It makes none if a setting that the file names has neither the value shown before nor the planned
 * value.
 */
export const importUpdate =
  ({ before, after, named, changed }: ImportPlan) =>
  (settings: Settings): Partial<Settings> => {
    const isAsShown = named.every((name) => isSame(name, settings, before) || isSame(name, settings, after));
    return isAsShown ? pick(after, changed) : {};
  };

/** Returns whether the stored values are the changes of the plan. */
export const isImported = ({ before, after, changed }: ImportPlan, stored: Partial<Settings>): boolean =>
  changed.every((name) => isSame(name, { ...before, ...stored }, after));

/** Settings whose lists are sets: their order has no meaning. */
const SETS: readonly AgentSetting[] = ['pickedLines', 'quietStatuses'];

function isSame(name: AgentSetting, a: Settings, b: Settings): boolean {
  const [one, other] = [a, b].map(({ [name]: value }) => {
    const isSet = Array.isArray(value) && SETS.includes(name);
    return JSON.stringify(isSet ? (value as readonly unknown[]).toSorted() : value);
  });
  return one === other;
}

const pick = (settings: Settings, names: readonly AgentSetting[]): Partial<Settings> =>
  Object.fromEntries(names.map((name) => [name, settings[name]]));

/** Returns the servers that the sign-in uses, as one text. */
function serversOf(settings: Settings): string {
  const { loginType, loginServer, twoStepServer, settingsServer, refreshServer } = settings;
  const isTwoStep = loginType === 'two-step';
  return JSON.stringify(isTwoStep ? [twoStepServer, settingsServer, refreshServer] : [loginServer]);
}
