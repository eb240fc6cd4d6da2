/** The requests of each shipped adapter, as the documents of its CRM want them, and what it reads in answers. */
import { describe, expect, it } from 'vitest';
import { fillRequest, numberValues } from '../../../src/domain/crm-match/requests.ts';
import { matchOf, readRecords } from '../../../src/domain/crm-match/records.ts';
import { dictionaryKey } from '../../../src/domain/crm-match/values.ts';
import { adapterOf, FIELDS, planOf, SHIPPED } from '../../support/crm-plans.ts';

const CALLER = '0501234567';
const DIGITS = '501234567';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const basic = (text: string): object => ({ Authorization: `Basic ${btoa(text)}` });

const requestsOf = (id: string) => {
  const plan = planOf(adapterOf(id));
  const values = { ...numberValues(CALLER, 'IL'), secret: 's3cret' };
  return plan.requests.map((request) => {
    const { body, ...filled } = fillRequest(plan, request, values, 'IL') ?? { body: null };
    return { ...filled, body: body === null ? null : (JSON.parse(body) as unknown) };
  });
};

const get = (url: string, headers: object) => ({ method: 'GET', url, headers, body: null });
const post = (url: string, headers: object, body: unknown) => ({
  method: 'POST',
  url,
  headers: { ...headers, ...JSON_TYPE },
  body,
});
const priorityFilter =
  '%24filter=PHONE%20eq%20%270501234567%27%20or%20PHONE%20eq%20%27050-123-4567%27%20or%20PHONE%20eq%20%27%2B972501234567%27';
const fireberryQuery = (objecttype: number, fields: string, query: string) =>
  post(
    'https://api.fireberry.com/api/query',
    { tokenid: 's3cret' },
    {
      objecttype,
      page_size: 5,
      page_number: 1,
      fields,
      query,
      sort_by: 'modifiedon',
      sort_type: 'desc',
    },
  );
const filter = (propertyName: string, operator: string, value: string) => ({
  filters: [{ propertyName, operator, value }],
});

const REQUESTS: Readonly<Record<string, readonly unknown[]>> = {
  hubspot: [
    post(
      'https://api.hubapi.com/crm/objects/2026-09/contacts/search',
      { Authorization: 'Bearer s3cret' },
      {
        limit: 5,
        after: '0',
        sorts: [],
        properties: [
          'firstname',
          'lastname',
          'email',
          'company',
          'phone',
          'mobilephone',
          'hs_lead_status',
          'lifecyclestage',
          'hubspot_owner_id',
        ],
        filterGroups: [
          filter('hs_searchable_calculated_phone_number', 'CONTAINS_TOKEN', '*501234567'),
          filter('hs_searchable_calculated_mobile_number', 'CONTAINS_TOKEN', '*501234567'),
          filter('phone', 'EQ', '+972501234567'),
          filter('mobilephone', 'EQ', '+972501234567'),
          filter('phone', 'EQ', '0501234567'),
        ],
      },
    ),
  ],
  zendesk: [
    get(
      'https://acme.zendesk.com/api/v2/search.json?query=role%3Aend-user%20phone%3A%2A501234567&per_page=5',
      basic('agent@acme.com/token:s3cret'),
    ),
  ],
  monday: [
    post(
      'https://api.monday.com/v2',
      { Authorization: 's3cret' },
      {
        query: expect.stringContaining('operator:contains_text') as string,
        variables: {
          b: ['42'],
          c: 'phone',
          v: [DIGITS],
          p: ['phone'],
          s: ['status'],
          o: ['person'],
          k: ['text'],
        },
      },
    ),
  ],
  fireberry: [
    fireberryQuery(
      1,
      'accountid,accountname,telephone1,ownername,status,modifiedon',
      "(telephone1 end-with '501234567') OR (telephone1 = '050-123-4567')",
    ),
    fireberryQuery(
      2,
      'contactid,fullname,telephone1,mobilephone1,mobilephone2,accountname,ownername,modifiedon',
      "(mobilephone1 end-with '501234567') OR (mobilephone2 end-with '501234567') OR (telephone1 end-with '501234567')",
    ),
  ],
  pipedrive: ['501234567', '050-123-4567'].map((term) =>
    get(`https://acme.pipedrive.com/api/v2/persons/search?term=${term}&fields=phone&limit=5`, {
      'x-api-token': 's3cret',
    }),
  ),
  odoo19: [
    post(
      'https://acme.odoo.com/json/2/res.partner/search_read',
      { 'X-Odoo-Database': 'acme', Authorization: 'bearer s3cret' },
      {
        domain: [['phone_mobile_search', 'ilike', DIGITS]],
        fields: ['name', 'phone', 'commercial_company_name', 'user_id', 'write_date'],
        limit: 5,
        order: 'write_date desc',
      },
    ),
  ],
  bitrix24: [
    post(
      'https://acme.bitrix24.com/rest/1/s3cret/telephony.externalCall.searchCrmEntities',
      {},
      {
        PHONE_NUMBER: '+972501234567',
      },
    ),
  ],
  priority: [
    get(
      `https://priority.acme.co.il/odata/Priority/tabula.ini/acme/PHONEBOOK?${priorityFilter}&%24select=CUSTNAME%2CNAME%2CPHONE&%24top=5`,
      basic('s3cret:PAT'),
    ),
    get(
      `https://priority.acme.co.il/odata/Priority/tabula.ini/acme/CUSTOMERS?${priorityFilter}&%24select=CUSTNAME%2CCUSTDES%2CPHONE%2CSTATDES&%24top=5`,
      basic('s3cret:PAT'),
    ),
  ],
  freshdesk: ['phone', 'mobile'].flatMap((field) =>
    ['%2B972501234567', '0501234567', '050-123-4567'].map((number) =>
      get(`https://acme.freshdesk.com/api/v2/contacts?${field}=${number}&per_page=5`, basic('s3cret:X')),
    ),
  ),
};

/** An answer to each request, from the documents; what is shown of it; and the id that a dictionary resolves. */
const ANSWERS: Readonly<
  Record<string, { answers: readonly unknown[]; shown: object; later?: readonly [string, string] }>
> = {
  hubspot: {
    answers: [
      {
        total: 1,
        results: [
          {
            id: '201',
            properties: {
              firstname: 'Clark',
              lastname: 'Kent',
              company: 'Daily Planet',
              phone: '050-123-4567',
              mobilephone: null,
              hs_lead_status: null,
              lifecyclestage: 'customer',
              hubspot_owner_id: '77',
            },
            url: 'https://app-eu1.hubspot.com/contacts/12345678/record/0-1/201',
          },
        ],
      },
    ],
    shown: {
      name: 'Clark Kent',
      company: 'Daily Planet',
      tag: 'customer',
      owner: '',
      url: 'https://app-eu1.hubspot.com/contacts/12345678/record/0-1/201',
    },
    later: ['owners', '77'],
  },
  zendesk: {
    answers: [
      {
        results: [{ id: 35436, name: 'Clark Kent', phone: null, role: 'end-user', organization_id: 7 }],
        count: 1,
      },
    ],
    shown: {
      name: 'Clark Kent',
      company: '',
      tag: '',
      owner: '',
      url: 'https://acme.zendesk.com/agent/users/35436',
    },
    later: ['organizations', '7'],
  },
  monday: {
    answers: [
      {
        data: {
          boards: [
            {
              items_page: {
                items: [
                  {
                    id: '99',
                    name: 'Clark Kent',
                    url: 'https://acme.monday.com/boards/42/pulses/99',
                    phone: [{ text: '972501234567' }],
                    status: [{ text: 'Customer' }],
                    owner: [{ text: 'Perry White' }],
                    company: [{ text: '' }],
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    shown: {
      name: 'Clark Kent',
      company: '',
      tag: 'Customer',
      owner: 'Perry White',
      url: 'https://acme.monday.com/boards/42/pulses/99',
    },
  },
  fireberry: {
    answers: [
      { success: true, data: { Data: [], IsLastPage: true } },
      {
        success: true,
        data: {
          Data: [
            {
              contactid: 'b1c2-d3',
              fullname: 'Clark Kent',
              mobilephone1: '0501234567',
              accountname: 'Daily Planet',
              ownername: 'Perry White',
            },
          ],
        },
      },
    ],
    shown: {
      name: 'Clark Kent',
      company: 'Daily Planet',
      tag: '',
      owner: 'Perry White',
      url: 'https://app.fireberry.com/app/record/2/b1c2-d3',
    },
  },
  pipedrive: {
    answers: [1, 2].map(() => ({
      success: true,
      data: {
        items: [
          {
            result_score: 0.29,
            item: {
              id: 12,
              name: 'Clark Kent',
              phones: ['050-123-4567'],
              owner: { id: 3 },
              organization: { id: 4, name: 'Daily Planet' },
            },
          },
        ],
      },
    })),
    shown: {
      name: 'Clark Kent',
      company: 'Daily Planet',
      tag: '',
      owner: '',
      url: 'https://acme.pipedrive.com/person/12',
    },
    later: ['users', '3'],
  },
  odoo19: {
    answers: [
      [
        {
          id: 8,
          name: 'Clark Kent',
          phone: false,
          commercial_company_name: 'Daily Planet',
          user_id: [2, 'Perry White'],
        },
      ],
    ],
    shown: {
      name: 'Clark Kent',
      company: 'Daily Planet',
      tag: '',
      owner: 'Perry White',
      url: 'https://acme.odoo.com/mail/view?model=res.partner&res_id=8',
    },
  },
  bitrix24: {
    answers: [
      { result: [{ CRM_ENTITY_TYPE: 'CONTACT', CRM_ENTITY_ID: 5, NAME: 'Clark Kent', ASSIGNED_BY_ID: 1 }] },
    ],
    shown: {
      name: 'Clark Kent',
      company: '',
      tag: 'contact',
      owner: '',
      url: 'https://acme.bitrix24.com/crm/contact/details/5/',
    },
    later: ['users', '1'],
  },
  priority: {
    answers: [
      { value: [{ CUSTNAME: 'C0001', NAME: 'Clark Kent', PHONE: '0501234567' }] },
      // A field that does not exist filters nothing: the vendor answers with any rows.
      { value: [{ CUSTNAME: 'C0002', CUSTDES: 'Stranger', PHONE: '035551234', STATDES: 'Active' }] },
    ],
    shown: {
      name: 'Clark Kent',
      company: 'C0001',
      tag: '',
      owner: '',
      url: 'https://priority.acme.co.il/priority/openmail.htm?priority:priform@CUSTOMERS:C0001:acme:tabula.ini:1',
    },
  },
  freshdesk: {
    answers: [
      [],
      [{ id: 21, name: 'Clark Kent', phone: '0501234567', mobile: null, company_id: 6 }],
      [],
      [],
      [],
      [],
    ],
    shown: {
      name: 'Clark Kent',
      company: '',
      tag: '',
      owner: '',
      url: 'https://acme.freshdesk.com/a/contacts/21',
    },
    later: ['companies', '6'],
  },
};

describe.each(SHIPPED.map(({ id }) => id))('%s', (id) => {
  const plan = planOf(adapterOf(id));

  it('is asked as its documents say', () => {
    expect(requestsOf(id)).toEqual(REQUESTS[id]);
  });

  it('keeps the secret out of the plan', () => {
    expect(JSON.stringify(plan)).not.toContain('s3cret');
    expect(JSON.stringify(plan)).toContain('{{secret}}');
  });

  it('finds the caller in the answer of its documents', () => {
    const { answers = [], shown = {}, later } = ANSWERS[id] ?? {};
    const readings = answers.map((body, at) => {
      const request = plan.requests[at];
      if (request === undefined) throw new Error('more answers than requests');
      return readRecords(plan, request.answer, { status: 200, body: JSON.stringify(body) }, DIGITS);
    });
    const found = matchOf(readings, null, null);
    expect(found.answer).toEqual({ kind: 'found', source: 'crm', urlRefused: false, total: 1, ...shown });
    expect(found.shown?.later ?? null).toEqual(
      later === undefined
        ? null
        : {
            dictionary: later[0],
            key: later[1],
            field: later[0] === 'owners' || later[0] === 'users' ? 'owner' : 'company',
          },
    );
  });

  it('reads an answer without records as nobody', () => {
    const empty: Readonly<Record<string, unknown>> = {
      hubspot: { total: 0, results: [] },
      zendesk: { count: 0, results: [] },
      monday: { data: { boards: [{ items_page: { items: [] } }] } },
      fireberry: { success: true, data: { Data: [] } },
      pipedrive: { success: true, data: { items: [] } },
      odoo19: [],
      bitrix24: { result: [] },
      priority: { value: [] },
      freshdesk: [],
    };
    const body = JSON.stringify(empty[id]);
    const readings = plan.requests.map(({ answer }) =>
      readRecords(plan, answer, { status: 200, body }, DIGITS),
    );
    expect(matchOf(readings, null, null).answer).toMatchObject({
      kind: 'found',
      total: 0,
      url: null,
      name: '',
    });
  });
});

it.each([
  [
    'hubspot',
    {
      results: [1, 2].map((id) => ({
        id,
        updatedAt: `2026-10-0${String(id)}T08:00:00.000Z`,
        properties: { phone: DIGITS },
      })),
    },
  ],
  ['zendesk', { results: [1, 2].map((id) => ({ id, updated_at: `2026-10-0${String(id)}T08:00:00Z` })) }],
  ['odoo19', [1, 2].map((id) => ({ id, write_date: `2026-10-0${String(id)} 08:00:00` }))],
  ['freshdesk', [1, 2].map((id) => ({ id, phone: DIGITS, updated_at: `2026-10-0${String(id)}T08:00:00Z` }))],
])('of two records of %s the one that was changed last is known', (id, body) => {
  const plan = planOf(adapterOf(id));
  const [request] = plan.requests;
  if (request === undefined) throw new Error('no request');
  const reading = readRecords(plan, request.answer, { status: 200, body: JSON.stringify(body) }, DIGITS);
  expect(matchOf([reading], null, null).answer).toMatchObject({
    total: 2,
    latest: expect.stringMatching(/ 2$/) as string,
  });
});

it('the CRMs that say when a record was changed are these', () => {
  const isDated = (id: string): boolean =>
    planOf(adapterOf(id)).requests.every(({ answer }) => answer.date !== undefined);
  expect(SHIPPED.map(({ id }) => id).filter(isDated)).toEqual([
    'hubspot',
    'zendesk',
    'monday',
    'fireberry',
    'odoo19',
    'freshdesk',
  ]);
});

it('a record whose numbers end otherwise is dropped where the adapter verifies', () => {
  for (const id of ['hubspot', 'monday', 'fireberry', 'pipedrive', 'priority', 'freshdesk'])
    expect(adapterOf(id).verify).toBe(true);
  const plan = planOf(adapterOf('pipedrive'));
  const [request] = plan.requests;
  const person = (phone: string): string =>
    JSON.stringify({ success: true, data: { items: [{ item: { id: 1, name: 'A', phones: [phone] } }] } });
  const read = (phone: string) =>
    request === undefined
      ? null
      : readRecords(plan, request.answer, { status: 200, body: person(phone) }, DIGITS);
  expect(read('+972 (50) 123-45-67')).toMatchObject({ records: [{ name: 'A' }] });
  expect(read('1501234567 8')).toMatchObject({ records: [] });
});

it('an optional field that is left empty leaves out the link or header that needs it', () => {
  const [plain] = planOf(adapterOf('hubspot'), {}).requests;
  expect(plain?.answer.link).toEqual([[{ path: ['url'] }]]);
  const [odoo] = planOf(adapterOf('odoo19'), { host: 'acme.odoo.com' }).requests;
  expect(odoo?.headers.map(([name]) => name)).toEqual(['Authorization']);
  expect(Object.keys(FIELDS)).toEqual(SHIPPED.map(({ id }) => id));
});

it('only ids go to a dictionary', () => {
  const owner = [[{ path: ['owner'], as: 'users' }]];
  expect(dictionaryKey(owner, { owner: '12' })).toEqual({ dictionary: 'users', key: '12' });
  expect(dictionaryKey(owner, { owner: '../x' })).toBeNull();
  expect(dictionaryKey(owner, {})).toBeNull();
});
