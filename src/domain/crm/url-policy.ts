/**
 * Decides where CRM links may lead: to any http(s) host, unless the administrator's policy says otherwise.
 */
import { isDangerousScheme } from './dangerous-schemes.ts';
import type { Limits } from '../common/limits.ts';
import { isWithinAny } from '../common/host-patterns.ts';

/** What the administrator's policy says about links. */
export interface LinkPolicy {
  /** Allowed schemes besides http and https, in lower case, without the colon, e.g. `priority`. */
  readonly schemes: readonly string[];
  /**
   * The only hosts that links may lead to: `crm.example.com`, or `*.example.com` for every host below it.
   * Null allows any host. An empty list allows none.
   */
  readonly hosts: readonly string[] | null;
}

/** Allows http and https to any host. */
export const NO_POLICY: LinkPolicy = { schemes: [], hosts: null };

/** Returns the link policy of an agent's settings. */
export function linkPolicyOf(settings: Pick<Limits, 'linkSchemes' | 'linkHosts'>): LinkPolicy {
  return { schemes: settings.linkSchemes, hosts: settings.linkHosts };
}

/** Returns whether a scheme, in lower case without the colon, is http or https. */
export const isWeb = (scheme: string): boolean => scheme === 'https' || scheme === 'http';

/** Returns whether a link may have this scheme. `scheme` is in lower case, without the colon. */
export const allowsScheme = (scheme: string, { schemes }: LinkPolicy): boolean =>
  isWeb(scheme) || (schemes.includes(scheme) && isProgramScheme(scheme));

/**
 * Returns whether a link may lead to the host of this URL. A URL without a host (`priority:…`) leads to a
 * program. It is allowed, because the policy already allows its scheme.
 */
export function allowsHost(url: URL, { hosts }: LinkPolicy): boolean {
  const host = url.hostname.toLowerCase();
  return hosts === null || (host === '' && !isWeb(url.protocol.slice(0, -1))) || isWithinAny(host, hosts);
}

/** Returns whether a policy may allow this scheme: the scheme of a program on the agent's computer. */
export const isProgramScheme = (scheme: string): boolean =>
  /^[a-z][a-z\d+.-]{0,30}$/.test(scheme) && !isWeb(scheme) && !isDangerousScheme(scheme);
