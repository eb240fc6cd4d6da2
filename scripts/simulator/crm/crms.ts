/** Plays the CRMs at `/crm/<name>/…`: their search with a token, their refusals, and a page for a record. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathOf, readBody, send, sendJson } from '../http.ts';
import { CONTACTS } from './contacts.ts';
import { type CrmReply, type CrmVendor, VENDORS } from './vendors.ts';

/** The token that every CRM accepts. */
export const GOOD_TOKEN = 'good-token';
/** A token that is valid, but has no right to search. */
export const WEAK_TOKEN = 'weak-token';

/** How the CRMs answer a search. */
export type CrmBehaviour = {
  /** Delay before the answer, in ms. */
  readonly delayMs?: number;
} & (
  | { readonly kind: 'ok' }
  /** Too many requests, for so many requests; then as usual. `retryAfter` is in seconds. */
  | { readonly kind: 'busy'; readonly retryAfter?: number; readonly times?: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'hang' }
);

/** A request to a CRM. */
export interface CrmRequestNote {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly crm: string;
  readonly method: string;
  /** The path behind the CRM's name, with the query. */
  readonly path: string;
  readonly body: string;
  /** The status of the answer, or null for none. */
  readonly status: number | null;
}

/** The CRMs of a simulator. */
export interface Crms {
  readonly owns: (path: string) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Sets how searches are answered from now on. */
  readonly behave: (behaviour: CrmBehaviour) => void;
  /** Oldest first. Pages are not listed. */
  readonly requests: () => readonly CrmRequestNote[];
}

/** Creates the CRMs. `now` returns epoch milliseconds. */
export function createCrms({ now }: { readonly now: () => number }): Crms {
  const requests: { -readonly [K in keyof CrmRequestNote]: CrmRequestNote[K] }[] = [];
  let current: CrmBehaviour = { kind: 'ok' };
  let busyLeft = 0;

  async function reply(
    vendor: CrmVendor,
    request: IncomingMessage,
    url: URL,
    path: string,
    body: string,
  ): Promise<CrmReply | 'page'> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const call = {
      method: request.method ?? '',
      path,
      query: url.searchParams,
      headers,
      body: parseJson(body),
    };
    const token = vendor.tokenIn(call);
    const answer = vendor.answer(call);
    if (answer === null && token === null && call.method === 'GET') return 'page';
    if (current.delayMs !== undefined) await sleep(current.delayMs, undefined, { ref: false });
    if (current.kind === 'busy' && busyLeft > 0) {
      busyLeft -= 1;
      return vendor.refusals.busy;
    }
    if (token === WEAK_TOKEN) return vendor.refusals.rights;
    if (token !== GOOD_TOKEN) return vendor.refusals.token;
    return answer ?? { status: 404, body: { error: 'not found' } };
  }

  return {
    owns: (path) => path.startsWith('/crm/'),
    behave(behaviour) {
      current = behaviour;
      busyLeft = behaviour.kind === 'busy' ? (behaviour.times ?? Infinity) : 0;
    },
    requests: () => requests.map((each) => ({ ...each })),
    async handle(request, response) {
      const [, name = '', path = '/'] = /^\/crm\/([^/]+)(\/.*)?$/.exec(pathOf(request)) ?? [];
      const vendor = Object.hasOwn(VENDORS, name) ? VENDORS[name] : undefined;
      if (vendor === undefined) {
        sendJson(response, 404, {
          error: `No CRM "${name}". Known are: ${Object.keys(VENDORS).join(', ')}.`,
        });
        return;
      }
      const url = new URL(request.url ?? '/', 'http://localhost');
      const body = await readBody(request);
      const isBusy = current.kind === 'busy' && busyLeft > 0;
      const answer = await reply(vendor, request, url, path, body);
      if (answer === 'page') {
        send(response, 200, pageFor(name, url), { 'Content-Type': 'text/html; charset=utf-8' });
        return;
      }
      const note: (typeof requests)[number] = {
        at: now(),
        crm: name,
        method: request.method ?? '',
        path: path + url.search,
        body,
        status: null,
      };
      requests.push(note);
      response.once('close', () => (note.status = response.writableFinished ? response.statusCode : null));
      const { retryAfter = 30 } = current.kind === 'busy' ? current : {};
      await act(current, answer, response, isBusy ? { 'Retry-After': String(retryAfter) } : {});
    },
  };
}

/** Sends an answer, or what the behaviour makes of it. */
async function act(
  behaviour: CrmBehaviour,
  { status, body }: CrmReply,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  switch (behaviour.kind) {
    case 'ok':
    case 'busy':
      if (status === 204) response.writeHead(204).end();
      else sendJson(response, status, body, headers);
      return;
    case 'status':
      sendJson(response, behaviour.status, { error: 'as ordered' });
      return;
    case 'not-json':
      send(response, 200, '<!doctype html><title>Error</title>', { 'Content-Type': 'text/html' });
      return;
    case 'huge':
      sendJson(response, 200, { filler: ' '.repeat(behaviour.bytes) });
      return;
    case 'redirect':
      send(response, 302, '', { Location: behaviour.to });
      return;
    case 'hang':
      await new Promise((resolve) => response.once('close', resolve));
  }
}

/** The page of a record. Its title is the customer's name if the address ends with a known id. */
function pageFor(crm: string, url: URL): string {
  const address = decodeURIComponent(url.pathname + url.search).slice(0, 500);
  const id = address.replace(/:1$/, '').match(/\d+/g)?.at(-1);
  const contact = CONTACTS.find((each) => each.id === Number(id));
  const title = contact === undefined ? 'New record' : contact.name;
  const rows = contact === undefined ? '' : `<p>${contact.company}</p><p>${contact.phone}</p>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title} · ${crm}</title>
<body style="font: 1.1rem/1.5 system-ui, sans-serif; margin: 4rem auto; max-width: 36rem">
<h1>${title}</h1>${rows}<p>This page stands in for ${crm}.</p></body></html>`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
