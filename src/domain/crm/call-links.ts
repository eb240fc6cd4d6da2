/** Which links a call has: what the lookup found, what its rule says, the default one, and the others. */
import type { CallSummary } from '../calls/call-summary.ts';
import { type CrmLink, fillTemplate, linkValues } from './crm-url.ts';
import { allowsHost, linkPolicyOf } from './url-policy.ts';
import type { Limits } from '../common/limits.ts';
import type { Region } from '../common/phone-number.ts';

/** The settings that links are made by. */
export interface LinkSettings extends Pick<Limits, 'linkSchemes' | 'linkHosts'> {
  readonly crmLink: string;
  readonly moreLinks: readonly NamedLink[];
  readonly newRecordLink: string;
  readonly region: Region;
}

/** A link beside the first one, with the agent's own name for it. */
export interface NamedLink {
  readonly id: string;
  readonly name: string;
  readonly template: string;
}

/** The id by which the link for an unknown caller is asked for. */
export const NEW_RECORD = 'new';
/** The id of the default link, where what the lookup found stands in its place. */
export const DEFAULT_LINK = 'default';

/** Where "Open in CRM" leads: to the record that the lookup found, else by the link that the call's rule names, else by the default one. */
export function mainLink(call: CallSummary, settings: LinkSettings): CrmLink {
  const found = call.lookup?.url ?? null;
  if (found !== null && allowsHost(new URL(found), linkPolicyOf(settings)))
    return { kind: 'link', url: found };
  const named = settings.moreLinks.find(({ id }) => id === call.linkId);
  return fill(named?.template ?? settings.crmLink, call, settings);
}

/** A link that is offered beside the main one. `name` is null for the default link. */
export interface OtherLink {
  readonly id: string;
  readonly name: string | null;
  readonly url: string;
}

/** The other links that lead somewhere for this call. */
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

/** The link to a new record, for a caller whom the lookup does not know. */
export const newRecordLink = (call: CallSummary, settings: LinkSettings): CrmLink =>
  call.lookup?.total === 0
    ? fill(settings.newRecordLink, call, settings)
    : { kind: 'none', why: 'no-template' };

/** The link of that id; without one the main link. */
export function linkById(call: CallSummary, id: string | undefined, settings: LinkSettings): CrmLink {
  if (id === undefined) return mainLink(call, settings);
  if (id === NEW_RECORD) return newRecordLink(call, settings);
  const template =
    id === DEFAULT_LINK ? settings.crmLink : settings.moreLinks.find((link) => link.id === id)?.template;
  return fill(template ?? '', call, settings);
}

const fill = (template: string, call: CallSummary, settings: LinkSettings): CrmLink =>
  fillTemplate(template, linkValues(call, settings.region), linkPolicyOf(settings));
