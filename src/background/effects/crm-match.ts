/** Asks the chosen CRM who is calling. */
import type { LookupAnswer, LookupFailure } from '../../domain/calls/lookup-result.ts';
import { numberOf } from '../../domain/calls/call.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import { isAllowedAddress } from '../../domain/common/server-address.ts';
import type { Region } from '../../domain/common/phone-number.ts';
import { choiceKey, type CrmPlan, type PlanRequest } from '../../domain/crm-match/plan.ts';
import { choiceOf, withChoice } from '../../domain/crm-match/record-choices.ts';
import { type FoundRecord, matchOf, type Reading, readRecords } from '../../domain/crm-match/records.ts';
import {
  digitsToFind,
  encode,
  fillRequest,
  fillText,
  numberValues,
  type PlanValues,
} from '../../domain/crm-match/requests.ts';
import { firstText, valuesAt } from '../../domain/crm-match/values.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { pause } from '../../platform/async/timeout.ts';
import { log } from '../../platform/log.ts';
import { crmPlanItem, readCrmSecret, recordChoicesItem } from '../../platform/storage/crm-items.ts';
import type { Engine } from '../engine/types.ts';
import { fetchLimited, type LimitedAnswer } from '../http/fetch-limited.ts';

/** How long all requests about a caller may take together, in ms. */
const LIMIT_MS = 3_000;
/** The longest random delay, in ms. A queue rings many agents at the same moment. */
const SPREAD_MS = 400;
/** How long answers are used again, in ms: with records, and without. */
const FOUND_MS = 600_000;
const NONE_MS = 60_000;
/** The longest pause that the CRM may ask for before one more try, in seconds. */
const MOST_RETRY_AFTER = 1;
/** How long the CRM is left alone after it received too many requests, in ms. */
const BUSY_MS = 30_000;
/** Most answers that are kept. */
const MOST_KEPT = 200;

/** Asks the CRM that the settings name. */
export interface CrmMatch {
  /** Asks who is calling, and reports the answer. A call is asked about once at a time. */
  readonly ask: (callId: CallId, number: string, settings: Settings) => Promise<void>;
  /** Asks about a number at once. Never rejects. */
  readonly check: (number: string, settings: Settings) => Promise<LookupAnswer>;
}

/** An answer, and what asks a dictionary for the rest of it; null if nothing is missing. */
interface Asked {
  readonly answer: LookupAnswer;
  readonly finish: (() => Promise<LookupAnswer>) | null;
}

/** Creates the match. `heard` receives each answer. `random` returns a number in [0, 1). */
export function createCrmMatch(
  heard: (callId: CallId, answer: LookupAnswer) => void,
  { now, random }: { readonly now: () => Millis; readonly random: () => number },
): CrmMatch {
  const asking = new Set<CallId>();
  /** The answers by number. They belong to the choice and the token `of`. */
  let of = '';
  const kept = new Map<string, { readonly until: Millis; readonly readings: readonly Reading[] }>();
  let busyUntil = 0;

  async function match(number: string, settings: Settings, isCheck: boolean): Promise<Asked> {
    const digits = digitsToFind(number, settings.region);
    const plan = await crmPlanItem.get();
    const secret = plan?.choice === choiceKey(settings) ? await readCrmSecret(plan.secretFor) : null;
    if (plan === null || secret === null || digits === null) return failed('no-token');
    if (!isAllowedAddress(plan.base, { kind: 'lookup' }, settings)) return failed('bad-address');
    const asker = `${plan.choice} ${secret}`;
    if (of !== asker) {
      of = asker;
      kept.clear();
      busyUntil = 0;
    }
    const values = { ...numberValues(number, settings.region), secret };
    const before = isCheck ? undefined : kept.get(digits);
    const isKept = before !== undefined && before.until > now();
    if (!isCheck && !isKept && busyUntil > now()) return failed('busy');
    if (!isCheck && !isKept) await pause(random() * SPREAD_MS);
    const readings = isKept ? before.readings : await readAll(plan, values, settings.region, digits);
    // The agent has chosen another CRM meanwhile.
    if (of !== asker) return failed('no-token');
    if (!isKept) keep(digits, readings);
    const newUrl =
      plan.newRecord === undefined ? null : fillText(plan.newRecord, values, settings.region, encode);
    const { answer, shown } = matchOf(readings, choiceOf(await recordChoicesItem.get(), digits), newUrl);
    const later = shown?.later ?? null;
    return {
      answer,
      finish: later === null ? null : () => withDictionary(plan, values, settings.region, answer, later),
    };
  }

  function keep(digits: string, readings: readonly Reading[]): void {
    if (readings.some((reading) => reading.kind === 'failed')) {
      if (readings.some((reading) => reading.kind === 'failed' && reading.why === 'busy'))
        busyUntil = now() + BUSY_MS;
      return;
    }
    const isFound = readings.some((reading) => reading.kind === 'records' && reading.records.length > 0);
    const [oldest] = kept.size < MOST_KEPT ? [] : kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(digits, { until: now() + (isFound ? FOUND_MS : NONE_MS), readings });
  }

  return {
    async ask(callId, number, settings) {
      if (asking.has(callId)) return;
      asking.add(callId);
      const { answer, finish } = await match(number, settings, false).catch(() => failed('unreachable'));
      if (answer.kind === 'failed') log('warn', 'lookup failed', { why: answer.why });
      heard(callId, answer);
      // The name is shown before the owner or the company is asked for.
      if (finish !== null) heard(callId, await finish());
      asking.delete(callId);
    },
    check: async (number, settings) =>
      (await match(number, settings, true).catch(() => failed('unreachable'))).answer,
  };
}

const failed = (why: LookupFailure): Asked => ({ answer: { kind: 'failed', why }, finish: null });

async function readAll(
  plan: CrmPlan,
  values: PlanValues,
  region: Region,
  digits: string,
): Promise<readonly Reading[]> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  return Promise.all(
    plan.requests.map(async (request): Promise<Reading> => {
      const got = await send(plan, request, values, region, signal);
      return typeof got === 'string'
        ? { kind: 'failed', why: got }
        : readRecords(plan, request.answer, got, digits);
    }),
  );
}

/** Sends a request, and once more if the CRM asks for a short pause. */
async function send(
  plan: CrmPlan,
  planned: PlanRequest,
  values: PlanValues,
  region: Region,
  signal: AbortSignal,
): Promise<LimitedAnswer | LookupFailure> {
  const request = fillRequest(plan, planned, values, region);
  if (request === null) return 'bad-address';
  const ask = () => fetchLimited(request, signal, plan.errors.busy !== undefined);
  const got = await ask();
  if (typeof got === 'string' || got.status !== 429 || got.retryAfter === null) return got;
  const seconds = Number(got.retryAfter);
  if (!(seconds >= 0 && seconds <= MOST_RETRY_AFTER)) return got;
  await pause(seconds * 1_000);
  return ask();
}

/** Resolves to the answer with the text for an id in it. Resolves to the same answer if there is no text. */
async function withDictionary(
  plan: CrmPlan,
  values: PlanValues,
  region: Region,
  answer: LookupAnswer,
  { dictionary, key, field }: NonNullable<FoundRecord['later']>,
): Promise<LookupAnswer> {
  const entry = plan.dictionaries[dictionary];
  if (entry === undefined) return answer;
  const got = await send(plan, entry.request, { ...values, key }, region, AbortSignal.timeout(LIMIT_MS));
  if (typeof got === 'string' || got.status !== 200) return answer;
  try {
    return { ...answer, [field]: firstText(entry.value, valuesAt(JSON.parse(got.body), entry.entry)[0]) };
  } catch {
    // The answer is no JSON. The card stays without the owner.
    return answer;
  }
}

/**
 * Shows the record that the agent chose for a call, and remembers it for the number as long as past calls are
 * kept.
 */
export async function chooseRecord(
  engine: Pick<Engine, 'dispatch' | 'enqueueEffects'>,
  callId: CallId,
  record: string,
): Promise<void> {
  await engine.dispatch({ kind: 'record-chosen', callId, record });
  const asked: { digits: string | null } = { digits: null };
  // After a sign-out the call is gone, and nothing is remembered.
  await engine.enqueueEffects(({ calls }, { region, historyDays, historyCalls }) => {
    const caller = historyDays > 0 && historyCalls > 0 ? calls[callId]?.caller : undefined;
    asked.digits = caller === undefined ? null : digitsToFind(numberOf(caller) ?? '', region);
    return [];
  });
  const { digits } = asked;
  if (digits !== null) await recordChoicesItem.set(withChoice(await recordChoicesItem.get(), digits, record));
}
