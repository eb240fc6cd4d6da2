/** Patterns of host names: `crm.example.com`, or `*.example.com` for every host below it. */
import { urlOf } from './url.ts';

export const BELOW = '*.';

/** A pattern without its star. */
export const nameIn = (pattern: string): string =>
  pattern.slice(pattern.startsWith(BELOW) ? BELOW.length : 0);

export function isWithin(host: string, allowed: string): boolean {
  // As URLs spell it: in lower case, letters beyond ASCII in punycode.
  const name = urlOf(`https://${nameIn(allowed)}`)?.hostname;
  return name !== undefined && (allowed.startsWith(BELOW) ? host.endsWith(`.${name}`) : host === name);
}

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
