/**
 * Evaluates a policy file, in any of the wrappers that browsers expect, and describes the effect of each key.
 * Pure.
 */
import { isDangerousScheme } from '../../src/domain/crm/dangerous-schemes.ts';
import type { Limits } from '../../src/domain/common/limits.ts';
import {
  fromText,
  limitsOf,
  type Policy,
  type PolicyError,
  readPolicy,
} from '../../src/domain/settings/managed-policy.ts';
import { isWhole } from '../../src/domain/settings/parsers.ts';
import { type Settings, table } from '../../src/domain/settings/settings.ts';
import { adapterFaults, adapterDoubts } from './crm-adapters.ts';
import { type LocatedError, locateErrors, unknownParts } from './locate-errors.ts';
import { POLICY_KEYS } from './keys.ts';
import { doubts, tooWide } from './risks.ts';

export interface Verdict {
  /** One line for each key that is applied. */
  readonly does: readonly string[];
  /** One line for each key that is not applied, or only in part, with its place and what it takes. */
  readonly wrong: readonly string[];
  /** One line for each applied value that may not be intended. */
  readonly doubts: readonly string[];
}

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/**
 * Returns the policy without its wrapper: Chrome's and Edge's `3rdparty`, Firefox's `policies.json`, or
 * Firefox's managed-storage manifest. A policy without a wrapper is returned as it is. With several
 * extensions, returns the first one's policy.
 */
function unwrapPolicy(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { policies, '3rdparty': thirdParty, extensions, Extensions, data, type } = raw;
  if (isObject(policies)) return isObject(policies['3rdparty']) ? unwrapPolicy(policies) : {};
  if (isObject(thirdParty)) return unwrapPolicy(thirdParty);
  for (const each of [extensions, Extensions]) if (isObject(each)) return Object.values(each)[0];
  return type === 'storage' ? data : raw;
}

/** Evaluates the text of a policy file. Throws where the text is not JSON. */
export function lintPolicy(file: string): Verdict {
  const unwrapped = unwrapPolicy(JSON.parse(file));
  const raw = isObject(unwrapped) ? unwrapped : {};
  const { policy, faults } = readPolicy(unwrapped);
  const limits = limitsOf(raw);
  const does = (['locked', 'preset'] as const).flatMap((part) =>
    Object.entries(policy[part]).map(
      ([name, value]) =>
        `${part}.${name} = ${JSON.stringify(value)}: ${POLICY_KEYS[name as keyof Settings].does}`,
    ),
  );
  const beside = faults.flatMap(({ path, why }) => {
    const reason = BESIDE[why];
    return reason === undefined ? [] : [`${path === '' ? 'The policy' : path}: ${reason}`];
  });
  const unfit = faults.filter(({ why }) => BESIDE[why] === undefined);
  // Several items of a list may be wrong. The list is evaluated only once.
  const settings = new Set(unfit.map(({ path }) => settingOf(path)));
  const wrong = [
    ...beside,
    ...[...settings].flatMap((setting) => sentences(setting, unfit, raw, limits)),
    ...strayed(policy, raw, settings),
    ...tooWide((part, name) => valueIn(raw, part, name)),
    ...adapterFaults((part) => valueIn(raw, part, 'crmAdapters')),
  ];
  const isEmpty = does.length === 0 && wrong.length === 0;
  return {
    does,
    wrong: isEmpty ? ['The file presets and locks nothing. It takes {"preset": {…}, "locked": {…}}.'] : wrong,
    doubts: [...doubts(policy, limits), ...adapterDoubts(policy)],
  };
}

/** Returns the setting's path: `locked.linkHosts` for `locked.linkHosts[1]`. */
const settingOf = (path: string): string => path.replace(/\[\d+\]$/, '');

type Raw = Readonly<Record<string, unknown>>;

/** Returns a setting's value as written in the file. */
const valueIn = (raw: Raw, part: string, name: keyof Settings): unknown =>
  isObject(raw[part]) ? fromText(name, raw[part][name]) : undefined;

/** Messages for errors that do not concern the value itself. */
const BESIDE: Readonly<Partial<Record<PolicyError['why'], string>>> = {
  secret: 'no policy holds a password or token; take it out. Agents type it once.',
  'unknown-key': 'Ringside knows no such key; look for its name in docs/rollout.md.',
  'not-an-object': 'must be an object of settings.',
  'locked-too': 'is locked, too, and the lock holds; take one of them out.',
};

/** Returns the messages for an invalid setting (`locked.linkHosts`). */
function sentences(
  setting: string,
  faults: readonly PolicyError[],
  raw: Raw,
  limits: Limits,
): readonly string[] {
  const why = faults.find(({ path }) => path === setting)?.why ?? 'unknown-choice';
  const [part = '', key] = setting.split('.');
  const name = key as keyof Settings;
  const { form } = POLICY_KEYS[name];
  const value = valueIn(raw, part, name);
  const isValid = (one: unknown): boolean => isWhole(table[name].parse(one, limits));
  // If `linkHosts` allows no host, no example link is valid. So the other parts are evaluated as if any host
  // were allowed.
  const open = limits.linkHosts?.length === 0 ? { ...limits, linkHosts: null } : limits;
  const found = locateErrors(form, value, (one) => isWhole(table[name].parse(one, open)), open);
  const nowhere = { path: [], value, form, why: 'template-host-forbidden' } as const;
  const blames = found.length > 0 || isValid(value) ? found : [nowhere];
  return blames.map((each) => sentence(reasoned(each, name, why as LocatedError['why']), setting, value));
}

/** For a value without parts, the setting's own parser knows the most precise reason. */
function reasoned(found: LocatedError, name: keyof Settings, why: LocatedError['why']): LocatedError {
  const written = name === 'linkSchemes' && typeof found.value === 'string' ? found.value : '';
  if (isDangerousScheme(written.trim().toLowerCase())) return { ...found, why: 'dangerous' };
  return found.path.length === 0 && found.why === 'unfit' ? { ...found, why } : found;
}

/**
 * Returns messages for valid settings: parts that nothing reads, and values whose type differs from the
 * schema's.
 */
function strayed(
  policy: Pick<Policy, 'locked' | 'preset'>,
  raw: Raw,
  faulty: ReadonlySet<string>,
): readonly string[] {
  return (['preset', 'locked'] as const).flatMap((part) =>
    (Object.keys(policy[part]) as (keyof Settings)[]).flatMap((name) => {
      const setting = `${part}.${name}`;
      const value = valueIn(raw, part, name);
      if (faulty.has(setting)) return [];
      return unknownParts(POLICY_KEYS[name].form, value).map((each) => sentence(each, setting, value));
    }),
  );
}

/** Returns a message: `locked.rules[0].colour = "pink" (in "vip"): does not fit; it takes …` */
function sentence({ path, value, form, why }: LocatedError, setting: string, whole: unknown): string {
  const where =
    setting + path.map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`)).join('');
  const shown = why === 'missing' || why === 'strange' ? '' : ` = ${short(value)}`;
  const item: unknown = Array.isArray(whole) && typeof path[0] === 'number' ? whole[path[0]] : undefined;
  const owner =
    isObject(item) && typeof item.id === 'string' && path.length > 1 ? ` (in ${short(item.id)})` : '';
  return `${where}${shown}${owner}: ${REASONS[why]} ${why === 'strange' ? 'There is' : 'It takes'} ${form.says}.`;
}

const LONGEST_SHOWN = 60;
const short = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
};

const NO_ADDRESS = 'is no web address.';
const UNPROTECTED = 'would go over the network unprotected.';
const REASONS: Readonly<Record<LocatedError['why'], string>> = {
  unfit: 'does not fit.',
  missing: 'is missing.',
  strange: 'is no part of it, and is not read.',
  twins: 'holds something twice: no two may be the same, or have the same id.',
  dangerous: 'can run code, install something or open a share: no policy can allow it.',
  kind: 'is of another kind: Chrome and Edge may drop it, and all that stands beside it.',
  'unknown-choice': 'does not fit.',
  'too-many': 'holds too many.',
  'too-long': 'holds what is too long.',
  'not-an-email': 'is no mail address.',
  'not-a-url': NO_ADDRESS,
  'full-not-a-url': NO_ADDRESS,
  'lookup-not-a-url': NO_ADDRESS,
  'login-host-forbidden': 'lies at a host that `loginHosts` does not name.',
  'lookup-host-forbidden': 'lies at a host that `lookupHosts` does not name.',
  'token-host-foreign':
    'would get tokens, and is neither at Voicenter nor at the host of `twoStepServer`. ' +
    'Name its host in `monitorHosts`.',
  'http-only-loopback': UNPROTECTED,
  'full-http': UNPROTECTED,
  'lookup-http': UNPROTECTED,
  'template-not-http': 'begins with another scheme.',
  'template-unknown-placeholder': 'has a placeholder that there is not; docs/user-guide.md lists them.',
  'template-unknown-modifier':
    'has an addition after a colon that there is not; docs/user-guide.md lists them.',
  'template-placeholder-in-host': 'has a placeholder before or in its server’s name.',
  'template-not-a-url': NO_ADDRESS,
  'template-host-forbidden': 'leads to a host that `linkHosts` does not name.',
};
