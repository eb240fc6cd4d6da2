/** The contract of Voicenter's own pop-up endpoint (docs/wire.md 4): how it is asked who calls, and how its answer is read. */
import * as v from 'valibot';
import type { Direction, Outcome } from '../domain/calls/call.ts';
import type { LookupPhase } from '../domain/calls/caller-lookup.ts';
import type { LookupAnswer } from '../domain/calls/lookup-result.ts';
import { isSafeServer } from '../domain/common/server-address.ts';
import { urlOf } from '../domain/common/url.ts';
import { folded, text } from './fields.ts';
import type { HttpRequest } from './login-response.ts';
import type { Millis } from '../domain/common/types.ts';
import type { LookupMethod } from '../domain/settings/choices.ts';

/** What an endpoint is told of a call. */
export interface LookupFacts {
  /** The other end's number; '' where it is withheld. */
  readonly phone: string;
  readonly callerName: string;
  readonly callId: string;
  readonly lineId: string;
  readonly did: string;
  readonly direction: Direction;
  readonly startedAt: Millis | null;
  readonly answeredAt: Millis | null;
  /** Why it ended, as the wire said it; told on `Hangup` only. */
  readonly cause: string;
}

/** The request for a call at a phase, or null where the address is none that may be asked: TLS only, but for this very machine. */
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

const essentials = ({ phone, callId, lineId, did }: LookupFacts) => ({
  phone,
  ivrid: callId,
  extenUser: lineId,
  did,
});

/** The customer's own parameters stay byte for byte: rewriting them could break a signature. Those with our names give way. */
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

/** How a call ended, in the words of the Real Time API; '' where it has none for it. */
export function causeOf(outcome: Outcome | null): string {
  switch (outcome) {
    case 'answered-elsewhere':
      return 'Answered elsewhere';
    case 'rejected':
      return 'Call Rejected';
    case 'busy':
      return 'User busy';
    case 'answered':
    case 'missed':
    case 'placed':
      return 'Normal hangup';
    case 'transferred':
    case 'moved':
    case null:
      return '';
  }
}

const DIRECTIONS: Readonly<Record<Direction, string>> = {
  incoming: 'Incoming',
  outgoing: 'Outgoing',
  click2call: 'Click2Call',
  spy: 'Spy',
};

/**
 * The names are the contract's; of the types nothing is known. [inferred] from the Real Time API, of whose call fields these are copies:
 * texts, epochs in seconds with 0 for "none", and 0 or 1 for yes and no. A recording is none of our business: none, and not muted.
 */
function details(facts: LookupFacts, phase: LookupPhase): object {
  const { phone, ivrid, extenUser, did } = essentials(facts);
  return {
    phone,
    callerName: facts.callerName,
    ivrid,
    extenUser,
    did,
    status: phase,
    direction: DIRECTIONS[facts.direction],
    recordFile: '',
    isMuted: 0,
    // [inferred] True epochs: whether the vendor's extension passes on the server's wall clock instead (docs/wire.md 3.2) is not known.
    callStarted: seconds(facts.startedAt),
    isAnswered: facts.answeredAt === null ? 0 : 1,
    callAnswered: seconds(facts.answeredAt),
    // [inferred] The Real Time API's `currentCall` is the call that an event is about, and so is this.
    currentCall: 1,
    ...(phase === 'Hangup' ? { cause: facts.cause } : {}),
  };
}

const seconds = (at: Millis | null): number => (at === null ? 0 : Math.floor(at / 1000));

/** Of whole numbers only, also when sent as text; null for anything else. */
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
    status: v.optional(text, ''),
    url: v.optional(v.unknown()),
    clientname: v.optional(text, ''),
    company: v.optional(text, ''),
    total: v.optional(total, null),
  }),
);

/** What an answer of this HTTP status and body means. Never throws; fields that the contract does not name are not read. */
export function readLookup(status: number, body: string): LookupAnswer {
  if (status < 200 || status > 299) return { kind: 'failed', why: 'status' };
  const parsed = v.safeParse(answerSchema, parseJson(body));
  if (!parsed.success) return { kind: 'failed', why: 'not-json' };
  const { status: word, url, clientname: name, company, total: matches } = parsed.output;
  if (word.toUpperCase() !== 'OK') return { kind: 'failed', why: 'not-ok' };
  const isNamed = url !== undefined && url !== null && url !== '';
  const page = isNamed ? pageUrl(url) : null;
  // A page that must not be opened says nothing against the name that came with it.
  return { kind: 'found', url: page, urlRefused: isNamed && page === null, name, company, total: matches };
}

/** As long as browsers and servers take an address. */
const MAX_URL = 4000;

/** A page that may be opened, in the very form in which the browser will open it; null for anything else. */
function pageUrl(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw.length > MAX_URL) return null;
  const trimmed = raw.trim();
  // URLs forgive what only deceives the eye: line breaks anywhere, `https:///x`, a backslash for a slash.
  if (!/^https?:\/\/[^/?#\s]/i.test(trimmed) || /[\p{Cc}\\]/u.test(trimmed)) return null;
  const url = urlOf(trimmed);
  return url?.username === '' && url.password === '' && url.href.length <= MAX_URL ? url.href : null;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
