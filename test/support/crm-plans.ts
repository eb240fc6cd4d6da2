/** Plans for the shipped adapters, filled in as a customer would. */
import { readFileSync } from 'node:fs';
import { lintAdapter } from '../../src/domain/crm-match/lint-adapter.ts';
import { makePlan } from '../../src/domain/crm-match/make-plan.ts';
import type { Adapter } from '../../src/domain/crm-match/adapter.ts';
import type { CrmPlan } from '../../src/domain/crm-match/plan.ts';

/** The shipped adapters. Throws if one does not pass the lint. */
export const SHIPPED: readonly Adapter[] = (
  JSON.parse(readFileSync('src/crm-adapters/adapters.json', 'utf8')) as unknown[]
).map((raw) => {
  const linted = lintAdapter(raw);
  if (!linted.ok) throw new Error(linted.wrong.join('\n'));
  return linted.adapter;
});

/** The fields of a customer called acme. */
export const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hubspot: { app: 'app-eu1', portal: '12345678' },
  zendesk: { subdomain: 'acme', email: 'agent@acme.com' },
  monday: {
    board: '42',
    phoneColumn: 'phone',
    statusColumn: 'status',
    ownerColumn: 'person',
    companyColumn: 'text',
  },
  fireberry: {},
  pipedrive: { subdomain: 'acme' },
  odoo19: { host: 'acme.odoo.com', db: 'acme' },
  bitrix24: { host: 'acme.bitrix24.com', user: '1' },
  priority: {
    root: 'https://priority.acme.co.il/odata/Priority/tabula.ini/acme',
    web: 'priority.acme.co.il',
    companyCode: 'acme',
  },
  freshdesk: { subdomain: 'acme' },
};

/** Returns a shipped adapter. */
export function adapterOf(id: string): Adapter {
  const adapter = SHIPPED.find((each) => each.id === id);
  if (adapter === undefined) throw new Error(`no adapter ${id}`);
  return adapter;
}

/** Returns the plan of an adapter with these fields. Throws if a field does not fit. */
export function planOf(
  adapter: Adapter,
  fields: Readonly<Record<string, string>> = FIELDS[adapter.id] ?? {},
): CrmPlan {
  const made = makePlan(adapter, {
    crmAdapter: adapter.id,
    crmFields: Object.entries(fields).map(([id, value]) => ({ id, value })),
  });
  if (!made.ok) throw new Error(`the field ${made.field} does not fit`);
  return made.plan;
}
