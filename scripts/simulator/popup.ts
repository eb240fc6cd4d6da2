/**
 * A pop-up endpoint written after the vendor's page (docs/wire.md 4). It checks each field of a request by GET,
 * form or JSON, in each phase, and answers with what is wrong: `{"STATUS":"ERROR","PROBLEMS":[…]}`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { pathOf, readBody, sendJson } from './http.ts';

const PHASES = ['Ringing', 'Talking', 'Hangup', 'Dialing'] as const;
const digits = v.pipe(v.string(), v.regex(/^\d+$/));
const localNumber = v.pipe(v.string(), v.regex(/^0\d{8,9}$/));
const epoch = v.pipe(v.number(), v.integer(), v.minValue(0));
const filled = v.pipe(v.string(), v.minLength(1));
const essentials = { phone: localNumber, ivrid: filled, extenUser: filled, did: v.string() };
const currentCall = v.object({
  callStarted: epoch,
  callAnswered: epoch,
  answered: v.picklist([0, 1]),
  callername: v.string(),
  callerphone: v.string(),
  callstatus: filled,
  customdata: v.record(v.string(), v.unknown()),
  direction: filled,
  ivrid: filled,
  recording: v.looseObject({ Filename: v.string(), IsMuted: v.picklist([0, 1]) }),
  did: v.string(),
  isInternal: v.boolean(),
});
const json = v.pipe(
  v.strictObject({
    ...essentials,
    phone: v.pipe(digits, v.regex(/^[1-9]/)),
    callerName: v.string(),
    status: v.picklist(PHASES),
    direction: v.picklist(['Incoming', 'Outgoing']),
    recordFile: v.string(),
    isMuted: v.boolean(),
    callStarted: v.pipe(epoch, v.minValue(1)),
    isAnswered: v.boolean(),
    callAnswered: epoch,
    currentCall,
    cause: v.optional(v.string()),
  }),
  v.check((call) => (call.status === 'Hangup') === (call.cause !== undefined), 'cause: on Hangup alone'),
  v.check((call) => call.isAnswered === call.callAnswered > 0, 'callAnswered: 0 unless isAnswered'),
  v.check((call) => call.status !== 'Talking' || call.isAnswered, 'isAnswered: true while Talking'),
  v.check((call) => call.callStarted === call.currentCall.callStarted, 'callStarted: not the wall clock'),
  v.check((call) => call.status !== 'Dialing' || call.direction === 'Outgoing', 'Dialing: on outgoing alone'),
);
const SCHEMAS = {
  get: v.strictObject({ ...essentials, statusCall: v.picklist(PHASES) }),
  form: v.strictObject({ ...essentials, status: v.picklist(PHASES) }),
  json,
};

/** Returns what is wrong with the fields of a request. Empty if nothing is. */
export function problemsOf(method: keyof typeof SCHEMAS, fields: unknown): string[] {
  const { issues } = v.safeParse(SCHEMAS[method], fields);
  return (issues ?? []).map((issue) => {
    const place = v.getDotPath(issue);
    return place === null ? issue.message : `${place}: ${issue.message}`;
  });
}

/** True for the path of this endpoint. */
export const isPopup = (request: IncomingMessage): boolean => pathOf(request) === '/popup';

/** Answers a request. */
export async function answerPopup(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const problems = await problemsIn(request);
  if (problems.length > 0) sendJson(response, 400, { STATUS: 'ERROR', PROBLEMS: problems });
  else
    sendJson(response, 200, {
      STATUS: 'OK',
      URL: 'https://crm.example.com/contacts/1',
      CLIENTNAME: 'John Doe',
      COMPANY: 'Daily Planet',
      TOTAL: 1,
    });
}

async function problemsIn(request: IncomingMessage): Promise<string[]> {
  const type = request.headers['content-type'] ?? '';
  if (request.method === 'GET')
    return problemsOf('get', fieldsOf(new URL(request.url ?? '/', 'http://localhost').search));
  const body = await readBody(request);
  if (type.startsWith('application/x-www-form-urlencoded')) return problemsOf('form', fieldsOf(body));
  if (!type.startsWith('application/json')) return [`Content-Type: ${type}`];
  try {
    return problemsOf('json', JSON.parse(body));
  } catch {
    return ['The body is not JSON.'];
  }
}

const fieldsOf = (query: string): object => Object.fromEntries(new URLSearchParams(query));
