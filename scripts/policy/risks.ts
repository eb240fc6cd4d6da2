/**
 * Finds risks in a policy with valid values: host patterns that are too wide, and settings that allow
 * nothing. Pure.
 */
import { getPublicSuffix } from 'tldts';
import type { Limits } from '../../src/domain/common/limits.ts';
import type { Policy } from '../../src/domain/settings/managed-policy.ts';
import { isAllowedAddress } from '../../src/domain/common/server-address.ts';
import { type Settings, table } from '../../src/domain/settings/settings.ts';
import { isHostPattern } from '../../src/domain/common/host-patterns.ts';

/** The settings that are lists of hosts. */
const HOST_LISTS = ['linkHosts', 'monitorHosts', 'loginHosts', 'lookupHosts'] as const;
/** What each of these lists rules out when it is empty. */
const NOTHING_LEFT = {
  linkHosts: 'no link leads to a web page',
  loginHosts: 'nobody can sign in',
  lookupHosts: 'no lookup address can be set',
} as const;
const PARTS = ['preset', 'locked'] as const;
/** Returns a value as written in the file. */
type ValueOf = (part: (typeof PARTS)[number], name: keyof Settings) => unknown;

/**
 * Returns one line for each pattern that spans a public suffix (`*.co.il`, `*.github.io`), because anybody
 * can own a host below it. `valueOf` returns a value as written in the file, so that the line names the
 * item's index in the file.
 */
export function tooWide(valueOf: ValueOf): readonly string[] {
  return PARTS.flatMap((part) =>
    HOST_LISTS.flatMap((name) => {
      const value = valueOf(part, name);
      const patterns: readonly unknown[] = Array.isArray(value) ? value : [];
      return patterns.flatMap((pattern, at) => {
        if (typeof pattern !== 'string' || !isPublic(pattern.trim().toLowerCase())) return [];
        return [`${part}.${name}[${String(at)}] = ${JSON.stringify(pattern)}: ${TOO_WIDE}`];
      });
    }),
  );
}

const TOO_WIDE =
  'spans a public suffix, below which anybody can own a host. ' +
  'Name your own domain, such as `*.example.com`.';

function isPublic(pattern: string): boolean {
  if (!isHostPattern(pattern) || !pattern.startsWith('*.')) return false;
  const { hostname } = new URL(`https://${pattern.slice(2)}`);
  return getPublicSuffix(hostname, { allowPrivateDomains: true }) === hostname;
}

/**
 * Returns one line for each setting that is probably not intended: a list that allows nothing, or a default
 * login server that is not allowed.
 */
export function doubts(policy: Policy, limits: Limits): readonly string[] {
  const names = Object.keys(NOTHING_LEFT) as (keyof typeof NOTHING_LEFT)[];
  const empty = names.filter((name) => limits[name]?.length === 0);
  const sentence = (name: keyof typeof NOTHING_LEFT): string =>
    `${name} allows no host: ${NOTHING_LEFT[name]}. Leave it out to allow any.`;
  return [...empty.map(sentence), ...loginElsewhere(policy, limits)];
}

/** Reports a default login server that is not in `loginHosts`. */
function loginElsewhere({ locked, preset }: Policy, limits: Limits): readonly string[] {
  const held = { ...preset, ...locked };
  const name = held.loginType === 'two-step' ? 'twoStepServer' : 'loginServer';
  const address = held[name] ?? table[name].fallback;
  if (limits.loginHosts?.length === 0 || isAllowedAddress(address, { kind: 'login' }, limits)) return [];
  const { host } = new URL(address);
  return [`loginHosts does not name the server that agents begin with, ${host}. Preset or lock \`${name}\`.`];
}
