/** Patterns of host names: `crm.example.com`, or `*.example.com` for every host below it. */
import { urlOf } from './url.ts';

/** Prefix of a pattern that matches every host below a domain. */
const BELOW = '*.';

/** Returns the pattern without its `*.` prefix. */
const nameIn = (pattern: string): string => pattern.slice(pattern.startsWith(BELOW) ? BELOW.length : 0);

/** Returns whether a host, as URLs spell it, matches the pattern. False if the pattern is no host name. */
function isWithin(host: string, allowed: string): boolean {
  // Goes through URL, because `host` is spelled as URLs spell it: in lower case, letters beyond ASCII in
  // punycode.
  const name = urlOf(`https://${nameIn(allowed)}`)?.hostname;
  return name !== undefined && (allowed.startsWith(BELOW) ? host.endsWith(`.${name}`) : host === name);
}

/** Length of the longest pattern, in characters. A host name has 253 characters at most. */
export const MAX_HOST_LENGTH = 253 + BELOW.length;

/**
 * Returns whether the text is a pattern: `crm.example.com`, or `*.example.com` for every host below it. The
 * name must be at least a whole domain, so it contains a dot.
 */
export function isHostPattern(pattern: string): boolean {
  if (pattern.length > MAX_HOST_LENGTH) return false;
  const name = nameIn(pattern);
  const hasInnerDot = name.slice(1, -1).includes('.');
  return hasInnerDot && /^[^\s*/:@?#]+$/.test(name) && URL.canParse(`https://${name}`);
}

/** Returns whether a host, as URLs spell it, matches one of the patterns. */
export const isWithinAny = (host: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => isWithin(host, pattern));
