/**
 * A customer's pop-up endpoint according to the vendor's contract: GET, form and JSON, without CORS headers.
 * It is as strict as a customer's code may be: it answers 400 when a field of the contract is missing.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody, send, sendJson } from './http.ts';

/** What the endpoint returns about a caller. An absent field is absent in the response. */
export interface LookupRecord {
  readonly url?: string;
  readonly name?: string;
  readonly company?: string;
  readonly total?: number | string;
}

/** How the endpoint answers. */
export type LookupBehaviour = {
  /** Delay before the response, in ms. */
  readonly delayMs?: number;
} &
  /** A correct response. */
  (
    | ({ readonly kind: 'ok'; readonly charset?: 'windows-1255' } & LookupRecord)
    /** This HTTP status with an otherwise correct response. */
    | { readonly kind: 'status'; readonly status: number }
    /** JSON whose STATUS is not OK. */
    | { readonly kind: 'not-ok' }
    /** A web page. */
    | { readonly kind: 'not-json' }
    /** A correct response except for its URL, which is a script. */
    | { readonly kind: 'hostile-url' }
    /** This many bytes of JSON, sent in pieces. */
    | { readonly kind: 'huge'; readonly bytes: number }
    | { readonly kind: 'redirect'; readonly to: string }
    /** No response at all. */
    | { readonly kind: 'hang' }
    /** Headers and half a response, without the rest. */
    | { readonly kind: 'stall' }
  );

/** The form of a request. Null for one that is not in the contract. */
export type LookupForm = 'get' | 'form' | 'json';

/** A request to the endpoint. */
export interface LookupRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly form: LookupForm | null;
  /** `statusCall` or `status`. */
  readonly phase: string | null;
  /** Everything that was sent, including the address's own parameters. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** True if the request had cookies. */
  readonly cookies: boolean;
  /** `cut`: the client disconnected before the response was complete. */
  readonly ending: 'open' | 'answered' | 'cut';
}

/** The endpoint of a simulator. */
export interface LookupEndpoint {
  readonly owns: (path: string) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Sets how it answers from now on. */
  readonly behave: (behaviour: LookupBehaviour) => void;
  readonly behaviour: () => LookupBehaviour;
  /** Oldest first. */
  readonly requests: () => readonly LookupRequest[];
}

/** The caller in the default response. */
const DEFAULT_RECORD: LookupRecord = {
  url: 'https://crm.example.com/contacts/1',
  name: 'John Doe',
  company: 'Daily Planet',
  total: 1,
};

const ESSENTIAL = ['phone', 'ivrid', 'extenUser', 'did'];
const NEEDED: Readonly<Record<LookupForm, readonly string[]>> = {
  get: [...ESSENTIAL, 'statusCall'],
  form: [...ESSENTIAL, 'status'],
  json: [
    ...ESSENTIAL,
    'status',
    'callerName',
    'direction',
    'recordFile',
    'isMuted',
    'callStarted',
    'isAnswered',
    'callAnswered',
    'currentCall',
  ],
};
const PIECE = Buffer.alloc(16 * 1024, ' ');

type Sent = Pick<LookupRequest, 'form' | 'fields'>;

/** Creates the endpoint. `now` returns epoch milliseconds. */
export function createLookup({ now }: { readonly now: () => number }): LookupEndpoint {
  const requests: { -readonly [K in keyof LookupRequest]: LookupRequest[K] }[] = [];
  let current: LookupBehaviour = { kind: 'ok', ...DEFAULT_RECORD };

  return {
    owns: (path) => path === '/lookup',
    behave: (behaviour) => void (current = behaviour),
    behaviour: () => current,
    requests: () => requests.map((each) => ({ ...each })),
    async handle(request, response) {
      const behaviour = current;
      const { form, fields } = await sentBy(request);
      const word = fields[form === 'get' ? 'statusCall' : 'status'];
      const asked: (typeof requests)[number] = {
        at: now(),
        method: request.method ?? '',
        form,
        phase: typeof word === 'string' ? word : null,
        fields,
        cookies: request.headers.cookie !== undefined,
        ending: 'open',
      };
      requests.push(asked);
      response.once('close', () => (asked.ending = response.writableFinished ? 'answered' : 'cut'));

      const lacking = form === null ? [] : NEEDED[form].filter((name) => !Object.hasOwn(fields, name));
      if (form === null)
        sendJson(response, 405, {
          STATUS: 'ERROR',
          MESSAGE: 'Asked neither by GET nor by a form or JSON that is posted.',
        });
      else if (lacking.length > 0)
        sendJson(response, 400, { STATUS: 'ERROR', MESSAGE: `Lacking: ${lacking.join(', ')}.` });
      else {
        if (behaviour.delayMs !== undefined) await sleep(behaviour.delayMs, undefined, { ref: false });
        await answer(behaviour, response);
      }
    },
  };
}

async function sentBy(request: IncomingMessage): Promise<Sent> {
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams);
  if (request.method === 'GET') return { form: 'get', fields: query };
  const body = await readBody(request);
  const type = request.headers['content-type'] ?? '';
  if (request.method === 'POST' && /^application\/x-www-form-urlencoded\b/i.test(type))
    return { form: 'form', fields: { ...query, ...Object.fromEntries(new URLSearchParams(body)) } };
  const json = request.method === 'POST' && /^application\/json\b/i.test(type) ? objectIn(body) : null;
  return json === null ? { form: null, fields: query } : { form: 'json', fields: { ...query, ...json } };
}

function objectIn(body: string): object | null {
  try {
    const json = JSON.parse(body) as unknown;
    return typeof json === 'object' && !Array.isArray(json) ? json : null;
  } catch {
    return null;
  }
}

const found = ({ url, name, company, total }: LookupRecord): object => ({
  STATUS: 'OK',
  URL: url,
  CLIENTNAME: name,
  COMPANY: company,
  TOTAL: total,
});

async function answer(behaviour: LookupBehaviour, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case 'ok':
      if (behaviour.charset === undefined) sendJson(response, 200, found(behaviour));
      else
        response
          .writeHead(200, { 'Content-Type': `application/json; charset=${behaviour.charset}` })
          .end(inWindows1255(JSON.stringify(found(behaviour))));
      return;
    case 'status':
      sendJson(response, behaviour.status, found(DEFAULT_RECORD));
      return;
    case 'not-ok':
      sendJson(response, 200, { STATUS: 'ERROR', CLIENTNAME: 'John Doe' });
      return;
    case 'not-json':
      send(response, 200, '<!doctype html><title>Error</title><p>Something went wrong.', {
        'Content-Type': 'text/html; charset=utf-8',
      });
      return;
    case 'hostile-url':
      sendJson(response, 200, found({ ...DEFAULT_RECORD, url: 'javascript:alert(document.domain)' }));
      return;
    case 'huge':
      return sendHuge(behaviour.bytes, response);
    case 'redirect':
      send(response, 302, '', { Location: behaviour.to });
      return;
    case 'hang':
      return;
    case 'stall':
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"STATUS":"OK",');
  }
}

/** Encodes a text of ASCII and Hebrew letters as Windows-1255. Any other character becomes a question mark. */
function inWindows1255(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) return code;
      return code >= 0x5d0 && code <= 0x5ea ? code - 0x5d0 + 0xe0 : 0x3f;
    }),
  );
}

/** Sends as fast as the client reads, and stops when it disconnects. The complete response is valid JSON. */
async function sendHuge(bytes: number, response: ServerResponse): Promise<void> {
  const gone = new Promise((resolve) => response.once('close', resolve));
  response.writeHead(200, { 'Content-Type': 'application/json' });
  for (let left = bytes; left > 0 && !response.destroyed; left -= PIECE.length) {
    if (!response.write(PIECE.subarray(0, left)))
      await Promise.race([gone, new Promise((resolve) => response.once('drain', resolve))]);
  }
  response.end(JSON.stringify(found(DEFAULT_RECORD)));
}
