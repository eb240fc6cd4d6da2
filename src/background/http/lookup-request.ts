/** Sends one request to the customer's lookup endpoint. */
import type { LookupAnswer } from '../../domain/calls/lookup-result.ts';
import { log } from '../../platform/log.ts';
import type { HttpRequest } from '../../voicenter/login-response.ts';
import { readLookup } from '../../voicenter/lookup.ts';
import { fetchLimited } from './fetch-limited.ts';

/** How long the whole answer may take, in ms. The pop-up of the vendor waits just as long. */
const LIMIT_MS = 3_000;

/**
 * Asks once and waits at most `limitMs`. Never rejects: a failure is an answer of kind 'failed'. `request` is
 * null if the address may not be asked.
 */
export async function requestLookup(request: HttpRequest | null, limitMs = LIMIT_MS): Promise<LookupAnswer> {
  const got = request === null ? 'bad-address' : await fetchLimited(request, AbortSignal.timeout(limitMs));
  const answer: LookupAnswer =
    typeof got === 'string' ? { kind: 'failed', why: got } : readLookup(got.status, got.body);
  if (answer.kind === 'failed') log('warn', 'lookup failed', { why: answer.why });
  return answer;
}
