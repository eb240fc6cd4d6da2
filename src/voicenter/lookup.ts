/**
 * Implements the contract of Voicenter's pop-up endpoint (docs/wire.md 4): builds the request that asks who
 * is calling, and reads the answer.
 */
import * as v from 'valibot';
import type { Direction, Outcome, ReceivedCall } from '../domain/calls/call.ts';
import type { LookupPhase } from '../domain/calls/caller-lookup.ts';
import type { LookupAnswer } from '../domain/calls/lookup-result.ts';
import { countryOf, numberForms, type Region } from '../domain/common/phone-number.ts';
import { isSafeServer } from '../domain/common/server-address.ts';
import { urlOf } from '../domain/common/url.ts';
import { flag, folded, number, text } from './fields.ts';
import type { HttpRequest } from './login-response.ts';
import type { Millis } from '../domain/common/types.ts';
import type { LookupMethod } from '../domain/settings/choices.ts';

/** The facts of a call that the request sends to the endpoint. */
export interface LookupFacts {
  /** The number of the other end. '' if it is withheld. */
  readonly phone: string;
  /** What Voicenter shows beside the number. */
  readonly callerName: string;
  readonly callId: string;
  readonly lineId: string;
  readonly did: string;
  readonly direction: Direction;
  readonly startedAt: Millis | null;
  readonly answeredAt: Millis | null;
  /** Why the call ended, where no hang-up said it. The request sends it on `Hangup` only. */
  readonly cause: string;
  /** The call as it came; null if no server knows of it. */
  readonly received: ReceivedCall | null;
  /** The region in which a number without a country code is read. */
  readonly region: Region;
}

/**
 * Returns the request for a call at a phase. Returns null if the address is not allowed: it must use TLS,
 * except on this machine, and must hold no user name or password.
 */
export function lookupRequest(
  address: string,
  method: LookupMethod,
  facts: LookupFacts,
  phase: LookupPhase,
): HttpRequest | null {
  const url = urlOf(address);
  if (url === null || !isSafeServer(url) || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  switch (method) {
    case 'get':
      url.search = withQuery(url.search, { ...essentials(facts), statusCall: phase });
      return { url: url.href, method: 'GET', headers: {}, body: null };
    case 'form':
      return {
        url: url.href,
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...essentials(facts), status: phase }).toString(),
      };
    case 'json':
      return {
        url: url.href,
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(details(facts, phase)),
      };
  }
}

/** The fields that all three methods send. JSON has another form of the number. */
const essentials = ({ phone, callId, lineId, did, region }: LookupFacts) => ({
  phone: countryOf(phone, region) === region ? numberForms(phone, region).national : phone,
  ivrid: callId,
  extenUser: lineId,
  did,
});

/**
 * Adds our parameters to a query. The customer's parameters stay unchanged byte for byte, because rewriting
 * them could break a signature. A customer's parameter with one of our names is removed.
 */
function withQuery(search: string, values: Readonly<Record<string, string>>): string {
  const own = search
    .replace(/^\?/, '')
    .split('&')
    .filter(
      (pair) =>
        pair !== '' && ![...new URLSearchParams(pair).keys()].some((name) => Object.hasOwn(values, name)),
    );
  return [...own, new URLSearchParams(values).toString()].join('&');
}

/** Returns how a call ended, in the words of the Real Time API. Returns '' if the API has no word for it. */
export const lookupCauseOf = (outcome: Outcome | null): string =>
  outcome === null ? '' : (CAUSES[outcome] ?? '');

const CAUSES: Partial<Readonly<Record<Outcome, string>>> = {
  'answered-elsewhere': 'Answered elsewhere',
  rejected: 'Call Rejected',
  busy: 'User busy',
  answered: 'Normal hangup',
  missed: 'Normal hangup',
  placed: 'Normal hangup',
};

const DIRECTIONS: Readonly<Record<Direction, string>> = {
  incoming: 'Incoming',
  outgoing: 'Outgoing',
  click2call: 'Click2Call',
  spy: 'Spy',
};

/**
 * Returns the fields of the JSON request with the types of the vendor's page. `currentCall` is the call as it
 * came. What the page copies from it is copied here, too, so that an endpoint sees no difference. Times are
 * epochs in seconds by the server's wall clock (docs/wire.md 3.2). 0 means "none".
 */
function details(facts: LookupFacts, phase: LookupPhase): object {
  const { ivrid, extenUser, did } = essentials(facts);
  const { received } = facts;
  const currentCall = v.parse(fieldsSchema, parseJson(received?.json ?? '{}'));
  const call = v.parse(receivedSchema, currentCall);
  const wall = (at: Millis | null): number =>
    at === null ? 0 : Math.max(0, Math.floor((at + (received?.wallAhead ?? 0)) / 1000));
  const isAnswered = phase === 'Talking' || (phase === 'Hangup' && facts.answeredAt !== null);
  return {
    phone: numberForms(facts.phone, facts.region).e164Digits,
    callerName: facts.callerName,
    ivrid,
    extenUser,
    did,
    status: phase,
    direction: DIRECTIONS[facts.direction],
    recordFile: call.recording.filename,
    isMuted: call.recording.ismuted,
    callStarted: call.callstarted > 0 ? call.callstarted : wall(facts.startedAt),
    isAnswered,
    callAnswered: isAnswered ? call.callanswered || wall(facts.answeredAt) : 0,
    currentCall,
    ...(phase === 'Hangup' ? { cause: received?.cause ?? facts.cause } : {}),
  };
}

const fieldsSchema = v.fallback(v.record(v.string(), v.unknown()), {});
const NO_RECORDING = { filename: '', ismuted: false };
/** What the request copies from the call. */
const receivedSchema = v.pipe(
  folded,
  v.object({
    callstarted: number,
    callanswered: number,
    recording: v.optional(
      v.fallback(v.pipe(folded, v.object({ filename: text, ismuted: flag })), NO_RECORDING),
      NO_RECORDING,
    ),
  }),
);

/** A whole number of 0 or more, also when sent as text. Null for anything else. */
const total = v.fallback(
  v.nullable(
    v.pipe(
      v.union([
        v.number(),
        v.pipe(
          v.string(),
          v.trim(),
          v.check((text) => /^\d+$/.test(text)),
          v.transform(Number),
        ),
      ]),
      v.check((count) => Number.isSafeInteger(count)),
      v.minValue(0),
    ),
  ),
  null,
);

const answerSchema = v.pipe(
  folded,
  v.object({
    status: text,
    url: v.optional(v.unknown()),
    clientname: text,
    company: text,
    total: v.optional(total, null),
  }),
);

/**
 * Returns what an answer with this HTTP status and body means. Never throws. Ignores fields that the contract
 * does not name.
 */
export function readLookup(status: number, body: string): LookupAnswer {
  if (status < 200 || status > 299) return { kind: 'failed', why: 'status' };
  const parsed = v.safeParse(answerSchema, parseJson(body));
  if (!parsed.success) return { kind: 'failed', why: 'not-json' };
  const { status: word, url, clientname: name, company, total: matches } = parsed.output;
  if (word.toUpperCase() !== 'OK') return { kind: 'failed', why: 'not-ok' };
  const isNamed = url !== undefined && url !== null && url !== '';
  const page = isNamed ? pageUrl(url) : null;
  // A page that must not be opened does not make the name in the same answer wrong.
  return { kind: 'found', url: page, urlRefused: isNamed && page === null, name, company, total: matches };
}

/** In characters. Browsers and servers accept no longer address. */
const MAX_URL = 4000;

/**
 * Returns the address of a page that is safe to open, exactly as the browser will open it. Returns null for
 * anything else.
 */
function pageUrl(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw.length > MAX_URL) return null;
  const trimmed = raw.trim();
  // The URL parser accepts forms that deceive the eye: line breaks anywhere, `https:///x`, a backslash
  // instead of a slash.
  if (!/^https?:\/\/[^/?#\s]/i.test(trimmed) || /[\p{Cc}\\]/u.test(trimmed)) return null;
  const url = urlOf(trimmed);
  return url?.username === '' && url.password === '' && url.href.length <= MAX_URL ? url.href : null;
}

/** Returns undefined if the body is not JSON. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
