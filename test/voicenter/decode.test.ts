import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createDecoder, decode, type Decoded, type LineMessage } from '../../src/voicenter/decode.ts';
import { AGENT_START, call, hangUp, line, SERVER_START } from '../support/event-builders.ts';
import type { Caller } from '../../src/domain/common/types.ts';

const extension = (payload: unknown): Decoded => decode('ExtensionEvent', payload, AGENT_START);
const factsOf = (payload: unknown) => {
  const result = extension(payload);
  return result.kind === 'event' && result.event.kind === 'line' ? result.event.call : null;
};

describe('the decoder', () => {
  it('reads the reason and related fields beside `data` and inside it', () => {
    const beside = hangUp(call(), 'Answered elsewhere') as { data: object };
    const { data, ...envelope } = beside;
    expect(extension({ data: { ...data, ...envelope } })).toEqual(extension(beside));
  });

  it('reads the reason inside `data` when it is null beside it', () => {
    const { data } = line('NEWCALL', call()) as { data: object };
    expect(extension({ reason: null, data: { ...data, reason: 'NEWCALL' } })).toMatchObject({
      event: { reason: 'newcall' },
    });
  });

  it('reads every known spelling', () => {
    const odd = {
      Data: {
        ExtenUser: 'SIPSIP1',
        userId: 7654321,
        Calls: [],
        CurrentCall: { ...call(), CallerPhone: '0501234567', 'call Status': 'Talking' },
      },
      Reason: 'NEWCALL',
      serverTime: SERVER_START,
    };
    expect(extension(odd)).toMatchObject({
      event: {
        reason: 'newcall',
        line: { lineId: 'SIPSIP1', userId: '7654321' },
        call: { callId: 'call-1' },
      },
    });
  });

  it('finds the call in `calls` when `currentCall` is missing', () => {
    const held = call({ ivrid: 'held', callstatus: 'Hold' });
    const newest = call({ ivrid: 'newest', callStarted: SERVER_START + 60 });
    expect(factsOf(line('NEWCALL', null, { calls: [call(), newest, held] }))?.callId).toBe('newest');
    expect(factsOf(line('HOLD', null, { calls: [newest, held] }))?.callId).toBe('held');
  });

  it('names a line without a SIP user by its number', () => {
    expect(extension(line('NEWCALL', call(), { data: { extenUser: '' } }))).toMatchObject({
      event: { line: { lineId: '1234567' } },
    });
  });

  it('reads the line of an event first, and its call only on request', () => {
    const message = createDecoder()('ExtensionEvent', line('NEWCALL', call()), AGENT_START) as LineMessage;
    expect(message.line).toMatchObject({ lineId: 'SIPSIP1', userId: '7654321' });
    expect(message.read(true)).toMatchObject({ event: { callId: 'call-1' } });
    expect(message.read(false)).toMatchObject({
      event: { reason: 'newcall', line: { lineId: 'SIPSIP1', userId: '7654321' }, callId: null, call: null },
    });
  });

  it('gives a line that a snapshot lists twice the calls of both entries', () => {
    const entry = { extenUser: 'SIPSIP1', number: 1, calls: [call()] };
    const result = decode(
      'AllExtensionsStatus',
      { extensions: [entry, { ...entry, calls: [call({ ivrid: 'call-2' })] }], servertime: SERVER_START },
      AGENT_START,
    );
    expect(result).toMatchObject({
      event: { lines: [{ calls: [{ callId: 'call-1' }, { callId: 'call-2' }] }] },
    });
  });
});

describe('the caller', () => {
  const external: Caller = { kind: 'external', number: '0501234567' };
  it.each<[Record<string, unknown>, Caller]>([
    [{}, external],
    [{ callerphone: 972722776772 }, { kind: 'external', number: '972722776772' }],
    [{ callerphone: '*2345' }, { kind: 'external', number: '*2345' }],
    [{ callerphone: 'sip:0501234567@10.0.0.1:5060;user=phone' }, external],
    [{ callerphone: '"0501234567" <sip:0501234567@10.0.0.1>' }, external],
    [{ callerphone: '+972501234567;ext=12' }, { kind: 'external', number: '+972501234567' }],
    [{ callerphone: '"Moshe 2" <0501234567>' }, { ...external, name: 'Moshe 2' }],
    [
      { callerphone: 'Moshe Cohen', originalCallerID: 'sip:0501234567@10.0.0.1' },
      { ...external, name: 'Moshe Cohen' },
    ],
    [
      { callerphone: 'Moshe Cohen', originalCallerID: '' },
      { kind: 'external', number: null, name: 'Moshe Cohen' },
    ],
    [
      { callerphone: 'Station 5', originalCallerID: 'Anonymous' },
      { kind: 'external', number: null, name: 'Station 5' },
    ],
    [
      { callerphone: 'Moshe Cohen', originalCallerID: '', isInternal: true },
      { kind: 'internal', name: 'Moshe Cohen', number: null },
    ],
    [
      { callerphone: '"Lois Lane" <sip:602@10.0.0.1>', isInternal: true },
      { kind: 'internal', name: 'Lois Lane', number: '602' },
    ],
    [
      { callerphone: 'Private', callername: 'Restricted', originalCallerID: '', isInternal: true },
      { kind: 'hidden' },
    ],
    [
      { callerphone: 'Lois Lane', callername: 'Lois Lane', originalCallerID: '602', isInternal: true },
      { kind: 'internal', name: 'Lois Lane', number: '602' },
    ],
    [
      {
        callerphone: 'Lois Lane',
        originalCallerID: '',
        actualDialedNumber: 205,
        isInternal: true,
        direction: 'Outgoing',
      },
      { kind: 'internal', name: 'Lois Lane', number: '205' },
    ],
    [
      { callerphone: 'Station 5', originalCallerID: '602', isInternal: true },
      { kind: 'internal', name: 'Station 5', number: '602' },
    ],
    [
      { callerphone: '602', callername: 'Lois Lane', isInternal: 1 },
      { kind: 'internal', name: 'Lois Lane', number: '602' },
    ],
    ...[
      'Anonymous',
      'ANONYMOUS',
      '',
      null,
      '-1',
      0,
      'unknown',
      '<unknown>',
      'Restricted',
      'private',
      'withheld',
      'unavailable',
      'חסוי',
      'מספר חסוי',
      'מזוהה-לא',
      'Private Number',
      'PRIVATE-NUMBER',
      'Restricted Number',
      'No Caller ID',
      'رقم خاص',
      'Скрытый номер',
      'anonymous@anonymous.invalid',
      '"Anonymous" <sip:anonymous@anonymous.invalid>',
      '\u202bמספר חסוי\u202c',
    ].map((callerphone): [Record<string, unknown>, Caller] => [{ callerphone }, { kind: 'hidden' }]),
  ])('is read from %j', (different, caller) => {
    expect(factsOf(line('NEWCALL', call(different)))?.caller).toEqual(caller);
  });

  it('has a name without control characters, direction overrides or endless length', () => {
    expect(
      factsOf(line('NEWCALL', call({ callername: `a\u202e\u0000b\n${'x'.repeat(10_000)}` })))?.label,
    ).toMatch(/^a b x{196}$/);
  });
});

describe('decoded endless texts', () => {
  const MB = 1024 * 1024;
  const huge = (): string => 'x'.repeat(2 * MB);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    // Object shapes, which hold the names of fields, survive two collections.
    for (let round = 0; round < 4; round += 1) collect();
    return process.memoryUsage().heapUsed / MB;
  };
  /** As received from the socket, in separate strings. */
  const received = (payload: unknown): unknown => JSON.parse(JSON.stringify(payload));

  it.each<[string, (at: number) => unknown]>([
    [
      'names',
      () =>
        line('NEWCALL', call({ callername: huge(), customdata: { Order: huge() } }), {
          data: { userName: huge() },
        }),
    ],
    [
      'names in other letters, with blanks around',
      () => line('NEWCALL', call({ callername: `  ${'דנה '.repeat(60)}${huge()}` })),
    ],
    ['ids', () => line('NEWCALL', call({ relatedIvrUniqueIDs: `call-of-yesterday-0001,${huge()}` }))],
    ['field names', (at) => line('NEWCALL', call({ [`${String(at)}${huge()}`]: 1 }))],
    ['reasons', (at) => line(`${String(at)}${huge()}`, call())],
  ])('keep no memory of the rest: %s', (_, payload) => {
    const before = heap();
    const kept = Array.from({ length: 5 }, (_none, at) => extension(received(payload(at))));
    expect(heap() - before).toBeLessThan(2);
    expect(kept).toHaveLength(5);
  });
});

describe('a decoded time', () => {
  it.each([120, 180, 0])(
    'is the agent’s, whatever the server’s wall clock says (offset %d)',
    (servertimeoffset) => {
      const facts = factsOf(
        line('ANSWER', call({ callStarted: SERVER_START - 30, callAnswered: String(SERVER_START - 10) }), {
          envelope: { servertimeoffset },
        }),
      );
      expect(facts).toMatchObject({ startedAt: AGENT_START - 30_000, answeredAt: AGENT_START - 10_000 });
    },
  );

  it.each([SERVER_START * 1e9, 1e300, -5])(
    'is the agent’s if the servertime (%d) is absurd',
    (servertime) => {
      expect(factsOf(line('NEWCALL', call(), { envelope: { servertime } }))?.startedAt).toBe(AGENT_START);
    },
  );

  it('is never made from 0', () => {
    expect(factsOf(line('NEWCALL', call({ callStarted: 0, callAnswered: '0' })))).toMatchObject({
      startedAt: AGENT_START,
      answeredAt: null,
    });
  });
});

describe('a payload that does not fit', () => {
  it.each([
    [undefined, 'ExtensionEvent'],
    ['text', 'ExtensionEvent'],
    [{ data: [] }, 'ExtensionEvent.data'],
    [{ data: {}, reason: 'NEWCALL' }, 'ExtensionEvent.data.extenUser'],
    [line('NEWCALL', null), 'ExtensionEvent.data.currentCall'],
    [line('NEWCALL', call({ ivrid: '__proto__' })), 'ExtensionEvent.data.currentCall'],
    [line('NEWCALL', call({ ivrid: '' })), 'ExtensionEvent.data.currentCall'],
    [line('NEWCALL', call({ direction: 'constructor' })), 'ExtensionEvent.data.currentCall'],
  ])('%j is malformed at %s', (payload, where) => {
    expect(extension(payload)).toEqual({ kind: 'malformed', where });
  });

  it.each([[null, 7, {}], ['all']])(
    'is malformed if nothing in its list can be read (%j), and no empty snapshot',
    (...extensions) => {
      expect(decode('AllExtensionsStatus', { extensions }, AGENT_START)).toEqual({
        kind: 'malformed',
        where: 'AllExtensionsStatus.extensions',
      });
    },
  );

  it('is ignored for an unknown reason, which is named', () => {
    expect(extension(line('toString', call()))).toEqual({ kind: 'ignored', why: 'reason toString' });
  });
});

it('a greeting or keepalive answer with an error code means a dead session', () => {
  expect(decode('keepaliveResponse', { errorCode: 1 }, 0)).toEqual({ kind: 'greeting', accepted: false });
  expect(decode('loginSuccess', { errorCode: 0 }, 0)).toEqual({ kind: 'greeting', accepted: true });
});
