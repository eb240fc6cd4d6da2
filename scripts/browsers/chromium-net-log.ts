/** Reads Chromium's own network log. */

/**
 * Returns the addresses that were requested on behalf of an origin. `origin` has no slash at its end. The log
 * has one event per line.
 */
export function requestsIn(log: string, origin: string): readonly string[] {
  const addresses = log.split('\n').flatMap((line) => {
    if (!line.includes(`"initiator":"${origin}`)) return [];
    const event = JSON.parse(line.replace(/(,|\]\}|\],)$/, '')) as {
      params?: { url?: string; initiator?: string };
    };
    return event.params?.url === undefined ? [] : [event.params.url];
  });
  return [...new Set(addresses)];
}
