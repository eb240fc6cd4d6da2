/** Where CRM links may lead: http(s) to any host, unless the administrator's policy says otherwise. */
import { isDangerousScheme } from './dangerous-schemes.ts';
import type { Limits } from '../common/limits.ts';
import { urlOf } from '../common/url.ts';

export interface LinkPolicy {
  /** Schemes beside http and https, in lower case without the colon: `priority`. */
  readonly schemes: readonly string[];
  /**
   * The only hosts that links may lead to, `crm.example.com` or `*.example.com` for all below it.
   * Null allows any host, an empty list allows none.
   */
  readonly hosts: readonly string[] | null;
}

export const NO_POLICY: LinkPolicy = { schemes: [], hosts: null };

/** Where links may lead under an agent's settings. */
export function linkPolicyOf(settings: Pick<Limits, 'linkSchemes' | 'linkHosts'>): LinkPolicy {
  return { schemes: settings.linkSchemes, hosts: settings.linkHosts };
}

export const isWeb = (scheme: string): boolean => scheme === 'https' || scheme === 'http';

/** `scheme` in lower case, without the colon. */
export const allowsScheme = (scheme: string, { schemes }: LinkPolicy): boolean =>
  isWeb(scheme) || (schemes.includes(scheme) && isProgramScheme(scheme));

/** Whether a link may lead there. One that names no host (`priority:…`) leads to a program, which its scheme was allowed for. */
export function allowsHost(url: URL, { hosts }: LinkPolicy): boolean {
  const host = url.hostname.toLowerCase();
  return hosts === null || (host === '' && !isWeb(url.protocol.slice(0, -1))) || isWithinAny(host, hosts);
}

const BELOW = '*.';
/** A pattern without its star. */
const nameIn = (pattern: string): string => pattern.slice(pattern.startsWith(BELOW) ? BELOW.length : 0);

function isWithin(host: string, allowed: string): boolean {
  // As URLs spell it: in lower case, letters beyond ASCII in punycode.
  const name = urlOf(`https://${nameIn(allowed)}`)?.hostname;
  return name !== undefined && (allowed.startsWith(BELOW) ? host.endsWith(`.${name}`) : host === name);
}

/** A scheme that a policy may allow: one of a program on the agent's computer. */
export const isProgramScheme = (scheme: string): boolean =>
  /^[a-z][a-z\d+.-]{0,30}$/.test(scheme) && !isWeb(scheme) && !isDangerousScheme(scheme);

/** Names of hosts have 253 characters at most. */
export const LONGEST_HOST = 253 + BELOW.length;

/** `crm.example.com`, or `*.example.com` for all below it: a whole domain at least. */
export function isHostPattern(pattern: string): boolean {
  if (pattern.length > LONGEST_HOST) return false;
  const name = nameIn(pattern);
  const hasInnerDot = name.slice(1, -1).includes('.');
  return hasInnerDot && /^[^\s*/:@?#]+$/.test(name) && URL.canParse(`https://${name}`);
}

/** Whether a host, as URLs spell it, lies within one of the patterns. */
export const isWithinAny = (host: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => isWithin(host, pattern));
