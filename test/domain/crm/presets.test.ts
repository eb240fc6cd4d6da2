import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate } from '../../../src/domain/crm/crm-url.ts';
import { sampleValues } from '../../../src/domain/crm/link-values.ts';
import { LOOKUP_ONLY, type Preset, PRESETS, presetTemplate } from '../../../src/domain/crm/presets.ts';

const examplesOf = ({ asks }: Preset): Record<string, string> =>
  Object.fromEntries(asks.map(({ id, example }) => [id, example]));
const preset = (id: string): Preset => {
  const found = PRESETS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found;
};

/** The links for the caller 0501234567 and the example answers of each preset. */
const GOLDEN: Readonly<Record<string, string>> = {
  servicenow: 'A https://acme.service-now.com/cti.do?sysparm_caller_phone=%2B972501234567',
  znuny: 'A https://crm.example.com/znuny/index.pl?Action=AgentTicketPhoneCTI;CallerID=501234567',
  suitecrm: 'A https://crm.example.com/index.php?module=Home&action=UnifiedSearch&query_string=0501234567',
  bitrix24: 'A https://acme.bitrix24.com/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND=501234567',
  zendesk: 'B https://acme.zendesk.com/agent/search/1?type=user&q=%2B972501234567',
  dynamics:
    'B https://acme.crm4.dynamics.com/main.aspx?appid=01234567-89ab-cdef-0123-456789abcdef&pagetype=search&searchText=0501234567&searchType=0',
  hubspot: 'B https://app-eu1.hubspot.com/contacts/12345678/objects/0-1/views/all/list?query=501234567',
  'salesforce-classic': 'B https://acme.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str=0501234567',
  'salesforce-lightning':
    'C https://acme.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str=0501234567',
  'google-contacts': 'B https://contacts.google.com/search/0501234567',
  kommo: 'B https://acme.kommo.com/leads/list/?term=501234567',
  freshdesk: 'C https://acme.freshdesk.com/a/search/customers?term=0501234567',
  fireberry: 'C https://app.fireberry.com/app/views/1?q=0501234567',
  pipedrive: 'C https://acme.pipedrive.com/search?term=0501234567',
  zoho: 'C https://crm.zoho.com/crm/org12345678/search?searchword=0501234567',
  sugarcrm: 'C https://crm.example.com/#search/501234567',
};

describe('a preset', () => {
  it('has exactly the known address', () => {
    expect(PRESETS.map(({ id }) => id)).toEqual(Object.keys(GOLDEN));
  });

  it.each(Object.entries(GOLDEN))('%s leads to %s', (id, golden) => {
    const filled = presetTemplate(preset(id), examplesOf(preset(id)));
    if (!filled.ok) throw new Error(filled.fault);
    expect(checkTemplate(filled.template)).toBeNull();
    const link = fillTemplate(filled.template, sampleValues('IL'));
    expect(`${preset(id).attested} ${link.kind === 'link' ? link.url : link.why}`).toBe(golden);
  });

  it('asks for every part that its template lacks, and for nothing else', () => {
    for (const { template, asks } of PRESETS)
      expect([...template.matchAll(/<(\w+)>/g)].map(([, id]) => id)).toEqual(asks.map(({ id }) => id));
  });

  it.each(PRESETS.flatMap((each) => each.asks.map(({ id }) => [each.id, id] as const)))(
    '%s reports when its %s is missing',
    (id, askId) => {
      expect(presetTemplate(preset(id), { ...examplesOf(preset(id)), [askId]: ' ' })).toEqual({
        ok: false,
        fault: 'preset-missing',
        ask: askId,
      });
      expect(
        presetTemplate(
          preset(id),
          Object.fromEntries(Object.entries(examplesOf(preset(id))).filter(([name]) => name !== askId)),
        ),
      ).toMatchObject({ ok: false, ask: askId });
    },
  );

  const HOSTILE = [
    'evil.com/',
    'evil.com#',
    'evil.com?',
    'evil.com\\',
    'a@evil.com',
    'https://evil.com',
    'evil.com:x',
    '..',
    '.',
    '-a',
    'a-',
    'a..b',
    'a b',
    'a\nb',
    '{phone}',
    '<host>',
    '$&',
    '%2e',
    'אקמה',
    'a'.repeat(64),
    '/',
    'a/../b',
    'x&y=1',
  ];
  it.each(PRESETS.flatMap((each) => each.asks.map(({ id }) => [each.id, id] as const)))(
    '%s lets no answer for its %s leave its place',
    (id, askId) => {
      for (const hostile of HOSTILE) {
        expect(presetTemplate(preset(id), { ...examplesOf(preset(id)), [askId]: hostile }), hostile).toEqual({
          ok: false,
          fault: 'preset-unfit',
          ask: askId,
        });
      }
    },
  );

  it.each([
    ['zendesk', 'subdomain', 'evil.com', false],
    ['zendesk', 'subdomain', ' Acme-2 ', true],
    ['znuny', 'host', 'crm:8443', true],
    ['znuny', 'host', 'crm.example.com:99999', false],
    ['znuny', 'host', '192.168.0.7', true],
    ['znuny', 'host', '1.2.3.999', false],
    ['salesforce-lightning', 'domain', 'acme--uat.sandbox', true],
    ['dynamics', 'region', 'crm', true],
    ['dynamics', 'region', 'crm11', true],
    ['dynamics', 'region', 'crm4.evil', false],
    ['dynamics', 'region', 'api', false],
    ['hubspot', 'region', 'app', true],
    ['hubspot', 'region', 'www', false],
    ['zoho', 'zone', 'com.au', true],
    ['zoho', 'zone', 'evil', false],
  ])('%s: %s may be %j: %s', (id, askId, answer, fits) => {
    expect(presetTemplate(preset(id), { ...examplesOf(preset(id)), [askId]: answer }).ok).toBe(fits);
  });

  it('exists for no CRM without a known address', () => {
    expect(LOOKUP_ONLY).toEqual(['Odoo', 'monday', 'Freshsales', 'Priority']);
    expect(PRESETS.filter(({ name }) => LOOKUP_ONLY.includes(name))).toEqual([]);
  });
});
