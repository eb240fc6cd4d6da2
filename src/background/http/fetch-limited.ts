/** Sends one request about a caller, to a host that the user has allowed. */
import type { LookupFailure } from '../../domain/calls/lookup-result.ts';
import { mayReach } from '../../platform/host-permissions.ts';
import type { HttpRequest } from '../../voicenter/login-response.ts';
import { readLimited } from './read-limited.ts';

/** In bytes. An answer about a caller takes a few thousand. */
const MAX_BYTES = 64 * 1024;

/** An answer. The body is '' if the status is no success and nobody wants to read it. */
export interface LimitedAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/**
 * Resolves to the answer, or to the reason why there is none. Never rejects. Sends no cookies, uses no cache
 * and follows no redirects, because a caller's number may go only to the one host that the customer named.
 * `readsErrors`: the body is wanted whatever the status is.
 */
export async function fetchLimited(
  { url, method, headers, body }: HttpRequest,
  signal: AbortSignal,
  readsErrors = false,
): Promise<LimitedAnswer | LookupFailure> {
  if (!(await mayReach(url))) return 'not-allowed';
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
    const { ok, status } = response;
    const answer = { status, body: '', retryAfter: response.headers.get('Retry-After') };
    if (isRedirect(response) || !(ok || readsErrors)) {
      await response.body?.cancel();
      return isRedirect(response) ? 'redirect' : answer;
    }
    const text = await readLimited(response, MAX_BYTES);
    return text === null ? 'too-big' : { ...answer, body: text };
  } catch {
    // The browser does not say whether the connection was refused or the host name does not exist
    // (docs/browsers.md 5).
    return signal.aborted ? 'slow' : 'unreachable';
  }
}

/** Browsers report a redirect that is not followed as an answer with status 0. */
const isRedirect = ({ type, status }: Response): boolean =>
  type === 'opaqueredirect' || (status >= 300 && status <= 399);
