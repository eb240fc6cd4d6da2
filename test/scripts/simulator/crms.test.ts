/** The CRMs of the simulator, as scripts and people reach them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';
import { post } from './support.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const search = (
  token: string,
  path = '/crm/pipedrive/api/v2/persons/search?term=501234567',
): Promise<Response> => fetch(simulator.url + path, { headers: { 'x-api-token': token } });

it.each([
  ['good-token', 200],
  ['weak-token', 403],
  ['another', 401],
])('the token %s is answered with %i', async (token, status) => {
  expect((await search(token)).status).toBe(status);
});

it('a search by parts also returns a stranger', async () => {
  const { data } = (await (await search('good-token')).json()) as { data: { items: { item: object }[] } };
  expect(data.items.map(({ item }) => item)).toMatchObject([{ name: 'Clark Kent' }, { name: 'Lex Luthor' }]);
});

it('the control API makes the CRMs busy for some requests', async () => {
  const order = await post(`${simulator.url}/control/answer-crms`, { kind: 'busy', retryAfter: 2, times: 1 });
  expect(order.status).toBe(200);
  const busy = await search('good-token');
  expect([busy.status, busy.headers.get('Retry-After')]).toEqual([429, '2']);
  expect((await search('good-token')).status).toBe(200);
  expect(simulator.state().crmRequests.map(({ crm, status }) => [crm, status])).toEqual([
    ['pipedrive', 429],
    ['pipedrive', 200],
  ]);
});

it('an unknown field of a Priority filter filters nothing, as at the vendor', async () => {
  const path = `/crm/priority/odata/Priority/tabula.ini/acme/PHONEBOOK?$filter=${encodeURIComponent("NOPE eq '1'")}`;
  const answer = await fetch(simulator.url + path, {
    headers: { Authorization: `Basic ${btoa('good-token:PAT')}` },
  });
  expect(((await answer.json()) as { value: object[] }).value).toHaveLength(4);
});

it('a page stands in for the record', async () => {
  const page = await fetch(`${simulator.url}/crm/odoo/mail/view?model=res.partner&res_id=1`);
  expect(await page.text()).toContain('<title>Clark Kent · odoo</title>');
  expect((await fetch(`${simulator.url}/crm/nobody/`)).status).toBe(404);
});
