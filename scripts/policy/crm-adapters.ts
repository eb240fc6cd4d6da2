/** Judges the CRM adapters of a policy, and the choice of a CRM. Pure. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lintAdapter } from '../../src/domain/crm-match/lint-adapter.ts';
import { makePlan } from '../../src/domain/crm-match/make-plan.ts';
import type { Adapter } from '../../src/domain/crm-match/adapter.ts';
import type { Policy } from '../../src/domain/settings/managed-policy.ts';

const PARTS = ['preset', 'locked'] as const;
const SHIPPED = fileURLToPath(new URL('../../src/crm-adapters/adapters.json', import.meta.url));

const TAKES = 'It takes the JSON text of an adapter (docs/crm-adapters.md).';

/** Returns one line for each fault of an adapter. `valueOf` returns the list as written in the file. */
export function adapterFaults(valueOf: (part: (typeof PARTS)[number]) => unknown): readonly string[] {
  return PARTS.flatMap((part) => {
    const list = valueOf(part);
    const adapters: readonly unknown[] = Array.isArray(list) ? list : [];
    return adapters.flatMap((raw, at) => {
      const linted = lintAdapter(raw);
      return linted.ok
        ? []
        : linted.wrong.map((why) => `${part}.crmAdapters[${String(at)}]: ${why} ${TAKES}`);
    });
  });
}

/** Returns a line if the chosen CRM is unknown, or lacks a field that only the administrator can fill in. */
export function adapterDoubts({ locked, preset }: Policy): readonly string[] {
  const held = { ...preset, ...locked };
  const { crmAdapter = '', crmFields = [], crmAdapters = [] } = held;
  if (crmAdapter === '') return [];
  const all = [...(JSON.parse(readFileSync(SHIPPED, 'utf8')) as unknown[]), ...crmAdapters];
  const known = all.flatMap((raw): Adapter[] => {
    const linted = lintAdapter(raw);
    return linted.ok ? [linted.adapter] : [];
  });
  const adapter = known.findLast(({ id }) => id === crmAdapter);
  if (adapter === undefined) {
    const ids = [...new Set(known.map(({ id }) => id))].join(', ');
    return [`crmAdapter = "${crmAdapter}": no adapter has this id. Known are: ${ids}.`];
  }
  const strange = crmFields.find(
    ({ id }) => !adapter.asks.some((ask) => ask.id === id && ask.type !== 'secret'),
  );
  if (strange !== undefined) return [`crmFields: ${adapter.name} asks for no "${strange.id}".`];
  const made = makePlan(adapter, { crmAdapter, crmFields });
  return made.ok ? [] : [`crmFields: "${made.field}" is missing or does not fit; agents must enter it.`];
}
