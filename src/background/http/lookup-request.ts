/** Sends one request to the customer's lookup endpoint. */
import type { LookupAnswer, LookupFailure } from '../../domain/calls/lookup-result.ts';
import { log } from '../../platform/log.ts';
import { mayReach } from '../../platform/host-permissions.ts';
import type { HttpRequest } from '../../voicenter/login-response.ts';
import { readLookup } from '../../voicenter/lookup.ts';
import { readLimited } from './read-limited.ts';

/** How long the whole answer may take, in ms. The pop-up of the vendor waits just as long. */
const LIMIT_MS = 3_000;
/** In bytes. The contract's five fields take a few hundred. */
const MAX_BYTES = 64 * 1024;

/**
 * Asks once and waits at most `limitMs`. Never rejects: a failure is an answer of kind 'failed'. `request` is
 * null if the address may not be asked. Sends no cookies, uses no cache and follows no redirects, because a
 * caller's number may go only to the one host that the customer named.
 */
export async function requestLookup(request: HttpRequest | null, limitMs = LIMIT_MS): Promise<LookupAnswer> {
  const answer = request === null ? failed('bad-address') : await ask(request, limitMs);
  if (answer.kind === 'failed') log('warn', 'lookup failed', { why: answer.why });
  return answer;
}

async function ask({ url, method, headers, body }: HttpRequest, limitMs: number): Promise<LookupAnswer> {
  if (!(await mayReach(url))) return failed('not-allowed');
  const signal = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return isRedirect(response) ? failed('redirect') : readLookup(response.status, '');
    }
    const text = await readLimited(response, MAX_BYTES);
    return text === null ? failed('too-big') : readLookup(response.status, text);
  } catch {
    // The browser does not say whether the connection was refused or the host name does not exist
    // (docs/browsers.md 5).
    return failed(signal.aborted ? 'slow' : 'unreachable');
  }
}

const failed = (why: LookupFailure): LookupAnswer => ({ kind: 'failed', why });

/** Browsers report a redirect that is not followed as an answer with status 0. */
const isRedirect = ({ type, status }: Response): boolean =>
  type === 'opaqueredirect' || (status >= 300 && status <= 399);
