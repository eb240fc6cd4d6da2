/** One HTTP request to a login server. */
import type { HttpAnswer, HttpRequest } from '../../voicenter/login-response.ts';
import { mayReach } from '../../platform/host-permissions.ts';
import { textWithin } from './read-limited.ts';

const TIMEOUT_MS = 15_000;
/** A login is a few thousand bytes. */
const MAX_BYTES = 1024 * 1024;

/**
 * Resolves to the answer, or to 'not-allowed' where the user has not allowed the host: then nothing is sent. Rejects where no answer came within 15 s;
 * whatever status comes is an answer, one that is too long has no body. No cookies, no cache, no redirects: they carry passwords.
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
    body: (await textWithin(answer, MAX_BYTES)) ?? '',
    retryAfter: answer.headers.get('Retry-After'),
  };
}
