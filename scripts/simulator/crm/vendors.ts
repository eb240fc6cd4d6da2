/** Nine CRMs as their documents describe them: where the token stands, how a search is asked, what answers. */
import { COMPARE, CONTACTS, contactsWith, type CrmContact } from './contacts.ts';

/** A request to a CRM. `path` is the part behind the CRM's name. */
export interface CrmCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The JSON body, or null. */
  readonly body: unknown;
}

/** An answer with its HTTP status. */
export interface CrmReply {
  readonly status: number;
  readonly body: unknown;
}

/** A CRM. */
export interface CrmVendor {
  /** Returns the token in a request, or null if it stands nowhere. */
  readonly tokenIn: (call: CrmCall) => string | null;
  /** Returns the answer to an API request with a good token, or null if this is none. */
  readonly answer: (call: CrmCall) => CrmReply | null;
  /** The bodies of refusals. */
  readonly refusals: { readonly token: CrmReply; readonly rights: CrmReply; readonly busy: CrmReply };
}

const ok = (body: unknown): CrmReply => ({ status: 200, body });
const bad = (why: string): CrmReply => ({ status: 400, body: { error: why } });
const isPost = ({ method, headers, body }: CrmCall): boolean =>
  method === 'POST' && headers['content-type']?.startsWith('application/json') === true && body !== null;
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const after = (prefix: string, text: string | undefined): string | null =>
  text?.startsWith(prefix) === true ? text.slice(prefix.length) : null;

/** Returns the user and the password of Basic authentication. */
function basicOf({ headers }: CrmCall): readonly [string, string] {
  const text = Buffer.from(after('Basic ', headers.authorization) ?? '', 'base64').toString('utf8');
  const at = text.indexOf(':');
  return at === -1 ? ['', ''] : [text.slice(0, at), text.slice(at + 1)];
}

const refusals = (
  form: (code: string, text: string) => unknown,
  busyStatus = 429,
): CrmVendor['refusals'] => ({
  token: { status: 401, body: form('unauthorized', 'The token is not valid.') },
  rights: { status: 403, body: form('forbidden', 'The token has no right to do this.') },
  busy: { status: busyStatus, body: form('QUERY_LIMIT_EXCEEDED', 'Too many requests.') },
});

const hubspot: CrmVendor = {
  tokenIn: ({ headers }) => after('Bearer ', headers.authorization),
  refusals: refusals((category, message) => ({ status: 'error', category, message })),
  answer(call) {
    const owner = /^\/crm\/v3\/owners\/(\d+)$/.exec(call.path)?.[1];
    if (owner !== undefined) return ok({ id: owner, ...personOf(Number(owner)), email: 'owner@example.com' });
    if (!/^\/crm\/(?:objects\/2026-09|v3\/objects)\/contacts\/search$/.test(call.path)) return null;
    if (!isPost(call)) return bad('VALIDATION_ERROR');
    const groups = listOf(fieldsOf(call.body).filterGroups);
    if (groups.length === 0 || groups.length > 5) return bad('VALIDATION_ERROR');
    const filters = groups.flatMap((group) => listOf(fieldsOf(group).filters).map(fieldsOf));
    const found = CONTACTS.filter(({ phone }) =>
      filters.some(({ propertyName, operator, value }) =>
        // The calculated fields have no country code, and the wildcard matches in the middle, too.
        textOf(propertyName).startsWith('hs_searchable_calculated_') && operator === 'CONTAINS_TOKEN'
          ? COMPARE.contains(phone.replace(/^\+972/, ''), textOf(value).replace(/^\*/, ''))
          : operator === 'EQ' && phone === value,
      ),
    );
    return ok({
      total: found.length,
      results: found.map((each) => ({
        id: String(each.id),
        properties: {
          ...namesOf(each, 'firstname', 'lastname'),
          company: each.company,
          phone: each.phone,
          mobilephone: null,
          hs_lead_status: each.status,
          hubspot_owner_id: String(each.ownerId),
        },
        url: `https://app.hubspot.com/contacts/12345678/record/0-1/${String(each.id)}`,
      })),
    });
  },
};

const zendesk: CrmVendor = {
  tokenIn(call) {
    const [user, password] = basicOf(call);
    return /^[^@]+@[^@]+\/token$/.test(user) ? password : null;
  },
  refusals: refusals((_, error) => ({ error })),
  answer({ method, path, query }) {
    const organization = /^\/api\/v2\/organizations\/(\d+)\.json$/.exec(path)?.[1];
    if (organization !== undefined) return ok({ organization: { name: companyOf(Number(organization)) } });
    if (path !== '/api/v2/search.json' || method !== 'GET') return null;
    const number = /(?:^| )phone:\*(\d+)(?: |$)/.exec(query.get('query') ?? '')?.[1] ?? '';
    const found = contactsWith(COMPARE.digitsEnd, number);
    return ok({
      count: found.length,
      results: found.map(({ id, name, phone, companyId }) => ({
        id,
        name,
        phone,
        role: 'end-user',
        email: 'someone@example.com',
        organization_id: companyId,
      })),
    });
  },
};

const monday: CrmVendor = {
  tokenIn: ({ headers }) => headers.authorization?.replace(/^Bearer /, '') ?? null,
  refusals: {
    ...refusals((code, message) => ({ errors: [{ message, extensions: { code } }] })),
    busy: {
      status: 429,
      body: { errors: [{ message: 'Budget', extensions: { code: 'COMPLEXITY_BUDGET_EXHAUSTED' } }] },
    },
  },
  answer(call) {
    if (call.path !== '/v2' || !isPost(call)) return null;
    const { query, variables } = fieldsOf(call.body);
    if (!/items_page\(.*contains_text/s.test(textOf(query)))
      return ok({ errors: [{ message: 'Parse error' }] });
    const { c, v } = fieldsOf(variables);
    const found = c === 'phone' ? contactsWith(COMPARE.contains, ...listOf(v).map(textOf)) : [];
    const items = found.map((each) => ({
      id: String(each.id),
      name: each.name,
      url: `https://acme.monday.com/boards/1/pulses/${String(each.id)}`,
      phone: [{ text: each.phone }],
      status: [{ text: each.status }],
      owner: [{ text: each.owner }],
      company: [{ text: each.company }],
    }));
    return ok({ data: { boards: [{ items_page: { items } }] } });
  },
};

const fireberry: CrmVendor = {
  tokenIn: ({ headers }) => headers.tokenid ?? null,
  refusals: refusals((_, Message) => ({ Message })),
  answer(call) {
    if (call.path !== '/api/query' || !isPost(call)) return null;
    const { objecttype, query } = fieldsOf(call.body);
    const conditions = [...textOf(query).matchAll(/\((\w+) (end-with|=) '([^']*)'\)/g)];
    if (conditions.length === 0) return ok({ success: false, Message: 'The query cannot be read.' });
    const found = CONTACTS.filter(({ phone }) =>
      conditions.some(([, field, operator, value = '']) =>
        field === 'telephone1' && operator === '=' ? phone === value : phone.endsWith(value),
      ),
    );
    // Accounts are companies. Only the first customer is one of them, too.
    const Data =
      objecttype === 1
        ? []
        : found.map((each) => ({
            contactid: `c-${String(each.id)}`,
            fullname: each.name,
            telephone1: '',
            mobilephone1: each.phone,
            mobilephone2: null,
            accountname: each.company,
            ownername: each.owner,
          }));
    return ok({ success: true, data: { Data, IsLastPage: true } });
  },
};

const pipedrive: CrmVendor = {
  tokenIn: ({ headers }) => headers['x-api-token'] ?? null,
  refusals: refusals((errorCode, error) => ({ success: false, error, errorCode })),
  answer({ path, query }) {
    const user = /^\/api\/v1\/users\/(\d+)$/.exec(path)?.[1];
    if (user !== undefined)
      return ok({ success: true, data: { id: Number(user), name: ownerOf(Number(user)) } });
    const term = query.get('term') ?? '';
    if (path !== '/api/v2/persons/search') return null;
    if (term.length < 2) return { status: 400, body: { success: false, error: 'term is too short' } };
    const items = contactsWith(COMPARE.contains, term).map((each) => ({
      result_score: 0.3,
      item: {
        id: each.id,
        name: each.name,
        phones: [each.phone],
        owner: { id: each.ownerId },
        organization: { id: each.companyId, name: each.company },
      },
    }));
    return ok({ success: true, data: { items } });
  },
};

const ODOO_ARGUMENTS = ['domain', 'fields', 'limit', 'offset', 'order', 'context'];

const odoo: CrmVendor = {
  tokenIn: ({ headers }) => after('bearer ', headers.authorization?.toLowerCase()),
  refusals: refusals((name, message) => ({ name, message })),
  answer(call) {
    if (call.path !== '/json/2/res.partner/search_read') return null;
    if (!isPost(call)) return bad('Use POST with JSON.');
    const { domain, ...others } = fieldsOf(call.body);
    if (Object.keys(others).some((name) => !ODOO_ARGUMENTS.includes(name)))
      return { status: 422, body: { name: 'werkzeug.exceptions.UnprocessableEntity' } };
    const [field, operator, value] = listOf(listOf(domain)[0]).map(textOf);
    if (field !== 'phone_mobile_search' || operator !== 'ilike') return bad('Unknown field.');
    const found = contactsWith(COMPARE.digitsContain, value ?? '').filter(({ id }) => id !== 4);
    return ok(
      found.map(({ id, name, phone, company, ownerId, owner }) => ({
        id,
        name,
        phone,
        commercial_company_name: company,
        user_id: id === 3 ? false : [ownerId, owner],
        write_date: `2026-10-0${String(id)} 08:00:00`,
      })),
    );
  },
};

const bitrix24: CrmVendor = {
  tokenIn: ({ path }) => /^\/rest\/\d+\/([^/]+)\//.exec(path)?.[1] ?? null,
  refusals: refusals((error, error_description) => ({ error, error_description }), 503),
  answer(call) {
    const method = /^\/rest\/\d+\/[^/]+\/([\w.]+)$/.exec(call.path)?.[1];
    const body = fieldsOf(call.body);
    if (method === 'user.get') {
      const [NAME, LAST_NAME] = ownerOf(Number(body.ID)).split(' ');
      return ok({ result: [{ NAME, LAST_NAME }] });
    }
    if (method !== 'telephony.externalCall.searchCrmEntities') return null;
    const found = contactsWith(COMPARE.digitsEnd, textOf(body.PHONE_NUMBER));
    return ok({
      result: found.map(({ id, name, ownerId, status }) => ({
        CRM_ENTITY_TYPE: status === 'Lead' ? 'LEAD' : 'CONTACT',
        CRM_ENTITY_ID: id,
        NAME: name,
        ASSIGNED_BY_ID: ownerId,
      })),
    });
  },
};

/** The fields of the two entities. A filter on another field filters nothing. */
const PRIORITY_FIELDS: Readonly<Record<string, readonly string[]>> = {
  PHONEBOOK: ['CUSTNAME', 'NAME', 'PHONE'],
  CUSTOMERS: ['CUSTNAME', 'CUSTDES', 'PHONE', 'STATDES'],
};

const priority: CrmVendor = {
  tokenIn(call) {
    const [user, password] = basicOf(call);
    return password === 'PAT' ? user : null;
  },
  refusals: refusals((code, message) => ({ error: { code, message } })),
  answer({ path, query }) {
    const entity = /\/(PHONEBOOK|CUSTOMERS)$/.exec(path)?.[1];
    if (entity === undefined || !path.startsWith('/odata/Priority/')) return null;
    const filters = [...(query.get('$filter') ?? '').matchAll(/\b(\w{1,40}) eq '([^']*)'/g)];
    const isFiltered = filters.every(([, field = '']) => PRIORITY_FIELDS[entity]?.includes(field) === true);
    const wanted = filters.map(([, , value = '']) => value);
    const found = isFiltered ? contactsWith(COMPARE.equals, ...wanted) : CONTACTS;
    const rows = entity === 'PHONEBOOK' ? found : found.filter(({ id }) => id === 4);
    return ok({
      value: rows.slice(0, Number(query.get('$top') ?? 100)).map((each) => ({
        CUSTNAME: `C00${String(each.id)}`,
        ...(entity === 'PHONEBOOK' ? { NAME: each.name } : { CUSTDES: each.company, STATDES: each.status }),
        PHONE: each.phone,
      })),
    });
  },
};

const freshdesk: CrmVendor = {
  tokenIn(call) {
    const [user, password] = basicOf(call);
    return password === 'X' ? user : null;
  },
  refusals: refusals((code, message) => ({ code, message })),
  answer({ path, query }) {
    const company = /^\/api\/v2\/companies\/(\d+)$/.exec(path)?.[1];
    if (company !== undefined) return ok({ id: Number(company), name: companyOf(Number(company)) });
    if (path !== '/api/v2/contacts') return null;
    // `mobile` finds the customers with an even id, `phone` the others.
    const inMobile = query.has('mobile');
    const found = contactsWith(COMPARE.equals, query.get(inMobile ? 'mobile' : 'phone') ?? '');
    return ok(
      found
        .filter(({ id }) => (id % 2 === 0) === inMobile)
        .map(({ id, name, phone, companyId }) => ({
          id,
          name,
          phone: inMobile ? null : phone,
          mobile: inMobile ? phone : null,
          company_id: companyId,
        })),
    );
  },
};

/** The CRMs by the name in their address. */
export const VENDORS: Readonly<Record<string, CrmVendor>> = {
  hubspot,
  zendesk,
  monday,
  fireberry,
  pipedrive,
  odoo,
  odoo19: odoo,
  bitrix24,
  priority,
  freshdesk,
};

function namesOf({ name }: CrmContact, first: string, last: string): object {
  const [given, family] = name.split(' ');
  return { [first]: given, [last]: family };
}

const ownerOf = (id: number): string => CONTACTS.find(({ ownerId }) => ownerId === id)?.owner ?? '';
const companyOf = (id: number): string => CONTACTS.find(({ companyId }) => companyId === id)?.company ?? '';
function personOf(id: number): object {
  const [firstName, lastName] = ownerOf(id).split(' ');
  return { firstName, lastName };
}
