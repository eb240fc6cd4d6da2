/**
 * Values that a hostile server, endpoint or page may send. They have broken programs before. Valid messages
 * get such values put in.
 */
import fc from 'fast-check';
import { SERVER_EVENTS, type ServerEvent } from '../../src/voicenter/protocol.ts';
import { call, hangUp, line, SERVER_START, snapshot } from './event-builders.ts';

/** Names that every object has, and others with a meaning for JavaScript engines. */
export const RESERVED = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'isPrototypeOf',
] as const;

export const HOSTILE_TEXTS = [
  ...RESERVED,
  'prototype',
  'then',
  'length',
  '',
  ' ',
  '\0',
  '\n',
  '\ud800',
  '\udfff\ud83d',
  'a\u202eb',
  '\u2066\u2069',
  '\u200b\u200d\ufeff',
  '\u00ad\u061c\u3164',
  '\u{e0041}',
  '\u0301'.repeat(300),
  '😀'.repeat(150),
  'x'.repeat(5_000),
  `x${' '.repeat(5_000)}y`,
  `Z${'\u0300\u0336\u20dd'.repeat(90)}`,
  '\u2800\ufe0f\u{e0100}',
  '👩\u200d'.repeat(300),
  'ع\u200c\u200d',
  '🏴\u{e0067}',
  '9'.repeat(400),
  '-1',
  '0',
  '1e999',
  'NaN',
  '0x10',
  '١٢٣',
  '+972501234567',
  ',,,,',
  'call-1,__proto__,call-2',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  'https://evil.example/',
  '{phone}',
  '%00',
  '../..',
  '"',
  '\\',
  'null',
  'undefined',
  '[object Object]',
  'Anonymous',
  'Ringing',
  'Talking',
  'Hold',
  'Incoming',
  'Outgoing',
  'NEWCALL',
  'HANGUP',
  'SIPSIP1',
  'SIPSIP9',
  'call-1',
  'call-2',
] as const;

const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown =>
  Array.from({ length: depth }).reduce(wrap, 1);
const fromJson = (json: string): unknown => JSON.parse(json) as unknown;

/** Frozen, because all cases share them and none may change them for the next. */
const HOSTILE_VALUES: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  1e300,
  5e-324,
  2 ** 53,
  -(2 ** 31),
  1_703_762_019,
  1_703_762_019_000,
  [],
  {},
  [[]],
  [null],
  [undefined, 7],
  nested(50, (inner) => [inner]),
  nested(50, (inner) => ({ data: inner })),
  nested(1_000, (inner) => ({ calls: [inner] })),
  Array.from({ length: 150 }, (_, at) => ({ ivrid: `many-${String(at)}`, direction: 'Incoming' })),
  Array(30).fill('x'),
  fromJson('{"__proto__":{"ivrid":"polluted","extensions":[]}}'),
  fromJson('{"constructor":{"prototype":{"isTest":true}}}'),
  fromJson('{"toString":1,"valueOf":null,"hasOwnProperty":false}'),
  Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`field ${String(at)}`, at])),
  Object.assign(Object.create(null) as object, { ivrid: 'bare', direction: 'Incoming' }),
].map((value: unknown) => Object.freeze(value));

export const hostileText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...HOSTILE_TEXTS), fc.nat(0xffff), fc.constantFrom(...HOSTILE_TEXTS))
      .map(([a, unit, b]) => a + String.fromCharCode(unit) + b),
  },
);
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_VALUES) },
  { weight: 1, arbitrary: fc.dictionary(hostileText, fc.constantFrom(...HOSTILE_VALUES), { maxKeys: 4 }) },
);

interface Change {
  /** The index among all places of the message, modulo their number. */
  readonly place: number;
  readonly how: 'replace' | 'drop' | 'rename' | 'add' | 'twice';
  readonly value: unknown;
  readonly name: string;
}
const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(10_000),
  how: fc.constantFrom('replace', 'replace', 'drop', 'rename', 'add', 'twice'),
  value: hostileValue,
  name: hostileText,
});

/** One of these valid values with up to four hostile changes, and sometimes an unrelated value. */
export const spoilt = (sound: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(fc.constantFrom(...sound), fc.array(change, { maxLength: 4 }))
        .map(([message, changes]) => changes.reduce(changed, structuredClone(message))),
    },
    { weight: 1, arbitrary: hostileValue },
    { weight: 1, arbitrary: fc.anything({ maxDepth: 2, maxKeys: 3, withNullPrototype: true }) },
  );

function changed(message: unknown, { place, how, value, name }: Change): unknown {
  const places = placesOf(message);
  const found = places[place % Math.max(1, places.length)];
  if (found === undefined) return message;
  const { holder, key } = found;
  const old = holder[key];
  if (how === 'replace') put(holder, key, value);
  else if (how === 'add') put(holder, Array.isArray(holder) ? String(holder.length) : name, value);
  else if (how === 'twice') put(holder, Array.isArray(holder) ? String(holder.length) : name, old);
  else {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
    if (how === 'rename') put(holder, Array.isArray(holder) ? String(holder.length) : name, old);
  }
  return message;
}

type Holder = Record<string, unknown>;

/** Sets a field as JSON.parse would, so `__proto__` becomes a field, too. */
const put = (holder: Holder, key: string, value: unknown): void =>
  void Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

/** Every field of a message, including nested ones, down to a hostile value. */
function placesOf(message: unknown, depth = 0): readonly { readonly holder: Holder; readonly key: string }[] {
  if (typeof message !== 'object' || message === null || Object.isFrozen(message) || depth > 6) return [];
  const holder = message as Holder;
  return Object.keys(holder)
    .slice(0, 60)
    .flatMap((key) => [{ holder, key }, ...placesOf(holder[key], depth + 1)]);
}

/** All messages of a server in an agent's day, as sent. */
export const SOUND_MESSAGES: readonly (readonly [ServerEvent, unknown])[] = [
  ['loginSuccess', { servertime: SERVER_START, servertimeoffset: 120, errorCode: 0, errorDesc: 'OK' }],
  ['keepaliveResponse', { servertime: SERVER_START, servertimeoffset: 120, errorCode: 0 }],
  [
    'AllExtensionsStatus',
    snapshot(call(), call({ ivrid: 'call-2', callstatus: 'Talking', callAnswered: SERVER_START + 5 })),
  ],
  ['AllExtensionsStatus', snapshot()],
  [
    'loginStatus',
    {
      queues: [
        {
          QueueID: 555,
          QueueName: 'Support',
          Calls: [
            { CallerID: '0501234567', IvrUniqueID: 'call-1', ivrid: 'call-1', JoinTimeStamp: SERVER_START },
          ],
        },
      ],
      servertime: SERVER_START,
    },
  ],
  [
    'QueueEvent',
    {
      data: { QueueID: 555, QueueName: 'Support', Calls: [] },
      reason: 'EXIT',
      servertime: SERVER_START,
      ivruniqueid: 'call-1',
    },
  ],
  [
    'ExtensionEvent',
    line('NEWCALL', call({ customdata: [{ Order: 'A-4711', OriginalIvrUniqueID: 'call-0' }] })),
  ],
  [
    'ExtensionEvent',
    line(
      'NEWCALL',
      call({ ivrid: 'call-2', relatedIvrUniqueIDs: ['call-1'], callerphone: 'Anonymous', queueID: 555 }),
    ),
  ],
  ['ExtensionEvent', line('ANSWER', call({ callstatus: 'Talking', callAnswered: SERVER_START + 5 }))],
  [
    'ExtensionEvent',
    line('HOLD', null, { calls: [call({ callstatus: 'Hold' }), call({ ivrid: 'call-2' })] }),
  ],
  ['ExtensionEvent', hangUp(call())],
  [
    'ExtensionEvent',
    line('userStatusUpdate', null, {
      data: { representativeStatus: 3, representativeUpdated: SERVER_START * 1000 },
    }),
  ],
  ['ExtensionsUpdated', {}],
];

/** One of them, spoilt somewhere, under its own name or another one. */
export const serverMessage: fc.Arbitrary<readonly [ServerEvent, unknown]> = fc.oneof(
  {
    weight: 15,
    arbitrary: fc
      .constantFrom(...SOUND_MESSAGES)
      .chain(([name, payload]) => spoilt([payload]).map((told) => [name, told] as const)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(...SERVER_EVENTS),
      spoilt(SOUND_MESSAGES.map(([, payload]) => payload)),
    ),
  },
);
