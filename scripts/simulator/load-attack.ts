/**
 * Traffic of a hostile server: endless texts, tens of thousands of lines, deep nesting, reserved names,
 * misleading characters, and ten thousand events a second.
 */
import type { Payload, WireEvent } from './wire.ts';

/** Duration and volume of the attack. */
export interface AttackOptions {
  /** Default 5. */
  readonly seconds?: number;
  /** Default 10,000. */
  readonly perSecond?: number;
  /** Number of colleagues' lines in the full list; default 50,000. */
  readonly lines?: number;
  /** Characters in each endless text; default 10 MB. */
  readonly textLength?: number;
}

/** What an attack needs from a simulator. */
export interface AttackParts {
  /**
   * Sends a packet unchanged. Needed because no library can encode the deepest nesting, or send ten thousand
   * events a second.
   */
  readonly sendRaw: (packet: string) => void;
  /** Returns the real list of all lines. The attack extends it, so that it ends no call. */
  readonly allLines: () => WireEvent;
  /** The wire's epoch seconds. */
  readonly now: () => number;
}

const RESERVED = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'isPrototypeOf',
] as const;
const DECEIVING = [
  '\u202egnirts\u202c',
  'a\u200b\u200d\u2060b',
  '\u2066Clark\u2069',
  '\u00ad\u061c\u180e',
  '\ud800',
  '\u{e0041}\u3164',
  '\0\r\n',
  '<b>x</b>',
] as const;
const DEPTH = 3_000;
const ABYSS = 100_000;
const STEP_MS = 10;

const nested = (wrap: (inner: unknown) => unknown): unknown =>
  Array.from({ length: DEPTH }).reduce<unknown>(wrap, 'core');
/** Creates `__proto__` as an ordinary field, as JSON.parse does, so that it is sent. */
const fieldsNamed = (names: readonly string[]): object =>
  Object.fromEntries(names.map((name) => [name, { [name]: 1, ivrid: name, isTest: true }]));

/**
 * Returns the event with this index. Every kind of event occurs, except a valid ring at the agent's own line.
 * So every alert during the attack is wrong.
 */
function eventOf(at: number, id: string, now: number): WireEvent {
  const reserved = RESERVED[at % RESERVED.length] ?? '';
  const deceiving = DECEIVING[at % DECEIVING.length] ?? '';
  const call = {
    ivrid: `attack-${id}`,
    direction: 'Incoming',
    callstatus: 'Ringing',
    callStarted: now,
    callerphone: deceiving,
    callername: deceiving,
    did: deceiving,
    customdata: fieldsNamed([reserved]),
    relatedIvrUniqueIDs: [reserved, `attack-${id}-before`],
  };
  const line = {
    extenUser: `attack-line-${id}`,
    number: deceiving,
    userID: 20_000_000 + at,
    userName: deceiving,
    calls: [call],
    currentCall: call,
  };
  const event = (reason: string, data: unknown, beside: object = {}): WireEvent => [
    'ExtensionEvent',
    { data, reason, eventName: 'extension', servertime: now, servertimeoffset: 120, ...beside },
  ];
  switch (at % 12) {
    case 0:
      return event('NEWCALL', {
        ...line,
        extenUser: 'SIPSIP1',
        calls: [],
        currentCall: { ...call, ivrid: reserved },
      });
    case 1:
      return event('NEWCALL', { ...line, extenUser: reserved, number: '' });
    case 2:
      return event(`${deceiving}${id}`, line);
    case 3:
      return event('HANGUP', { ...line, calls: [], currentCall: null }, { ivruniqueid: reserved });
    case 4:
      return [
        'QueueEvent',
        {
          data: {
            QueueID: `attack-queue-${id}`,
            QueueName: deceiving,
            Calls: [
              { ivrid: reserved },
              { ivrid: `waits-${id}`, CallerID: '0501234567', JoinTimeStamp: now },
            ],
          },
          servertime: now,
        },
      ];
    case 5:
      return ['QueueEvent', { data: { QueueID: reserved, QueueName: reserved, Calls: null } }];
    case 6:
      return event(
        'NEWCALL',
        { ...line, extenUser: 'SIPSIP1', calls: [], currentCall: { ...call, direction: reserved } },
        { servertime: 1e300, servertimeoffset: -1e300 },
      );
    default:
      return event(['NEWCALL', 'ANSWER', 'HOLD', 'HANGUP', 'userStatusUpdate'][at % 5] ?? '', line);
  }
}

/** Placeholder for a number in a packet. The packet is encoded once and sent with many numbers. */
const NUMBER = '\u00a7';
const KINDS = 120;
/** Returns the event as a packet of the socket.io protocol. */
const packetOf = (event: WireEvent): string => `2${JSON.stringify(event)}`;

/** Returns the packets that are sent only once, distributed over the attack. */
function blowsOf({
  textLength,
  lines,
  now,
  allLines,
}: Required<Pick<AttackOptions, 'lines' | 'textLength'>> & {
  readonly now: number;
  readonly allLines: AttackParts['allLines'];
}): string[] {
  const others = (): Payload[] =>
    Array.from({ length: lines }, (_, at) => ({
      extenUser: `attack-line-${String(at)}`,
      number: at,
      userID: 20_000_000 + at,
      userName: DECEIVING[at % DECEIVING.length],
      onlineUserID: 20_000_000 + at,
      calls: [],
    }));
  const withOthers = ([name, list]: WireEvent): WireEvent => [
    name,
    { ...list, extensions: [...(list.extensions as readonly unknown[]), ...others()] },
  ];
  const endless = (): string => 'x'.repeat(textLength);
  const base = { extenUser: 'attack-line-1', number: 1, userID: 20_000_001 };
  const ringing = { ivrid: 'attack-payload', direction: 'Incoming', callstatus: 'Ringing', callStarted: now };
  const blows: (WireEvent | string)[] = [
    [
      'ExtensionEvent',
      {
        data: { ...base, userName: endless(), currentCall: { ...ringing, callername: endless() } },
        reason: 'NEWCALL',
      },
    ],
    [
      'ExtensionEvent',
      {
        data: { ...base, extenUser: 'SIPSIP1', currentCall: { ...ringing, ivrid: endless() } },
        reason: 'NEWCALL',
      },
    ],
    withOthers(allLines()),
    ['ExtensionEvent', { data: { ...base, [endless()]: 1 }, reason: endless() }],
    ['ExtensionEvent', { data: nested((inner) => ({ data: inner })), reason: 'NEWCALL' }],
    `2["ExtensionEvent",{"reason":"NEWCALL","data":${'{"calls":['.repeat(ABYSS)}${']}'.repeat(ABYSS)}}]`,
    ['loginStatus', { queues: nested((inner) => [inner]) }],
    ['QueueEvent', { data: { QueueID: 1, QueueName: endless(), Calls: [] } }],
    [
      'ExtensionEvent',
      {
        data: {
          ...base,
          currentCall: { ...ringing, customdata: nested((inner) => ({ customdata: inner })) },
        },
        reason: 'ANSWER',
      },
    ],
  ];
  return blows.map((blow) => (typeof blow === 'string' ? blow : packetOf(blow)));
}

/** Attacks every client. Resolves with the number of events after the last one is sent. */
export async function attack(
  { sendRaw, allLines, now }: AttackParts,
  { seconds = 5, perSecond = 10_000, lines = 50_000, textLength = 10 * 1024 * 1024 }: AttackOptions = {},
): Promise<number> {
  const kinds = Array.from({ length: KINDS }, (_, kind) => packetOf(eventOf(kind, NUMBER, now())));
  // Encoded before the attack begins, because encoding would delay the events during it.
  const waiting = blowsOf({ lines, textLength, now: now(), allLines });
  const all = waiting.length;
  const [begun, pause] = [performance.now(), (seconds * 1000) / (all + 1)];
  const total = perSecond * seconds;
  let sent = 0;
  while (sent < total) {
    const elapsed = performance.now() - begun;
    for (const due = Math.min(total, (elapsed / 1000) * perSecond); sent < due; sent++)
      sendRaw((kinds[sent % KINDS] ?? '').replaceAll(NUMBER, String(sent)));
    if (elapsed > pause * (all - waiting.length + 1)) waiting.splice(0, 1).forEach(sendRaw);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  waiting.forEach(sendRaw);
  return sent + all;
}
