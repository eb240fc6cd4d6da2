/** The values that a call offers to link templates. Pure. */
import { numberOf } from '../calls/call.ts';
import type { CallSummary } from '../calls/call-summary.ts';
import { NUMBER_FORMS, type NumberForms, numberForms, type Region } from '../common/phone-number.ts';
import type { Caller, Detail } from '../common/types.ts';

/** The values that a call offers to templates, besides its custom variables (`{data.Order}`). */
export const PLACEHOLDERS = [
  ...NUMBER_FORMS,
  'name',
  'company',
  'tag',
  'owner',
  'recordUrl',
  'callsToday',
  'label',
  'did',
  'callId',
  'direction',
  'started',
  'rings',
  'outcome',
  'line',
  'lineNumber',
  'lineUser',
  'lineUserId',
  'queue',
  'queueId',
] as const;
/** The name of a value that a call offers. */
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** The values for a template. A value is '' if the call has none. */
export type LinkValues = Readonly<Record<Placeholder, string>> & {
  readonly details: readonly Detail[];
  readonly region: Region;
};

/** Returns the values that a call offers to templates. */
export function linkValues(call: CallSummary, region: Region): LinkValues {
  return {
    ...formsOf(call.caller, region),
    name: call.name,
    company: call.company ?? call.lookup?.company ?? '',
    tag: call.tag ?? '',
    owner: call.owner ?? '',
    recordUrl: call.recordUrl ?? call.lookup?.url ?? '',
    callsToday: String(call.callsToday ?? ''),
    label: call.label ?? '',
    did: call.dialed,
    callId: call.callId,
    direction: call.direction,
    started: new Date(call.startedAt).toISOString(),
    rings: String(call.rings),
    outcome: call.outcome ?? '',
    line: call.lineId,
    lineNumber: call.lineNumber ?? '',
    lineUser: call.lineUser ?? '',
    lineUserId: call.lineUserId ?? '',
    queue: call.queue,
    queueId: call.queueId ?? '',
    details: call.details,
    region,
  };
}

/** Returns the values that the live preview shows. */
export const sampleValues = (region: Region): LinkValues => ({
  ...numberForms('0501234567', region),
  name: 'Clark Kent',
  company: 'Daily Planet',
  tag: 'VIP',
  owner: 'Perry White',
  recordUrl: 'https://crm.example.com/contact/7',
  callsToday: '1',
  label: 'Support',
  did: '0722776772',
  callId: '202012021122010135330b4f77',
  direction: 'incoming',
  started: '2020-12-02T09:22:01.000Z',
  rings: '1',
  outcome: '',
  line: 'SIPSIP1',
  lineNumber: '1234567',
  lineUser: 'Lois Lane',
  lineUserId: '7654321',
  queue: 'Support',
  queueId: '123456',
  details: [{ name: 'Order', value: 'A-4711' }],
  region,
});

/**
 * Fewest digits of an internal caller's number that is not an inner line. A shorter number is a colleague's
 * inner line, even if it looks like a number of the country.
 */
const FEWEST_DIGITS_OUTSIDE = 9;
const noForms = Object.fromEntries(NUMBER_FORMS.map((form) => [form, ''])) as NumberForms;

function formsOf(caller: Caller, region: Region): NumberForms {
  const number = numberOf(caller);
  if (number === null) return noForms;
  const isInner = caller.kind === 'internal' && number.replace(/\D/g, '').length < FEWEST_DIGITS_OUTSIDE;
  return isInner
    ? (Object.fromEntries(NUMBER_FORMS.map((form) => [form, number])) as NumberForms)
    : numberForms(number, region);
}
