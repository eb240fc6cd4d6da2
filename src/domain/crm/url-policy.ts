/** Where CRM links may lead: http(s) to any host, unless the administrator's policy says otherwise. */
import { isDangerousScheme } from './dangerous-schemes.ts';
import type { Limits } from '../common/limits.ts';
import { isWithinAny } from '../common/host-patterns.ts';

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

/** A scheme that a policy may allow: one of a program on the agent's computer. */
export const isProgramScheme = (scheme: string): boolean =>
  /^[a-z][a-z\d+.-]{0,30}$/.test(scheme) && !isWeb(scheme) && !isDangerousScheme(scheme);
