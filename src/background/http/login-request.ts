/** Sends one HTTP request to a login server. */
import type { HttpAnswer, HttpRequest } from '../../voicenter/login-response.ts';
import { mayReach } from '../../platform/host-permissions.ts';
import { readLimited } from './read-limited.ts';

const TIMEOUT_MS = 15_000;
/** In bytes. The answer of a login has a few thousand. */
const MAX_BYTES = 1024 * 1024;

/**
 * Resolves to the answer, whatever its status is. Resolves to 'not-allowed' if the user has not allowed the
 * host; nothing is sent then. Rejects if no answer came within 15 s. An answer that is too long has an empty
 * body. Sends no cookies, uses no cache and follows no redirects, because the requests carry passwords.
 */
export async function request({
  url,
  method,
  headers,
  body,
}: HttpRequest): Promise<HttpAnswer | 'not-allowed'> {
  if (!(await mayReach(url))) return 'not-allowed';
  const answer = await fetch(url, {
    method,
    headers,
    body,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return {
    status: answer.status,
    body: (await readLimited(answer, MAX_BYTES)) ?? '',
    retryAfter: answer.headers.get('Retry-After'),
  };
}
