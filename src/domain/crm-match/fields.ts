/** Reads what the user enters for an adapter. */
import { isSafeServer } from '../common/server-address.ts';
import { urlOf } from '../common/url.ts';
import type { Ask } from './adapter.ts';

/** Longest value of a field, in characters. */
const MAX_VALUE = 300;
/** Longest secret, in characters. */
const MAX_SECRET = 2_000;

/**
 * Returns the value of a field as it is stored. Returns '' for an empty field, and null for a text that does
 * not fit. `host` and `root` become an address without a slash at its end.
 */
export function readField({ type }: Pick<Ask, 'type'>, typed: string): string | null {
  const text = typed.trim();
  if (text === '') return '';
  if (text.length > (type === 'secret' ? MAX_SECRET : MAX_VALUE)) return null;
  switch (type) {
    case 'label': {
      // People paste the whole address of their CRM.
      const label =
        text
          .toLowerCase()
          .replace(/^https?:\/\//, '')
          .split(/[./]/)[0] ?? '';
      return /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(label) ? label : null;
    }
    case 'host':
    case 'root':
      return addressOf(text, type);
    case 'id':
      return /^\w{1,63}$/.test(text) ? text : null;
    case 'text':
      return /^[^{}<>\p{Cc}]+$/u.test(text) ? text : null;
    case 'secret':
      return /^[\x21-\x7e]+$/.test(text) ? text : null;
  }
}

/** Browsers accept quotes in hosts and paths. No server has them. */
const ADDRESS = /^https?:\/\/[\w.:[\]-]+(?:\/[\w/.~%:@!$&*+,;=()-]*)?$/;

/**
 * Returns scheme, host and path of the customer's server. A `host` on the internet has no path: what people
 * paste has the path of the page that they saw. Plain http is for this computer only.
 */
function addressOf(text: string, type: 'host' | 'root'): string | null {
  const url = urlOf(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !isSafeServer(url) || url.username !== '' || url.password !== '') return null;
  const path = type === 'host' && url.protocol === 'https:' ? '' : url.pathname;
  const isPlain = type === 'host' || (url.search === '' && url.hash === '');
  const address = trimSlashes(url.origin + path);
  return isPlain && ADDRESS.test(address) && !/%7[BD]/i.test(address) ? address : null;
}

function trimSlashes(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}
