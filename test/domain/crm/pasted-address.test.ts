import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate } from '../../../src/domain/crm/crm-url.ts';
import { sampleValues } from '../../../src/domain/crm/link-values.ts';
import { type PastedAddress, readPasted } from '../../../src/domain/crm/pasted-address.ts';

/** The result as one line: CRM, number and template, or the candidates, or why there is none. */
function read(pasted: string, region: 'IL' | 'US' = 'IL', hosts: readonly string[] | null = null): string {
  const result = readPasted(pasted, region, { schemes: [], hosts });
  return result === null ? 'nothing' : line(result);
}
function line(result: PastedAddress): string {
  const crm = result.crm ?? '-';
  switch (result.kind) {
    case 'template':
      return `${crm} | ${result.number ?? 'own'} | ${result.template}`;
    case 'ask':
      return `${crm} | ask | ${result.candidates.map(({ number, template }) => `${number} ${template}`).join(' | ')}`;
    case 'none':
      return `${crm} | ${result.why} | ${result.offer ?? '-'}`;
  }
}
/** The address of a Lightning page: its state is JSON in base64. */
const lightning = (host: string, state: object): string =>
  `https://${host}/one/one.app#${btoa(JSON.stringify({ componentDef: 'forceSearch:searchPage', ...state }))}`;

/** A search in each CRM, as its users have it in their address bar. */
const SEARCHES: readonly (readonly [string, string])[] = [
  [
    'https://acme.service-now.com/cti.do?sysparm_caller_phone=%2B972501234567',
    'ServiceNow | +972501234567 | https://acme.service-now.com/cti.do?sysparm_caller_phone={e164}',
  ],
  [
    'https://help.example.com/znuny/index.pl?Action=AgentTicketPhoneCTI;CallerID=501234567',
    'Znuny / OTRS | 501234567 | https://help.example.com/znuny/index.pl?Action=AgentTicketPhoneCTI;CallerID={bare}',
  ],
  [
    'https://crm.example.com/index.php?module=Home&action=UnifiedSearch&query_string=050-123-4567',
    'SuiteCRM | 050-123-4567 | https://crm.example.com/index.php?module=Home&action=UnifiedSearch&query_string={nationalFormatted}',
  ],
  [
    'https://acme.bitrix24.com/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND=%2B972+50+123+4567',
    'Bitrix24 | +972 50 123 4567 | https://acme.bitrix24.com/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND={international}',
  ],
  [
    'https://acme.zendesk.com/agent/search/1?type=user&q=0501234567',
    'Zendesk | 0501234567 | https://acme.zendesk.com/agent/search/1?type=user&q={national}',
  ],
  [
    'https://acme.crm4.dynamics.com/main.aspx?appid=01234567-89ab-cdef-0123-456789012345&pagetype=search&searchText=050%20123%204567&searchType=0',
    'Dynamics 365 | 050 123 4567 | https://acme.crm4.dynamics.com/main.aspx?appid=01234567-89ab-cdef-0123-456789012345&pagetype=search&searchText={national:### ### ####}&searchType=0',
  ],
  [
    'https://app-eu1.hubspot.com/contacts/27654321/objects/0-1/views/all/list?query=501234567',
    'HubSpot | 501234567 | https://app-eu1.hubspot.com/contacts/27654321/objects/0-1/views/all/list?query={bare}',
  ],
  [
    'https://acme.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str=0501234567',
    'Salesforce | 0501234567 | https://acme.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str={national}',
  ],
  [
    lightning('acme.lightning.force.com', { attributes: { term: '972501234567', scope: 'TOP_RESULTS' } }),
    'Salesforce | 972501234567 | https://acme.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str={e164Digits}',
  ],
  [
    'https://contacts.google.com/search/0501234567',
    'Google Contacts | 0501234567 | https://contacts.google.com/search/{national}',
  ],
  [
    'https://acme.kommo.com/leads/list/?term=972501234567',
    'Kommo | 972501234567 | https://acme.kommo.com/leads/list/?term={e164Digits}',
  ],
  [
    'https://acme.freshdesk.com/a/search/customers?term=%252B972501234567',
    'Freshdesk | +972501234567 | https://acme.freshdesk.com/a/search/customers?term=%252B{e164Digits}',
  ],
  [
    'https://app.fireberry.com/app/views/1?q=00972501234567',
    'Fireberry | 00972501234567 | https://app.fireberry.com/app/views/1?q=00{e164Digits}',
  ],
  [
    'https://acme.pipedrive.com/search?term=(050)%20123-4567',
    'Pipedrive | (050) 123-4567 | https://acme.pipedrive.com/search?term={national:(###) ###-####}',
  ],
  [
    'https://crm.zoho.com/crm/org612345678/search?searchword=0501234567',
    'Zoho CRM | 0501234567 | https://crm.zoho.com/crm/org612345678/search?searchword={national}',
  ],
  [
    'https://crm.example.com/#search/%2B972%2050-123-4567',
    'SugarCRM | +972 50-123-4567 | https://crm.example.com/#search/{internationalDashed}',
  ],
];

describe('a pasted search', () => {
  it.each(SEARCHES)('%s becomes a template', (pasted, result) => {
    expect(read(pasted)).toBe(result);
  });

  it.each(SEARCHES)('%s is valid, and opens the same page for the sample caller', (pasted) => {
    const result = readPasted(pasted, 'IL');
    if (result?.kind !== 'template') throw new Error('no template');
    expect(checkTemplate(result.template)).toBeNull();
    const link = fillTemplate(result.template, sampleValues('IL'));
    if (link.kind !== 'link') throw new Error(link.why);
    if (!pasted.includes('one.app'))
      expect(decodeURIComponent(link.url.replaceAll('+', ' '))).toBe(
        decodeURIComponent(pasted.replaceAll('+', ' ')),
      );
  });
});

describe('the number', () => {
  it.each([
    ['?q=+972501234567', '?q={e164}'],
    ['?q=tel:%2B972501234567', '?q=tel:{e164}'],
    ['?q=%2B972-50-123-4567', '?q={e164Digits:+###-##-###-####}'],
    ['?q=050%E2%80%91123%E2%80%914567', '?q={nationalFormatted}'],
    ['?q=%E2%80%8E0501234567', '?q=%E2%80%8E{national}'],
    ['?q=%20501234567', '?q=%20{bare}'],
    ['?q=Dana+0501234567', '?q=Dana+{national}'],
    ['?q=*0501234567*', '?q=*{national}*'],
    ['?filter={"phone":"0501234567"}', '?filter=%7B%22phone%22:%22{national}%22%7D'],
    ['?filter=%7B%22phone%22%3A%220501234567%22%7D', '?filter=%7B%22phone%22%3A%22{national}%22%7D'],
    ['?to=%2Fsearch%3Fq%3D%252B972501234567', '?to=%2Fsearch%3Fq%3D%252B{e164Digits}'],
    ['?to=%2Fsearch%3Fq%3D050%2520123%25204567', '?to=%2Fsearch%3Fq%3D{national}'],
    ['#/find/0501234567/all', '#/find/{national}/all'],
    ['?q=0501234567&title=Results+for+%2B972501234567', '?q={national}&title=Results+for+{e164}'],
  ])('in /a%s is replaced in its own form', (rest, template) => {
    expect(read(`https://crm.example.com/a${rest}`).split(' | ')[2]).toBe(
      `https://crm.example.com/a${template}`,
    );
  });

  it.each([
    ['?q=(212)%20555-1234&owner_id=3125551234', '?q={nationalFormatted}&owner_id=3125551234'],
    ['?q=2125551234', '?q={national}'],
    ['?q=12125551234', '?q={e164Digits}'],
  ])('in /a%s of a CRM in the United States is replaced', (rest, template) => {
    expect(read(`https://crm.example.com/a${rest}`, 'US').split(' | ')[2]).toBe(
      `https://crm.example.com/a${template}`,
    );
  });

  it.each([
    ['a portal id before a search', '/contacts/27654321?query=501234567', '/contacts/27654321?query={bare}'],
    ['a weaker one elsewhere', '/a?q=0501234567&ref=0529876543', '/a?q={national}&ref=0529876543'],
    ['a time in ms', '/a?q=0501234567&ts=1701234567890', '/a?q={national}&ts=1701234567890'],
    ['a date in front', '/a?q=2024-05-01+0501234567', '/a?q=2024-05-01+{national}'],
  ])('is told from %s', (_, rest, template) => {
    expect(read(`https://crm.example.com${rest}`).split(' | ')[2]).toBe(`https://crm.example.com${template}`);
  });
});

describe('the agent is asked', () => {
  it.each([
    [
      'two numbers stand in equal places',
      'https://crm.example.com/0501234567/0529876543',
      '- | ask | 0501234567 https://crm.example.com/{national}/0529876543 | 0529876543 https://crm.example.com/0501234567/{national}',
    ],
    [
      'an id looks like a number',
      'https://acme.zendesk.com/agent/users/27654321',
      'Zendesk | ask | 27654321 https://acme.zendesk.com/agent/users/{bare}',
    ],
    [
      'the searched digits are no valid number',
      'https://crm.example.com/?q=5551234',
      '- | ask | 5551234 https://crm.example.com/?q={bare}',
    ],
  ])('if %s', (_, pasted, result) => {
    expect(read(pasted)).toBe(result);
  });

  it('with the known search of the CRM as a way out', () => {
    expect(readPasted('https://acme.zendesk.com/agent/users/27654321', 'IL')).toMatchObject({
      offer: 'https://acme.zendesk.com/agent/search/1?type=user&q={e164}',
    });
  });
});

describe('no template comes of', () => {
  it.each([
    ['https://crm.example.com/contacts', '- | no-number | -'],
    [
      'https://acme.zendesk.com/agent/dashboard',
      'Zendesk | no-number | https://acme.zendesk.com/agent/search/1?type=user&q={e164}',
    ],
    [
      'https://app.hubspot.com/contacts/123456/objects/0-1',
      'HubSpot | no-number | https://app.hubspot.com/contacts/123456/objects/0-1/views/all/list?query={bare}',
    ],
    ['https://app.hubspot.com/login', 'HubSpot | no-number | -'],
    ['https://acme.odoo.com/web#action=120', 'Odoo | no-number | -'],
    [lightning('crm.example.com', { attributes: { term: '0501234567' } }), '- | hidden-number | -'],
    ['javascript:alert(0501234567)', '- | template-not-http | -'],
    ['file:///home/0501234567', '- | template-not-http | -'],
    ['https://user:pw@crm.example.com/?q=0501234567', '- | template-not-a-url | -'],
    ['https://0501234567.example.com/', '- | no-number | -'],
    ['0501234567', '- | template-not-a-url | -'],
    ['Dana Levi', '- | template-not-a-url | -'],
    [`https://crm.example.com/${'0501234567/'.repeat(400)}`, '- | too-long | -'],
    ['https://crm.example.com/%2e%2e%2f?q=0501234567', '- | template-not-a-url | -'],
  ])('%.60s', (pasted, result) => {
    expect(read(pasted)).toBe(result);
  });

  it('a host that the policy forbids, nor is its preset offered', () => {
    expect(read('https://acme.zendesk.com/?q=0501234567', 'IL', ['crm.example.com'])).toBe(
      '- | template-host-forbidden | -',
    );
    expect(
      read(lightning('acme.lightning.force.com', { a: { term: '0501234567' } }), 'IL', ['*.force.com']),
    ).toBe('Salesforce | hidden-number | -');
  });

  it('an empty text, which is no fault', () => {
    expect(read('  ')).toBe('nothing');
  });
});

describe('also accepted is', () => {
  it.each([
    ['an address without its scheme', 'acme.zendesk.com/agent/search?q=0501234567'],
    ['an address among words', 'Results – https://acme.zendesk.com/agent/search?q=0501234567 (Zendesk)'],
    ['an address on two lines', '\n https://acme.zendesk.com/agent/search?q=0501234567 \n'],
  ])('%s', (_, pasted) => {
    expect(read(pasted)).toBe('Zendesk | 0501234567 | https://acme.zendesk.com/agent/search?q={national}');
  });

  it('a template of ours, unchanged', () => {
    const template = 'https://acme.zendesk.com/agent/search?q={e164}&name={name}';
    expect(read(template)).toBe(`Zendesk | own | ${template}`);
    expect(read('https://{e164}.example.com/')).toBe('- | template-placeholder-in-host | -');
  });

  it('a template of another tool', () => {
    expect(read('https://crm.example.com/?q=[callerid]')).toBe(
      '- | own | https://crm.example.com/?q={phone}',
    );
  });
});
