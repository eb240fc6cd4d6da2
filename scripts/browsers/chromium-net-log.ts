/** Reads Chromium's own log of the network. */

/** Addresses that were asked on behalf of an origin, which stands without a slash at its end. The log is one event a line. */
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
