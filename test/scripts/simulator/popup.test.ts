/** The product's requests, judged by an endpoint that was written after the vendor's page. */
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../../scripts/simulator/popup.ts';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import type { CallFacts } from '../../../src/domain/calls/call.ts';
import type { LookupPhase } from '../../../src/domain/calls/caller-lookup.ts';
import { decode } from '../../../src/voicenter/decode.ts';
import { type LookupFacts, lookupRequest } from '../../../src/voicenter/lookup.ts';

const current = {
  ...{ callStarted: 1_703_762_019, calldurationinterval: 1_703_762_019, callAnswered: 0, answered: 0 },
  ...{ callername: 'תמיכה', callerphone: '0501234567', outgoingcallername: '', outgoingcallerphone: '' },
  ...{ callstatus: 'Ringing', customdata: {}, direction: 'Incoming', ivrid: '20231228102439' },
  recording: { Filename: 'sample.mp3', Options: '', ApproximateURL: '', IsMuted: 0 },
  ...{ did: '0722776772', originalCallerID: '0501234567', isInternal: false, ip: '192.0.2.1' },
};
const callIn = (reason: string, different: object): CallFacts => {
  const message = {
    data: { extenUser: 'SIPSIP1', calls: [], currentCall: { ...current, ...different } },
    ...{ reason, servertime: 1_703_762_020, servertimeoffset: 120, cause: 'Normal hangup' },
  };
  const decoded = decode('ExtensionEvent', message, 1_703_754_820_000);
  if (decoded.kind !== 'event' || decoded.event.kind !== 'line' || decoded.event.call === null)
    throw new Error('no call');
  return decoded.event.call;
};
const answered = { callstatus: 'Talking', callAnswered: 1_703_762_030, answered: 1 };
const outgoing = { direction: 'Outgoing', callstatus: 'Dialing' };
const CALLS: readonly [LookupPhase, CallFacts, isTalked: boolean][] = [
  ['Ringing', callIn('NEWCALL', {}), false],
  ['Talking', callIn('ANSWER', answered), true],
  ['Talking', callIn('NEWCALL', { callstatus: 'Talking' }), true],
  ['Hangup', callIn('HANGUP', {}), false],
  ['Hangup', callIn('HANGUP', answered), true],
  ['Dialing', callIn('NEWCALL', outgoing), false],
  ['Hangup', callIn('HANGUP', { ...outgoing, ...answered }), true],
];
const requestOf = (method: 'get' | 'form' | 'json', [phase, call, isTalked]: (typeof CALLS)[number]) => {
  const facts: LookupFacts = {
    ...{ phone: '0501234567', callerName: call.label, callId: call.callId, lineId: 'SIPSIP1' },
    ...{ did: call.dialed, direction: call.direction, startedAt: call.startedAt, cause: '', region: 'IL' },
    answeredAt: isTalked ? (call.answeredAt ?? call.startedAt + 5_000) : null,
    received: call.received,
  };
  return lookupRequest('https://crm.example.com/popup', method, facts, phase);
};

describe('an endpoint written after the vendor’s page', () => {
  it.each(CALLS)('finds nothing wrong by any method: %s', (...each) => {
    const get = new URL(requestOf('get', each)?.url ?? '').searchParams;
    expect(problemsOf('get', Object.fromEntries(get))).toEqual([]);
    const form = new URLSearchParams(requestOf('form', each)?.body ?? '');
    expect(problemsOf('form', Object.fromEntries(form))).toEqual([]);
    const json = JSON.parse(requestOf('json', each)?.body ?? '') as object;
    expect(problemsOf('json', json)).toEqual([]);
    expect(json).not.toHaveProperty('currentCall.ip');
    expect(json).toHaveProperty('currentCall.originalCallerID', '0501234567');
  });

  it.each([
    [{ phone: '+972501234567' }, 'phone'],
    [{ isMuted: 0 }, 'isMuted'],
    [{ isAnswered: 1 }, 'isAnswered'],
    [{ currentCall: 1 }, 'currentCall'],
    [{ callStarted: 1_703_754_819 }, 'callStarted'],
    [{ callAnswered: 5 }, 'callAnswered'],
    [{ cause: '' }, 'cause'],
    [{ status: 'ringing' }, 'status'],
    [{ extra: 1 }, 'extra'],
  ])('names what is wrong with %j', (different, name) => {
    const [ringing] = CALLS;
    const json = JSON.parse((ringing && requestOf('json', ringing)?.body) ?? '') as object;
    expect(problemsOf('json', { ...json, ...different }).join()).toContain(name);
  });

  it('is served by the simulator', async () => {
    const simulator = await startSimulator();
    const response = await fetch(`${simulator.url}/popup?phone=1`);
    expect([response.status, await response.json()]).toMatchObject([400, { STATUS: 'ERROR' }]);
    await simulator.close();
  });
});
