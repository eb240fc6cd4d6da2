/** Which server addresses may be spoken to. */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Passwords and tokens travel over TLS only; plain http is taken for this very machine. */
export const isSafeServer = (url: URL): boolean => url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
