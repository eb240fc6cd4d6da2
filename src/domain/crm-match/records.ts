/** Reads the records in an answer of a CRM, and says what all answers together mean. Never throws. */
import { shownFields } from '../calls/caller-lookup.ts';
import type { CrmRecord, LookupAnswer, LookupFailure } from '../calls/lookup-result.ts';
import { isWithinAny } from '../common/host-patterns.ts';
import { isSafeServer } from '../common/server-address.ts';
import { urlOf } from '../common/url.ts';
import type { CrmPlan, PlanAnswer, PlanErrors, Template } from './plan.ts';
import { encode } from './requests.ts';
import { type DictionaryKey, dictionaryKey, firstText, textAt, textIn, valuesAt } from './values.ts';

/** A record, with the id of its owner or company if a dictionary has the text for it. */
export interface FoundRecord extends CrmRecord {
  /** When it was changed last, in ms; NaN if the CRM does not say it. */
  readonly changedAt: number;
  readonly later: (DictionaryKey & { readonly field: 'owner' | 'company' }) | null;
}

/** The records of one answer, or why there are none. */
export type Reading =
  | { readonly kind: 'failed'; readonly why: LookupFailure }
  | { readonly kind: 'records'; readonly records: readonly FoundRecord[]; readonly total: number };

/** Most records that a call keeps. */
export const MOST_RECORDS = 5;
/** How many last digits two numbers must share. */
const SHARED_DIGITS = 8;
/** Longest address of a page, in characters. */
const MAX_URL = 4_000;

const failed = (why: LookupFailure): Reading => ({ kind: 'failed', why });

const FAILURES: Readonly<Record<number, LookupFailure>> = {
  401: 'token',
  403: 'rights',
  404: 'no-page',
  429: 'busy',
};

/** Returns what an answer with this HTTP status and body says. `digits` come from `digitsToFind`. */
export function readRecords(
  plan: CrmPlan,
  answer: PlanAnswer,
  { status, body }: { readonly status: number; readonly body: string },
  digits: string,
): Reading {
  if (plan.none.includes(status)) return { kind: 'records', records: [], total: 0 };
  const json = parseJson(body);
  const why = failureIn(json, status, plan.errors);
  if (why !== null) return failed(why);
  const records = valuesAt(json, answer.records).flatMap((record): readonly FoundRecord[] => {
    const id = textAt(record, answer.id);
    const isHis = !plan.verify || answer.phones.some((path) => hasNumber(valuesAt(record, path), digits));
    return id !== '' && isHis ? [recordOf(plan, answer, record, id)] : [];
  });
  const own = answer.total === undefined || plan.verify ? NaN : Number(valuesAt(json, answer.total)[0]);
  const isCount = Number.isSafeInteger(own) && plan.requests.length === 1;
  return { kind: 'records', records, total: isCount ? Math.max(own, records.length) : records.length };
}

/** Returns the failure that an answer reports, or null. */
export function failureIn(json: unknown, status: number, errors: PlanErrors): LookupFailure | null {
  const { busy, fault, ok } = errors;
  if (busy?.in.includes(textAt(json, busy.path)) === true) return 'busy';
  if (status < 200 || status > 299) return FAILURES[status] ?? 'status';
  if (typeof json !== 'object' || json === null) return 'not-json';
  const isFault = fault !== undefined && Boolean(valuesAt(json, fault)[0]);
  return isFault || (ok !== undefined && valuesAt(json, ok)[0] === false) ? 'not-ok' : null;
}

const hasNumber = (values: readonly unknown[], digits: string): boolean =>
  values.some((value) => textIn(value).replace(/\D/g, '').endsWith(digits.slice(-SHARED_DIGITS)));

function recordOf(plan: CrmPlan, answer: PlanAnswer, record: unknown, id: string): FoundRecord {
  const type = firstText([answer.type], record);
  const later = (field: 'owner' | 'company'): FoundRecord['later'] => {
    const found = dictionaryKey(answer[field], record);
    return found === null ? null : { ...found, field };
  };
  const company = firstText(answer.company, record);
  const owner = firstText(answer.owner, record);
  return {
    key: `${type} ${id}`,
    name: firstText(answer.name, record),
    company,
    tag: firstText(answer.status, record),
    owner,
    changedAt: answer.date === undefined ? NaN : Date.parse(textAt(record, answer.date)),
    url: linkOf(plan, answer.link, { type, id, record }),
    later: (owner === '' ? later('owner') : null) ?? (company === '' ? later('company') : null),
  };
}

interface LinkFacts {
  readonly type: string;
  readonly id: string;
  readonly record: unknown;
}

/** Returns the first link that leads to an allowed page, or null. */
function linkOf(plan: CrmPlan, links: readonly Template[], facts: LinkFacts): string | null {
  for (const link of links) {
    const url = oneLink(plan, link, facts);
    if (url !== null) return url;
  }
  return null;
}

function oneLink({ linkHosts }: CrmPlan, link: Template, { type, id, record }: LinkFacts): string | null {
  const [only, ...others] = link;
  if (typeof only === 'object' && others.length === 0) {
    // The CRM names the whole address, so the address may lead only where the adapter says.
    const raw = valuesAt(record, only.path)[0];
    const url = typeof raw === 'string' && /^https?:\/\/[^/?#\s\\]/i.test(raw) ? urlOf(raw) : null;
    return url !== null && isPlainPage(url) && isWithinAny(url.hostname, linkHosts) ? url.href : null;
  }
  const values = link.map((part) => {
    if (typeof part === 'string') return part;
    const name = part.path.length === 1 ? part.path[0] : undefined;
    const own = name === 'id' || name === 'type' ? { id, type }[name] : textAt(record, part.path);
    // An empty folder, or one of dots alone, would lead to another page.
    return /^\.*$/.test(own) ? null : encode(own);
  });
  const url = values.includes(null) ? null : urlOf(values.join(''));
  return url !== null && isPlainPage(url) ? url.href : null;
}

const isPlainPage = (url: URL): boolean =>
  isSafeServer(url) && url.username === '' && url.password === '' && url.href.length <= MAX_URL;

/**
 * Returns what the readings of all requests mean, and the record that is shown. `chosen` is the key of the
 * record that the agent chose for this number before, or null. A failure counts only if nobody was found.
 */
export function matchOf(
  readings: readonly Reading[],
  chosen: string | null,
  newUrl: string | null,
): { readonly answer: LookupAnswer; readonly shown: FoundRecord | null } {
  const all = readings.flatMap((reading) => (reading.kind === 'records' ? reading.records : []));
  const records = [...new Map(all.toReversed().map((record) => [record.key, record])).values()].toReversed();
  const bad = readings.find((reading) => reading.kind === 'failed');
  if (records.length === 0 && bad?.kind === 'failed') return { answer: bad, shown: null };
  const total = Math.max(
    records.length,
    ...readings.map((each) => (each.kind === 'records' ? each.total : 0)),
  );
  const shown = records.length === 1 && total === 1 ? records[0] : records.find(({ key }) => key === chosen);
  const source = total > 1 && shown !== undefined ? 'choice' : 'crm';
  const found = { kind: 'found', source, urlRefused: false, total } as const;
  const matches = records
    .slice(0, MOST_RECORDS)
    .map((record) => ({ key: record.key, ...shownFields(record) }));
  // Of records that the answer leaves out, nobody knows when they were changed.
  const [first, ...others] = records.length === total ? records.toSorted(byChange) : [];
  const isDated = first !== undefined && [first, ...others].every(({ changedAt }) => changedAt > 0);
  const latest = isDated ? { latest: first.key } : {};
  const choice = total > 1 ? { matches, chosen: shown?.key ?? null, ...latest } : {};
  if (shown === undefined)
    return {
      answer: { ...found, url: null, name: '', company: '', ...choice, ...(total === 0 ? { newUrl } : {}) },
      shown: null,
    };
  return { answer: { ...found, ...shownFields(shown), ...choice }, shown };
}

const byChange = (one: FoundRecord, other: FoundRecord): number => other.changedAt - one.changedAt;

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
