/** Judges a policy file, in whichever wrapping the browsers want it, and says what each of its keys does. Pure. */
import { fromText, linksOf, type PolicyFault, readPolicy } from '../../src/domain/policy.ts';
import { type Settings, table } from '../../src/domain/settings.ts';
import { type Blame, blame, strays } from './blame.ts';
import { POLICY_KEYS } from './keys.ts';

export interface Verdict {
  /** One line for each key that is applied. */
  readonly does: readonly string[];
  /** One line for each that is not, or not wholly, with where and what would be taken. */
  readonly wrong: readonly string[];
}

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/**
 * The policy inside of what wraps it: Chrome's and Edge's `3rdparty`, Firefox's `policies.json`, Firefox's managed-storage manifest; or the bare policy.
 * Of several extensions it is the first.
 */
function unwrapPolicy(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { policies, '3rdparty': thirdParty, extensions, Extensions, data, type } = raw;
  if (isObject(policies)) return isObject(policies['3rdparty']) ? unwrapPolicy(policies) : {};
  if (isObject(thirdParty)) return unwrapPolicy(thirdParty);
  for (const each of [extensions, Extensions]) if (isObject(each)) return Object.values(each)[0];
  return type === 'storage' ? data : raw;
}

/** Throws where the text is no JSON. */
export function lintPolicy(file: string): Verdict {
  const raw = unwrapPolicy(JSON.parse(file));
  const { policy, faults } = readPolicy(raw);
  const does = (['locked', 'preset'] as const).flatMap((part) =>
    Object.entries(policy[part]).map(([name, value]) => `${part}.${name} = ${JSON.stringify(value)}: ${POLICY_KEYS[name as keyof Settings].does}`),
  );
  const wrong = isObject(raw) ? [...faults.flatMap((fault) => sentences(fault, raw)), ...strayed(policy, raw)] : faults.flatMap((fault) => sentences(fault, {}));
  return { does, wrong: does.length === 0 && wrong.length === 0 ? ['The file presets and locks nothing. It takes {"preset": {…}, "locked": {…}}.'] : wrong };
}

type Raw = Readonly<Record<string, unknown>>;

/** A setting of a part of the policy as the file has it. */
const valueIn = (raw: Raw, part: string, name: keyof Settings): unknown => (isObject(raw[part]) ? fromText(name, raw[part][name]) : undefined);

/** What is wrong beside the value itself. */
const BESIDE: Readonly<Partial<Record<PolicyFault['why'], string>>> = {
  secret: 'no policy holds a password or token; take it out. Agents type it once.',
  'unknown-key': 'Ringside knows no such key; look for its name in docs/rollout.md.',
  'not-an-object': 'must be an object of settings.',
  'locked-too': 'is locked, too, and the lock holds; take one of them out.',
};

function sentences({ path, why }: PolicyFault, raw: Raw): readonly string[] {
  const beside = BESIDE[why];
  if (beside !== undefined) return [`${path === '' ? 'The policy' : path}: ${beside}`];
  const [part = '', key] = path.split('.');
  const name = key as keyof Settings;
  const links = linksOf(raw);
  const value = valueIn(raw, part, name);
  const blames = blame(POLICY_KEYS[name].form, value, (one) => table[name].parse(one, links).ok, links);
  // Of a value without parts the setting's own parser knows best.
  return blames.map((each) => sentence(each.path.length === 0 && each.why === 'unfit' ? { ...each, why: why as Blame['why'] } : each, path, value));
}

const strayed = (policy: Readonly<Record<'locked' | 'preset', Partial<Settings>>>, raw: Raw): readonly string[] =>
  (['preset', 'locked'] as const).flatMap((part) =>
    (Object.keys(policy[part]) as (keyof Settings)[]).flatMap((name) => {
      const value = valueIn(raw, part, name);
      return strays(POLICY_KEYS[name].form, value).map((each) => sentence(each, `${part}.${name}`, value));
    }),
  );

/** `locked.rules[0].colour = "pink" (in "vip"): does not fit; it takes …` */
function sentence({ path, value, form, why }: Blame, setting: string, whole: unknown): string {
  const where = setting + path.map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`)).join('');
  const shown = why === 'missing' || why === 'strange' ? '' : ` = ${short(value)}`;
  const item: unknown = Array.isArray(whole) && typeof path[0] === 'number' ? whole[path[0]] : undefined;
  const owner = isObject(item) && typeof item.id === 'string' && path.length > 1 ? ` (in ${short(item.id)})` : '';
  return `${where}${shown}${owner}: ${REASONS[why]} ${why === 'strange' ? 'There is' : 'It takes'} ${form.says}.`;
}

const LONGEST_SHOWN = 60;
const short = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
};

const NO_ADDRESS = 'is no web address.';
const UNPROTECTED = 'would go over the network unprotected.';
const REASONS: Readonly<Record<Blame['why'], string>> = {
  unfit: 'does not fit.',
  missing: 'is missing.',
  strange: 'is no part of it, and is not read.',
  twins: 'holds something twice: no two may be the same, or have the same id.',
  kind: 'is of another kind: Chrome and Edge may drop it, and all that stands beside it.',
  'unknown-choice': 'does not fit.',
  'too-many': 'holds too many.',
  'too-long': 'holds what is too long.',
  'not-an-email': 'is no mail address.',
  'not-a-url': NO_ADDRESS,
  'full-not-a-url': NO_ADDRESS,
  'lookup-not-a-url': NO_ADDRESS,
  'http-only-loopback': UNPROTECTED,
  'full-http': UNPROTECTED,
  'lookup-http': UNPROTECTED,
  'template-not-http': 'begins with another scheme.',
  'template-unknown-placeholder': 'has a placeholder that there is not; README.md lists them.',
  'template-unknown-modifier': 'has an addition after a colon that there is not; README.md tells of them.',
  'template-placeholder-in-host': 'has a placeholder before or in its server’s name.',
  'template-not-a-url': NO_ADDRESS,
  'template-host-forbidden': 'leads to a host that `linkHosts` does not name.',
};
