/** Judges a policy file, in whichever wrapping the browsers want it, and says what each of its keys does. Pure. */
import type { PolicyFault } from '../../src/domain/policy.ts';
import { readPolicy } from '../../src/domain/policy.ts';
import { POLICY_KEYS } from './keys.ts';

export interface Verdict {
  /** One line for each key that is applied. */
  readonly does: readonly string[];
  /** One line for each that is not, with what to do. */
  readonly wrong: readonly string[];
}

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/**
 * The policy inside of what wraps it: Chrome's and Edge's `3rdparty`, Firefox's `policies.json`, Firefox's managed-storage manifest; or the bare policy.
 * `id`: the extension meant; without one the only one there is.
 */
export function unwrapPolicy(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const { policies, '3rdparty': thirdParty, extensions, Extensions, data, type } = raw;
  if (isObject(policies)) return unwrapPolicy(policies);
  if (isObject(thirdParty)) return unwrapPolicy(thirdParty);
  for (const each of [extensions, Extensions]) if (isObject(each)) return Object.values(each)[0];
  return type === 'storage' ? data : raw;
}

/** Throws where the text is no JSON. */
export function lintPolicy(file: string): Verdict {
  const raw = unwrapPolicy(JSON.parse(file));
  const { policy, faults } = readPolicy(raw);
  const does = (['locked', 'preset'] as const).flatMap((part) =>
    Object.entries(policy[part]).map(([name, value]) => `${part}.${name} = ${JSON.stringify(value)}: ${POLICY_KEYS[name as keyof typeof POLICY_KEYS].does}`),
  );
  return { does, wrong: [...(does.length === 0 && faults.length === 0 ? ['The file presets and locks nothing. It takes {"preset": {…}, "locked": {…}}.'] : []), ...faults.map(sentence)] };
}

/** What is wrong beside the value itself. */
const SENTENCES: Readonly<Partial<Record<PolicyFault['why'], string>>> = {
  secret: 'no policy holds a password or token; take it out. Agents type it once.',
  'unknown-key': 'Ringside knows no such key; look for its name in docs/rollout.md.',
  'not-an-object': 'must be an object of settings.',
  'locked-too': 'is locked, too, and the lock holds; take one of them out.',
};

function sentence({ path, why }: PolicyFault): string {
  const does = Object.entries(POLICY_KEYS).find(([name]) => name === path.split('.')[1])?.[1].does;
  return `${path === '' ? 'The policy' : path}: ${SENTENCES[why] ?? `is not applied (${why}). It says: ${does ?? ''}`}`;
}
