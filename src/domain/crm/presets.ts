/**
 * Addresses of known CRMs. Each preset asks only for the piece that differs between customers. None of the
 * addresses was opened live.
 * The letter says how well an address is attested:
 * - A: by the vendor's own documents or code.
 * - B: by three or more independent code bases.
 * - C: by one or two.
 * We chose the form of the number that should find most; a comment gives the reason. The agent may change the
 * template afterwards.
 */
import { checkTemplate } from './crm-url.ts';
import type { MessageKey } from '../common/messages.ts';

/** A missing piece of an address. It stands as `<id>` in the preset's template. */
export interface Ask {
  readonly id: string;
  readonly label: MessageKey;
  readonly example: string;
  /**
   * Matches the whole of a fitting answer, which contains nothing that could change scheme, host or place.
   */
  readonly pattern: RegExp;
}

/** A known CRM with its template and the pieces that the agent must fill in. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly attested: 'A' | 'B' | 'C';
  readonly template: string;
  readonly asks: readonly Ask[];
}

/** Why a preset gives no template: an answer is missing, or does not fit. */
export type PresetError = 'preset-missing' | 'preset-unfit';
/** The filled template, or a fault. `ask` is the id of the piece that the fault is about. */
export type PresetResult =
  | { readonly ok: true; readonly template: string }
  | { readonly ok: false; readonly fault: PresetError; readonly ask: string };

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

/** The known CRMs. */
export const PRESETS: readonly Preset[] = [
  // Uses E.164, because its type for telephone numbers stores E.164.
  preset(
    'servicenow',
    'ServiceNow',
    'A',
    'https://<instance>.service-now.com/cti.do?sysparm_caller_phone={e164}',
    ask('instance', 'crm.preset.ask.instance', 'acme', LABEL),
  ),
  // Uses `{bare}`, because its customer search looks anywhere in a field.
  preset(
    'znuny',
    'Znuny / OTRS',
    'A',
    'https://<host>/znuny/index.pl?Action=AgentTicketPhoneCTI;CallerID={bare}',
    host,
  ),
  // Uses the national form, as Israelis type numbers: it stores numbers as typed and searches them from their
  // beginning.
  preset(
    'suitecrm',
    'SuiteCRM, Sugar 6, vtiger',
    'A',
    'https://<host>/index.php?module=Home&action=UnifiedSearch&query_string={national}',
    host,
  ),
  // Uses `{bare}`, because its index holds every ending of a number, and all forms end in this part.
  preset(
    'bitrix24',
    'Bitrix24',
    'A',
    'https://<portal>/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND={bare}',
    ask('portal', 'crm.preset.ask.portal', 'acme.bitrix24.com', HOST),
  ),
  // Uses E.164, because the numbers of its own telephony are E.164.
  preset(
    'zendesk',
    'Zendesk',
    'B',
    'https://<subdomain>.zendesk.com/agent/search/1?type=user&q={e164}',
    subdomain,
  ),
  // Uses the national form, as people type it, because it searches from the beginning of words.
  preset(
    'dynamics',
    'Dynamics 365',
    'B',
    'https://<org>.<region>.dynamics.com/main.aspx' +
      '?appid=<app>&pagetype=search&searchText={national}&searchType=0',
    ask('org', 'crm.preset.ask.org', 'acme', LABEL),
    ask('region', 'crm.preset.ask.dynamicsRegion', 'crm4', /^crm\d{0,2}$/i),
    ask(
      'app',
      'crm.preset.ask.app',
      '01234567-89ab-cdef-0123-456789abcdef',
      /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
    ),
  ),
  // Uses `{bare}`, because its search knows area code and local number, without the country code.
  preset(
    'hubspot',
    'HubSpot',
    'B',
    'https://<region>.hubspot.com/contacts/<portal>/objects/0-1/views/all/list?query={bare}',
    ask('region', 'crm.preset.ask.region', 'app-eu1', /^app(?:-[a-z]{2}\d)?$/),
    ask('portal', 'crm.preset.ask.hubId', '12345678', /^\d{1,20}$/),
  ),
  // Uses the national form, as people type it. Both interfaces share one address. It is the one of Classic,
  // and few sources say what Lightning does with it.
  preset('salesforce-classic', 'Salesforce Classic', 'B', SALESFORCE, salesforceDomain),
  preset('salesforce-lightning', 'Salesforce Lightning', 'C', SALESFORCE, salesforceDomain),
  // Uses the national form, as people type it.
  preset('google-contacts', 'Google Contacts', 'B', 'https://contacts.google.com/search/{national}'),
  // Uses `{bare}`, because it looks anywhere in a number.
  preset('kommo', 'Kommo', 'B', 'https://<subdomain>.kommo.com/leads/list/?term={bare}', subdomain),
  // The following presets use the national form, as people type it.
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
  // Uses `{bare}`, because it looks anywhere in a number.
  preset('sugarcrm', 'SugarCRM 7+', 'C', 'https://<host>/#search/{bare}', host),
];

/** CRMs without a known address by phone number. They need a lookup endpoint. */
export const LOOKUP_ONLY: readonly string[] = ['Odoo', 'monday', 'Freshsales', 'Priority'];

/**
 * Returns the preset's template with the answers (by the ids of the asks) filled in, or a fault for the first
 * answer that is missing or does not fit.
 */
export function presetTemplate(
  { template, asks }: Preset,
  answers: Readonly<Record<string, string>>,
): PresetResult {
  let filled = template;
  for (const { id, pattern } of asks) {
    const answer = (Object.hasOwn(answers, id) ? (answers[id] ?? '') : '').trim();
    if (answer === '') return { ok: false, fault: 'preset-missing', ask: id };
    const next = filled.replace(`<${id}>`, () => answer);
    // The pattern is not enough: a port or a numeric address may be invalid although it matches.
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
