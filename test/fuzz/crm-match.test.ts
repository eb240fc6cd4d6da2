/**
 * Hostile answers and adapters: no request leaves the server of the plan, no value leaves its place, no link
 * leads to a page that is not allowed, and no secret gets into a link or a name.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWithinAny } from '../../src/domain/common/host-patterns.ts';
import { lintAdapter } from '../../src/domain/crm-match/lint-adapter.ts';
import { makePlan } from '../../src/domain/crm-match/make-plan.ts';
import type { CrmPlan } from '../../src/domain/crm-match/plan.ts';
import { matchOf, readRecords } from '../../src/domain/crm-match/records.ts';
import { digitsToFind, fillRequest, numberValues } from '../../src/domain/crm-match/requests.ts';
import { FIELDS, SHIPPED } from '../support/crm-plans.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { hostileText, hostileValue, spoilt } from '../support/malicious-values.ts';
import { unreadableIn } from '../support/readable.ts';

const SECRET = 'Zx9-secret';
const number = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('0501234567', '+12025550123', '00441632960961') },
  { weight: 1, arbitrary: hostileText },
);
const adapter = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...SHIPPED) },
  { weight: 4, arbitrary: spoilt(SHIPPED) },
);
const field = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: hostileText });

const url = fc.oneof(
  hostileText,
  fc.constantFrom(
    'https://app.hubspot.com/contacts/1',
    'https://app.hubspot.com@evil.example/',
    'https://evil.example/app.hubspot.com',
    'javascript:alert(1)',
    'https://acme.monday.com/boards/1',
    'https:\\\\app.hubspot.com/x',
  ),
);
const person = fc.record({
  id: fc.oneof(fc.constantFrom<unknown>(1, '..', '.', '', '1/../2', null), hostileValue),
  phone: fc.constantFrom<unknown>('0501234567', ['0501234567'], null),
  value: hostileText,
  url,
});
/** An answer that each adapter can read, with hostile values in it. */
const answers = person.map(({ id, phone, value, url: page }) => {
  const fields = {
    id,
    url: page,
    name: value,
    NAME: value,
    CUSTNAME: id,
    CUSTDES: value,
    PHONE: phone,
    STATDES: value,
    phone,
    mobile: phone,
    phones: [phone],
    accountid: id,
    accountname: value,
    contactid: id,
    fullname: value,
    telephone1: phone,
    CRM_ENTITY_ID: id,
    CRM_ENTITY_TYPE: value,
    properties: { firstname: value, phone },
  };
  const monday = { ...fields, phone: [{ text: phone }], status: [{ text: value }] };
  return [
    fields,
    {
      results: [fields],
      result: [fields],
      value: [fields],
      data: { items: [{ item: fields }], Data: [fields], boards: [{ items_page: { items: [monday] } }] },
    },
  ];
});
const body = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(answers, fc.boolean()).map(([[one, all], isList]) => (isList ? [one] : all)),
  },
  { weight: 2, arbitrary: answers.chain((each) => spoilt(each)) },
  { weight: 1, arbitrary: hostileValue },
);
const text = fc.tuple(body, fc.nat(100)).map(([value, cut]) => {
  const written = JSON.stringify(value ?? null);
  return cut < 3 ? written.slice(0, cut) : written;
});

/** Returns what is wrong with the requests of a plan. */
function strayRequests(plan: CrmPlan, caller: string): readonly string[] {
  const values = { ...numberValues(caller, 'IL'), secret: SECRET };
  const { origin } = new URL(plan.base);
  return plan.requests.flatMap((request) => {
    const filled = fillRequest(plan, request, values, 'IL');
    if (filled === null) return [];
    const target = new URL(filled.url);
    const isAstray =
      target.origin !== origin ||
      target.hash !== '' ||
      target.username !== '' ||
      !filled.url.startsWith(plan.base) ||
      /[^\x21-\x7e]|["<>`'\\]/.test(filled.url) ||
      [...target.searchParams].length !== request.query.length;
    const isBroken = filled.body !== null && typeof JSON.parse(filled.body) === 'undefined';
    const hasBadHeader = Object.values(filled.headers).some((value) => /[^\x20-\x7e]/.test(value));
    return isAstray || isBroken || hasBadHeader ? [filled.url] : [];
  });
}

const isClean = (shown: string): boolean =>
  shown.length <= 200 && shown.isWellFormed() && unreadableIn(shown) === null;

it(
  `${String(CASES)} hostile adapters, fields and answers lead to no other server or page`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    const met = { planned: 0, refused: 0, found: 0, linked: 0 };
    fc.assert(
      fc.property(adapter, field, number, text, (raw, typed, caller, answer) => {
        const linted = lintAdapter(raw);
        if (!linted.ok) {
          met.refused += 1;
          return linted.wrong.length > 0;
        }
        // A spoilt adapter may ask for a field with a name that every object has.
        const fields = new Map(Object.entries(FIELDS[linted.adapter.id] ?? FIELDS.hubspot ?? {}));
        const made = makePlan(linted.adapter, {
          crmAdapter: linted.adapter.id,
          crmFields: linted.adapter.asks.map(({ id }) => ({ id, value: typed ?? fields.get(id) ?? '' })),
        });
        if (!made.ok) return true;
        const { plan } = made;
        met.planned += 1;
        if (strayRequests(plan, caller).length > 0) return false;
        const digits = digitsToFind(caller, 'IL') ?? '501234567';
        const readings = plan.requests.map((request) =>
          readRecords(plan, request.answer, { status: 200, body: answer }, digits),
        );
        const { answer: read } = matchOf(readings, null, null);
        if (read.kind === 'failed') return true;
        met.found += Number((read.total ?? 0) > 0);
        const records = [read, ...(read.matches ?? [])];
        met.linked += Number(records.some((each) => each.url !== null));
        return records.every((each) => {
          const page = each.url === null ? null : new URL(each.url);
          const isAllowed =
            page === null ||
            isWithinAny(page.hostname, plan.linkHosts) ||
            plan.requests.some(({ answer: { link } }) =>
              link.some(([first]) => typeof first === 'string' && first.startsWith(`${page.origin}/`)),
            );
          return (
            isAllowed &&
            (page === null || page.protocol === 'https:') &&
            !JSON.stringify(each).includes(SECRET) &&
            [each.name, each.company, each.tag ?? '', each.owner ?? ''].every(isClean)
          );
        });
      }),
      { numRuns: CASES },
    );
    expect(met.planned).toBeGreaterThan(CASES / 5);
    expect(met.refused).toBeGreaterThan(CASES / 20);
    expect(met.found).toBeGreaterThan(CASES / 50);
    expect(met.linked).toBeGreaterThan(CASES / 100);
  },
);
