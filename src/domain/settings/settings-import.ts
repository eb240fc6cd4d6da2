/** What importing a settings file would do: shown before it is stored, and stored as it was shown. Pure. */
import { type NewAddress, newAddresses } from './destinations.ts';
import { isLocked, type Policy } from './managed-policy.ts';
import type { SettingFault } from './parsers.ts';
import { AGENT_SETTINGS, type AgentSetting, type Settings } from './settings.ts';
import { type FileRead, type FileResult, readSettingsFile } from './settings-file.ts';

/** Nobody can judge a longer address by looking at it; in characters. */
export const LONGEST_ADDRESS = 2_000;

/** What a file would change. */
export interface ImportPlan {
  readonly kind: 'plan';
  readonly file: FileRead;
  /** The settings as they are, and as they would be. */
  readonly before: Settings;
  readonly after: Settings;
  /** The settings that the file names and the agent may change. */
  readonly named: readonly AgentSetting[];
  /** Those of them whose value would change. */
  readonly changed: readonly AgentSetting[];
  /** Those that stay as the organisation has set them, though the file has another value. */
  readonly held: readonly AgentSetting[];
  /** Addresses that would get secrets or callers' details and do not get them now. */
  readonly addresses: readonly NewAddress[];
  /** The sign-in would ask other servers. */
  readonly movesSignIn: boolean;
}

/** A setting for which a file is not imported, and why. */
export interface Refused {
  readonly name: AgentSetting;
  readonly fault: SettingFault | 'address-too-long';
}

export interface RefusedFile {
  readonly kind: 'refused';
  readonly file: FileRead;
  readonly refused: readonly Refused[];
}

export type FilePreview = ImportPlan | RefusedFile | Exclude<FileResult, FileRead>;

/**
 * What importing the text of a file would do to these settings. A file of which one setting does not fit is
 * refused whole. Never throws.
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

/** The settings with an address that is too long, each once. */
function tooLong(addresses: readonly NewAddress[]): readonly Refused[] {
  const long = addresses.filter(({ address }) => address.length > LONGEST_ADDRESS);
  const names = new Set(long.flatMap(({ uses }) => uses.map(({ setting }) => setting)));
  return [...names].map((name) => ({ name, fault: 'address-too-long' }));
}

/** Tells one plan from another: what was confirmed of the one holds for the other where this is the same. */
export const signatureOf = ({ before, after, changed, held }: ImportPlan): string =>
  JSON.stringify([changed.map((name) => [name, before[name], after[name]]), held]);

/**
 * The update (platform/storage/settings-store.ts) that stores a plan: all of its changes, or none where the settings
 * that the file names are neither as they were shown nor as they would be.
 */
export const importUpdate =
  ({ before, after, named, changed }: ImportPlan) =>
  (settings: Settings): Partial<Settings> => {
    const isAsShown = named.every((name) => isSame(name, settings, before) || isSame(name, settings, after));
    return isAsShown ? pick(after, changed) : {};
  };

/** Whether what was stored are the changes of the plan. */
export const isImported = ({ before, after, changed }: ImportPlan, stored: Partial<Settings>): boolean =>
  changed.every((name) => isSame(name, { ...before, ...stored }, after));

/** The settings whose lists are sets: their order means nothing. */
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

/** The servers that the sign-in asks, as one text. */
function serversOf(settings: Settings): string {
  const { loginType, loginServer, twoStepServer, settingsServer, refreshServer } = settings;
  const isTwoStep = loginType === 'two-step';
  return JSON.stringify(isTwoStep ? [twoStepServer, settingsServer, refreshServer] : [loginServer]);
}
