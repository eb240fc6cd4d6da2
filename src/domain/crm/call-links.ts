/**
 * Chooses the links of a call: the record of the caller, the link of its rule, the default link, and
 * the other links.
 */
import type { CallSummary } from '../calls/call-summary.ts';
import { type CrmLink, fillTemplate } from './crm-url.ts';
import { linkValues } from './link-values.ts';
import { allowsHost, isWeb, linkPolicyOf } from './url-policy.ts';
import { urlOf } from '../common/url.ts';
import type { Limits } from '../common/limits.ts';
import type { Region } from '../common/phone-number.ts';

/** The settings from which links are made. */
export interface LinkSettings extends Pick<Limits, 'linkSchemes' | 'linkHosts'> {
  readonly crmLink: string;
  readonly moreLinks: readonly NamedLink[];
  readonly newRecordLink: string;
  readonly region: Region;
}

/** A link besides the default one. The agent chooses its name. */
export interface NamedLink {
  readonly id: string;
  readonly name: string;
  readonly template: string;
}

/** The id of the link for an unknown caller. */
export const NEW_RECORD = 'new';
/**
 * The id of the default link. It is needed if another link is the main one, for example the record of the
 * caller.
 */
export const DEFAULT_LINK = 'default';

/**
 * Returns the link behind "Open in CRM". It leads to the record that a source of the caller names. Otherwise
 * it is the link that the call's rule names. Otherwise it is the default link.
 */
export function mainLink(call: CallSummary, settings: LinkSettings): CrmLink {
  // Calls that an older version stored have no record of their own.
  const record = urlOf(call.recordUrl ?? call.lookup?.url ?? '');
  const isAllowed =
    record !== null &&
    isWeb(record.protocol.slice(0, -1)) &&
    allowsHost(record, linkPolicyOf(settings)) &&
    (call.recordUrl === undefined || call.recordUrl === call.lookup?.url || isOfCrm(record, settings));
  if (isAllowed) return { kind: 'link', url: record.href };
  const named = settings.moreLinks.find(({ id }) => id === call.linkId);
  return fill(named?.template ?? settings.crmLink, call, settings);
}

/**
 * True if the page is at a host that the settings name. A contact list may name any page. One that only the
 * list names must not open in place of the CRM.
 */
const isOfCrm = ({ hostname }: URL, { crmLink, moreLinks, linkHosts }: LinkSettings): boolean =>
  linkHosts !== null ||
  [crmLink, ...moreLinks.map(({ template }) => template)].some(
    (template) => urlOf(template.replace(/\{[^{}]*\}/g, '0'))?.hostname === hostname,
  );

/** A link that is offered besides the main one. `name` is null for the default link. */
export interface OtherLink {
  readonly id: string;
  readonly name: string | null;
  readonly url: string;
}

/**
 * Returns the other links that lead somewhere for this call. A link with the same URL as the main one is left
 * out.
 */
export function otherLinks(call: CallSummary, settings: LinkSettings): readonly OtherLink[] {
  const main = mainLink(call, settings);
  const all = [{ id: DEFAULT_LINK, name: null, template: settings.crmLink }, ...settings.moreLinks];
  return all.flatMap(({ id, name, template }) => {
    const link = fill(template, call, settings);
    return link.kind === 'link' && !(main.kind === 'link' && main.url === link.url)
      ? [{ id, name, url: link.url }]
      : [];
  });
}

/**
 * Returns the link to a new record if the lookup does not know the caller: the agent's own link, or else the
 * one of the CRM. Otherwise returns no link, with
 * the reason `no-template`.
 */
export function newRecordLink({ lookup, ...call }: CallSummary, settings: LinkSettings): CrmLink {
  if (lookup?.total !== 0) return { kind: 'none', why: 'no-template' };
  const own = urlOf(lookup.newUrl ?? '');
  const isUsed = settings.newRecordLink === '' && own !== null && allowsHost(own, linkPolicyOf(settings));
  return isUsed
    ? { kind: 'link', url: own.href }
    : fill(settings.newRecordLink, { ...call, lookup }, settings);
}

/** Returns the link with this id. Returns the main link if `id` is undefined. */
export function linkById(call: CallSummary, id: string | undefined, settings: LinkSettings): CrmLink {
  if (id === undefined) return mainLink(call, settings);
  if (id === NEW_RECORD) return newRecordLink(call, settings);
  const template =
    id === DEFAULT_LINK ? settings.crmLink : settings.moreLinks.find((link) => link.id === id)?.template;
  return fill(template ?? '', call, settings);
}

const fill = (template: string, call: CallSummary, settings: LinkSettings): CrmLink =>
  fillTemplate(template, linkValues(call, settings.region), linkPolicyOf(settings));
