/**
 * Addresses of known CRMs, each asking for just the piece that differs between customers. None was opened live. How well an address is
 * attested: A by the vendor's own documents or code, B by three or more independent code bases, C by one or two.
 * Which form of the number finds most is our choice, said with each; the template may be changed afterwards.
 */
import { checkTemplate } from './crm-url.ts';
import type { MessageKey } from '../common/messages.ts';

/** A missing piece of an address: `<id>` in the preset's template. */
export interface Ask {
  readonly id: string;
  readonly label: MessageKey;
  readonly example: string;
  /** Matches a fitting answer from end to end: nothing that could change scheme, host or place. */
  readonly pattern: RegExp;
}

export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly attested: 'A' | 'B' | 'C';
  readonly template: string;
  readonly asks: readonly Ask[];
}

export type PresetFault = 'preset-missing' | 'preset-unfit';
/** `ask` is the id of the piece that the fault is about. */
export type PresetResult =
  | { readonly ok: true; readonly template: string }
  | { readonly ok: false; readonly fault: PresetFault; readonly ask: string };

const DNS_LABEL = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?';
const LABEL = new RegExp(`^${DNS_LABEL}$`, 'i');
const HOST = new RegExp(`^(?=[^:]{1,253}(?::|$))${DNS_LABEL}(?:\\.${DNS_LABEL})*(?::[1-9]\\d{0,4})?$`, 'i');
const ID = /^\w{1,63}$/;

const ask = (id: string, label: MessageKey, example: string, pattern: RegExp): Ask => ({
  id,
  label,
  example,
  pattern,
});
const subdomain = ask('subdomain', 'crm.preset.ask.subdomain', 'acme', LABEL);
const host = ask('host', 'crm.preset.ask.host', 'crm.example.com', HOST);

const SALESFORCE = 'https://<domain>.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str={national}';
const salesforceDomain = ask(
  'domain',
  'crm.preset.ask.subdomain',
  'acme',
  new RegExp(`^${DNS_LABEL}(?:\\.(?:sandbox|develop|scratch))?$`, 'i'),
);

export const PRESETS: readonly Preset[] = [
  // Its type for telephone numbers stores E.164.
  preset(
    'servicenow',
    'ServiceNow',
    'A',
    'https://<instance>.service-now.com/cti.do?sysparm_caller_phone={e164}',
    ask('instance', 'crm.preset.ask.instance', 'acme', LABEL),
  ),
  // Its customer search looks anywhere in a field.
  preset(
    'znuny',
    'Znuny / OTRS',
    'A',
    'https://<host>/znuny/index.pl?Action=AgentTicketPhoneCTI;CallerID={bare}',
    host,
  ),
  // Numbers stand in it as they were typed, and are searched from their beginning: as Israelis type them.
  preset(
    'suitecrm',
    'SuiteCRM, Sugar 6, vtiger',
    'A',
    'https://<host>/index.php?module=Home&action=UnifiedSearch&query_string={national}',
    host,
  ),
  // Its index holds every ending of a number, so the part that all forms end in.
  preset(
    'bitrix24',
    'Bitrix24',
    'A',
    'https://<portal>/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND={bare}',
    ask('portal', 'crm.preset.ask.portal', 'acme.bitrix24.com', HOST),
  ),
  // Numbers of its own telephony are E.164.
  preset(
    'zendesk',
    'Zendesk',
    'B',
    'https://<subdomain>.zendesk.com/agent/search/1?type=user&q={e164}',
    subdomain,
  ),
  // As typed, searched from the beginning of words.
  preset(
    'dynamics',
    'Dynamics 365',
    'B',
    'https://<org>.<region>.dynamics.com/main.aspx?appid=<app>&pagetype=search&searchText={national}&searchType=0',
    ask('org', 'crm.preset.ask.org', 'acme', LABEL),
    ask('region', 'crm.preset.ask.dynamicsRegion', 'crm4', /^crm\d{0,2}$/i),
    ask(
      'app',
      'crm.preset.ask.app',
      '01234567-89ab-cdef-0123-456789abcdef',
      /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
    ),
  ),
  // Its search knows area code and local number, without the country code.
  preset(
    'hubspot',
    'HubSpot',
    'B',
    'https://<region>.hubspot.com/contacts/<portal>/objects/0-1/views/all/list?query={bare}',
    ask('region', 'crm.preset.ask.region', 'app-eu1', /^app(?:-[a-z]{2}\d)?$/),
    ask('portal', 'crm.preset.ask.hubId', '12345678', /^\d{1,20}$/),
  ),
  // As typed. One address for both of its faces: it is Classic's own, and few say what Lightning makes of it.
  preset('salesforce-classic', 'Salesforce Classic', 'B', SALESFORCE, salesforceDomain),
  preset('salesforce-lightning', 'Salesforce Lightning', 'C', SALESFORCE, salesforceDomain),
  // As typed.
  preset('google-contacts', 'Google Contacts', 'B', 'https://contacts.google.com/search/{national}'),
  // It looks anywhere in a number.
  preset('kommo', 'Kommo', 'B', 'https://<subdomain>.kommo.com/leads/list/?term={bare}', subdomain),
  // As typed, in those that follow.
  preset(
    'freshdesk',
    'Freshdesk',
    'C',
    'https://<subdomain>.freshdesk.com/a/search/customers?term={national}',
    subdomain,
  ),
  preset('fireberry', 'Fireberry (Powerlink)', 'C', 'https://app.fireberry.com/app/views/1?q={national}'),
  preset(
    'pipedrive',
    'Pipedrive',
    'C',
    'https://<company>.pipedrive.com/search?term={national}',
    ask('company', 'crm.preset.ask.subdomain', 'acme', LABEL),
  ),
  preset(
    'zoho',
    'Zoho CRM',
    'C',
    'https://crm.zoho.<zone>/crm/<org>/search?searchword={national}',
    ask('zone', 'crm.preset.ask.zone', 'com', /^(?:com|eu|in|jp|sa|com\.au|com\.cn)$/),
    ask('org', 'crm.preset.ask.orgId', 'org12345678', ID),
  ),
  // It looks anywhere in a number.
  preset('sugarcrm', 'SugarCRM 7+', 'C', 'https://<host>/#search/{bare}', host),
];

/** CRMs of which no address by phone number is known: they take a lookup endpoint. */
export const LOOKUP_ONLY: readonly string[] = ['Odoo', 'monday', 'Freshsales', 'Priority'];

/** The preset's template with the answers (by the asks' ids) in their places. */
export function presetTemplate(
  { template, asks }: Preset,
  answers: Readonly<Record<string, string>>,
): PresetResult {
  let filled = template;
  for (const { id, pattern } of asks) {
    const answer = (Object.hasOwn(answers, id) ? (answers[id] ?? '') : '').trim();
    if (answer === '') return { ok: false, fault: 'preset-missing', ask: id };
    const next = filled.replace(`<${id}>`, () => answer);
    // A port or an address in figures may be none although it looks like one.
    if (!pattern.test(answer) || checkTemplate(next.replace(/<\w+>/g, 'x')) !== null)
      return { ok: false, fault: 'preset-unfit', ask: id };
    filled = next;
  }
  return { ok: true, template: filled };
}

function preset(
  id: string,
  name: string,
  attested: Preset['attested'],
  template: string,
  ...asks: Ask[]
): Preset {
  return { id, name, attested, template, asks };
}
