import { describe, expect, it } from 'vitest';
import { receivedCall } from '../../src/voicenter/received-call.ts';

const read = (raw: unknown): unknown => JSON.parse(receivedCall(raw));
const call = {
  callStarted: 1_703_762_019,
  callAnswered: 0,
  callername: 'תמיכה',
  callerphone: '0501234567',
  callstatus: 'Ringing',
  customdata: { OrderNo: '7', token: 'of the customer', nested: { ip: 'theirs' } },
  direction: 'Incoming',
  ivrid: '20231228102439',
  recording: { Filename: 'sample.mp3', Options: '', IsMuted: 0 },
  relatedIvrUniqueIDs: [],
  isInternal: false,
  c2cdirection: null,
};

describe('the copy of a call as it came', () => {
  it('has the spellings, the types and the order of the fields', () => {
    expect(receivedCall(call)).toBe(JSON.stringify(call));
  });

  it('has nothing that is secret or of the exchange alone', () => {
    const secrets = {
      ip: '192.0.2.1',
      blcServerID: 1,
      channel: 'SIP/a',
      channel2: 'SIP/b',
      'channel 2': 'SIP/b',
      SIPPassword: 'x',
      clientSecret: 'x',
      token: 'x',
      Authorization: 'x',
    };
    const recording = { ...call.recording, ApproximateURL: 'https://recordings.example/1' };
    expect(read({ ...secrets, ...call, recording })).toEqual(call);
  });

  it.each([undefined, null, 7, 'call', true])('is empty for %j', (raw) => {
    expect(read(raw)).toEqual({});
  });

  it('has at most 8,000 characters, whatever comes', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as unknown;
    const wide = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`x${index}`, 'y'.repeat(50)]),
    );
    const long = { text: '\u0000'.repeat(50_000), list: Array.from({ length: 50_000 }, () => wide) };
    for (const raw of [deep, wide, long, { ...call, deep, wide, long, customdata: wide }, [deep], [long]])
      expect(receivedCall(raw).length).toBeLessThanOrEqual(8_000);
    expect(read({ long, ...call })).toMatchObject(call);
  });

  it('keeps a field that is named like a part of every object', () => {
    const raw = JSON.parse('{"__proto__":1,"toJSON":2,"constructor":3}') as unknown;
    expect(receivedCall(raw)).toBe('{"__proto__":1,"toJSON":2,"constructor":3}');
  });
});
