import { describe, expect, it } from 'vitest';
import type { CallFacts } from '../../src/domain/calls/call.ts';
import { decode } from '../../src/voicenter/decode.ts';
import type { ServerEvent } from '../../src/voicenter/protocol.ts';
import seed from '../fixtures/seed-examples.json' with { type: 'json' };

const NOW = 1_606_900_924_000;
const decoded = (name: keyof typeof seed.examples): ReturnType<typeof decode> => {
  const [event, payload] = seed.examples[name] as [ServerEvent, unknown];
  return decode(event, payload, NOW);
};

describe('an example of the vendor’s page', () => {
  it('loginSuccess is an accepted greeting', () => {
    expect(decoded('loginSuccess')).toEqual({ kind: 'greeting', accepted: true });
  });

  it('loginStatus names the queues and their waiting callers', () => {
    expect(decoded('loginStatus')).toEqual({
      kind: 'event',
      event: {
        kind: 'queues',
        queues: [
          {
            queueId: '12345678',
            name: 'Queue1',
            waiting: [
              {
                callId: '2020082015645675456434324949c071d',
                caller: { kind: 'external', number: '0501234567' },
                since: NOW - 18_000,
              },
            ],
          },
          { queueId: '12345679', name: 'Queue2', waiting: [] },
        ],
        whole: true,
        at: NOW,
      },
    });
  });

  it('AllExtensionsStatus is a snapshot of the lines, where 0 means nobody', () => {
    expect(decoded('AllExtensionsStatus')).toMatchObject({
      event: {
        kind: 'snapshot',
        lines: [
          {
            line: {
              lineId: 'SIPSIP1',
              number: '9876543',
              userName: 'Clark Kent',
              onlineUserId: '12345678',
              statusId: 2,
            },
            calls: [],
          },
          {
            line: {
              lineId: 'SIPSIP2',
              number: '9876542',
              userName: 'Lois Lane',
              onlineUserId: '12345679',
              statusId: 1,
            },
            calls: [],
          },
        ],
      },
    });
  });

  it.each([
    ['QueueEvent JOIN', 1],
    ['QueueEvent EXIT', 0],
    ['QueueEvent ABANDONED', 0],
  ] as const)('%s names the callers who wait now', (name, waiting) => {
    expect(decoded(name)).toMatchObject({
      event: { kind: 'queues', queues: [{ queueId: '1234567', name: 'Queue1' }] },
    });
    const result = decoded(name);
    expect(
      result.kind === 'event' && result.event.kind === 'queues' && result.event.queues[0]?.waiting,
    ).toHaveLength(waiting);
  });

  const incoming: Partial<CallFacts> = {
    callId: '202012021122010135330b4f77',
    direction: 'incoming',
    caller: { kind: 'external', number: '0501234567' },
    label: 'Test Voicenter',
    dialed: '0722776772',
    queueId: null,
  };
  const placed: Partial<CallFacts> = {
    callId: '20201200013quvnhxku5v',
    direction: 'click2call',
    caller: { kind: 'external', number: '0501234567' },
  };

  it.each([
    [
      'incoming NEWCALL',
      'newcall',
      { ...incoming, phase: 'ringing', startedAt: NOW - 1_000, answeredAt: null },
    ],
    ['incoming ANSWER', 'answer', { ...incoming, phase: 'talking' }],
    [
      'incoming HANGUP',
      'hangup',
      { ...incoming, phase: 'talking', startedAt: NOW - 16_000, answeredAt: NOW - 5_000 },
    ],
    ['click2call leg 1 NEWCALL', 'newcall', { ...placed, phase: 'dialing' }],
    ['click2call leg 1 ANSWER', 'answer', { ...placed, phase: 'talking' }],
    ['click2call leg 2 NEWCALL', 'newcall', { ...placed, phase: 'talking' }],
    ['click2call leg 2 ANSWER', 'answer', { ...placed, phase: 'talking' }],
    ['click2call leg 2 HANGUP', 'hangup', { ...placed, phase: 'talking' }],
  ] as const)('%s is decoded as that event', (name, reason, facts) => {
    expect(decoded(name)).toMatchObject({
      event: {
        kind: 'line',
        reason,
        callId: facts.callId,
        line: { lineId: 'SIPSIP1', number: '1234567' },
        call: facts,
        cause: 'hangup',
      },
    });
  });

  it('userStatusUpdate gives the status and ends no call', () => {
    expect(decoded('userStatusUpdate')).toMatchObject({
      event: { kind: 'line', reason: 'status', line: { statusId: 3 }, call: null, callId: null },
    });
  });
});
