/**
 * Reads who is calling from one text. Telephone systems write a caller as a number, a name, both of them, a
 * SIP or tel URI, a header with a display name, or the name of a channel.
 */
import { sanitize } from '../sanitize.ts';
import { type CallerText, MAX_NUMBER, NOBODY, readWords } from './caller-words.ts';

/** Longest text that is read, in characters. */
const MAX_TEXT = 400;
/** Most layers of an address: a scheme before a scheme, or an encoding of an encoding. */
const MOST_LAYERS = 3;

const PLAIN = /^(?:\+?[1-9]\d*|0+[1-9]\d*)$/;
/** Names of headers that come with an address. */
const HEADER = /^(?:p-asserted-identity|p-preferred-identity|remote-party-id|from|contact|diversion): ?/i;
const SCHEME =
  /^(?:sips?|tel|callto|h323|im|pres|xmpp|fax|modem|sms|facetime(?:-audio)?|skype|mailto):(?:\/\/)?/i;
/** Schemes whose address begins with a host unless it has an `@`. */
const OF_HOSTS = /^(?:sips?|h323|im|pres|xmpp|mailto):/i;
const URI_IN_TEXT = / (?=(?:sips?|tel):\S+$)/i;
/** A channel of the telephone systems Asterisk and FreeSWITCH. */
const CHANNELS =
  'sip pjsip local iax iax2 dahdi zap h323 ooh323 sccp skinny mgcp mobile motif khomp dongle sofia user';
const CHANNEL = new RegExp(`^(?:${CHANNELS.replaceAll(' ', '|')})/(?=\\S+$)`, 'i');
/**
 * What a telephone system appends to a channel. Some append few decimal digits, most append hexadecimal
 * ones.
 */
const CHANNEL_END = /-(?:[\da-f]{8}|\d{1,3}|00\d+|\d*[a-f][\da-f]*)(?:;\d)?$/i;
const NUMBERED_CHANNEL_END = /-\d+$/;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Returns what a text says about a caller. Runs in linear time, and reads the first 400 characters. */
export function readCaller(raw: string): CallerText {
  const start = raw.slice(0, MAX_TEXT);
  if (PLAIN.test(start)) return { number: start.slice(0, MAX_NUMBER), name: '' };
  const text = sanitize(start).replace(HEADER, '');
  const { display, address, others } = partsOf(text);
  if (address === null) return isAddress(display) ? readAddress(display) : readWords(display);
  const inner = isAddress(address) ? readAddress(address) : readWords(address);
  // `Moshe <Cohen>`: brackets with a word in them belong to the name.
  if (inner.number === null && inner.name !== '' && !isAddress(address))
    return { number: null, name: text === `<${address}>` ? inner.name : text };
  // Two addresses without brackets: the first one counts.
  if (isAddress(display)) return readAddress(display);
  const shown = readWords(display);
  const next = others === '' ? NOBODY : readCaller(others);
  return {
    number: inner.number ?? next.number ?? shown.number,
    name: shown.name || inner.name || next.name,
  };
}

/** The parts of a header: `"display" <address>, others`. */
interface Parts {
  readonly display: string;
  /** Null if the text has no address apart from the display name. */
  readonly address: string | null;
  readonly others: string;
}

function partsOf(text: string): Parts {
  const quoteEnd = text.startsWith('"') ? endOfQuote(text) : -1;
  const quoted = quoteEnd === -1 ? null : text.slice(1, quoteEnd).replace(/\\(.)/g, '$1').trim();
  const from = quoteEnd + 1;
  const open = text.indexOf('<', from);
  const close = open === -1 ? -1 : text.indexOf('>', open);
  const address = text.slice(open + 1, close === -1 ? text.length : close).trim();
  if (open !== -1 && (close !== -1 || isAddress(address))) {
    const comma = close === -1 ? -1 : text.indexOf(',', close);
    const display = quoted ?? text.slice(0, open).trim();
    return { display, address, others: comma === -1 ? '' : text.slice(comma + 1).trim() };
  }
  const behind = text.slice(from).trim();
  if (quoted !== null) return { display: quoted, address: behind === '' ? null : behind, others: '' };
  const [display = '', uri] = text.split(URI_IN_TEXT);
  return { display, address: uri ?? null, others: '' };
}

/** Returns the place of the quote that ends the one at the start, or -1. */
function endOfQuote(text: string): number {
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at += 1;
  }
  return -1;
}

const isAddress = (text: string): boolean =>
  SCHEME.test(text) || CHANNEL.test(text) || ADDRESS.test(text) || isEncoded(text);
const isEncoded = (text: string): boolean => /%[\da-f]{2}/i.test(text) && !/\s/.test(text);

/** Reads a URI or a channel. What stands behind the user, such as host, port and parameters, is no number. */
function readAddress(address: string): CallerText {
  const channel = CHANNEL.exec(address)?.[0];
  if (channel !== undefined) return readChannel(address.slice(channel.length), channel);
  let body = address;
  let isHost = false;
  for (let layer = 0; layer < MOST_LAYERS && SCHEME.test(body); layer += 1) {
    isHost = OF_HOSTS.test(body);
    body = body.replace(SCHEME, '');
  }
  const host = isHost && !body.includes('@') ? (body.split(/[;?]/)[0] ?? '') : '';
  // An address of a host alone, such as `sip:pbx.example.com`, names nobody.
  const isHostAlone = host.startsWith('[') || (host.includes('.') && /\p{L}/u.test(host));
  return isHostAlone ? NOBODY : readUser(body);
}

/** Reads the part of a channel that has the number. Without a number, the first part is the name. */
function readChannel(body: string, kind: string): CallerText {
  const end = /^(?:iax2?|dahdi|zap)/i.test(kind) ? NUMBERED_CHANNEL_END : CHANNEL_END;
  const users = body
    .split('/')
    .map((part) => part.replace(SCHEME, ''))
    .map((part) => readUser(part.includes('@') ? part : part.replace(end, '')));
  const lengthOf = ({ number }: CallerText): number => number?.length ?? 0;
  const [best = NOBODY] = users.sort((a, b) => lengthOf(b) - lengthOf(a));
  return best;
}

/** Reads the user of an address, without the password, the parameters and the host behind it. */
function readUser(address: string): CallerText {
  let user = firstPart(address);
  for (let layer = 0; layer < MOST_LAYERS && user.includes('%'); layer += 1) user = firstPart(decoded(user));
  return readWords(sanitize(user));
}

const firstPart = (address: string): string => address.split(/[;:?@]/)[0] ?? '';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // The text is cut or not encoded as UTF-8. Its ASCII characters can still be read.
    return text.replace(/%([2-7][\da-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  }
}
