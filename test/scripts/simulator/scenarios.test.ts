/** wire-samples.json contains events as captured from the wire, with all their fields and invented values. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { type Client, closeClients, enter, envelope, type Json, shape } from './support.ts';
import samples from './wire-samples.json' with { type: 'json' };
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator;
let client: Client;
let time = 0;

beforeEach(async () => {
  time = Date.UTC(2023, 11, 28, 9, 0, 0);
  simulator = await startSimulator({ now: () => time });
  client = await enter(simulator, 'account');
});

afterEach(async () => {
  closeClients();
  await simulator.close();
});

interface CallEvent {
  reason: string;
  cause?: string;
  dialStatus?: string;
  data: { calls: Json[]; currentCall: Json; extenUser: string };
}

const heard = async (line = 'SIPSIP1'): Promise<CallEvent[]> =>
  ((await client.all('ExtensionEvent')) as unknown as CallEvent[]).filter(
    (event) => event.data.extenUser === line,
  );
const reasons = (events: readonly CallEvent[]): string[] => events.map((event) => event.reason);
const queueReasons = async (): Promise<unknown[]> =>
  (await client.all('QueueEvent')).map((event) => event.reason);
const sample = (story: keyof typeof samples, index = 0): Json | undefined => samples[story][index];
const asJson = (event: CallEvent | undefined): Json | undefined => event as unknown as Json | undefined;

const QUEUE_CALL = 'a queue call: ring, answer, hold, unhold, hang-up';

describe('a call', () => {
  it('has exactly the fields of the captured ring, answer, hold and unhold', async () => {
    simulator.ring({ queueID: 555 });
    simulator.answer();
    simulator.hold();
    simulator.unhold();
    const events = await heard();
    expect(reasons(events)).toEqual(['NEWCALL', 'ANSWER', 'HOLD', 'UNHOLD']);
    for (const [index, captured] of [0, 2, 3, 4].entries()) {
      expect(envelope(asJson(events[index]))).toEqual(envelope(sample(QUEUE_CALL, captured)));
      expect(shape(events[index]?.data.calls)).toEqual([shape(events[index]?.data.currentCall)]);
    }
    expect(events.map(({ data }) => data.currentCall.callstatus)).toEqual([
      'Ringing',
      'Talking',
      'Hold',
      'Talking',
    ]);
  });

  it('ends as captured: in currentCall with its cause, and no longer in calls', async () => {
    const callId = simulator.ring({ queueID: 555 });
    simulator.hangUp({ cause: 'No user responding' });
    const end = (await heard())[1];
    expect(envelope(asJson(end))).toEqual(envelope(sample(QUEUE_CALL, 1)));
    expect(end).toMatchObject({
      cause: 'No user responding',
      ivruniqueid: callId,
      callerID: '0501234567',
      data: { calls: [], currentCall: { ivrid: callId, callstatus: 'Ringing' } },
    });
  });

  it('has cause, callerID, dialStatus and ivruniqueid only on the hang-up', async () => {
    simulator.ring();
    simulator.answer();
    simulator.hangUp();
    const fields = (await heard()).map((event) =>
      ['cause', 'callerID', 'dialStatus', 'ivruniqueid'].filter((field) => field in event),
    );
    expect(fields).toEqual([[], [], ['cause', 'callerID', 'dialStatus', 'ivruniqueid']]);
  });

  it('has the local wall clock as if it were UTC, in events and ids', async () => {
    simulator.ring();
    time += 10_000;
    simulator.answer();
    const [ring, answer] = await heard();
    const wall = Date.UTC(2023, 11, 28, 11, 0, 0) / 1000;
    expect(ring).toMatchObject({ servertime: wall, servertimeoffset: 120, telephonyservertime: wall });
    expect(ring?.data.currentCall).toMatchObject({
      callStarted: wall,
      callAnswered: 0,
      answered: 0,
      ivrid: expect.stringMatching(/^20231228110000[0-9a-f]{18}$/) as unknown,
    });
    expect(answer?.data.currentCall).toMatchObject({
      callStarted: wall,
      callAnswered: wall + 10,
      answered: 1,
    });
    expect(answer?.data).toMatchObject({
      lastAnsweredCallEventEpoch: wall + 10,
      representativeUpdated: wall * 1000,
    });
  });

  it('rings nowhere else once another line answers it', async () => {
    const callId = simulator.ring({ queueID: 555 });
    simulator.ring({ callId, line: 'SIPSIP2' });
    simulator.answer({ callId, line: 'SIPSIP2' });
    expect((await heard('SIPSIP2')).map((event) => event.reason)).toEqual(['NEWCALL', 'ANSWER']);
    expect((await heard()).map((event) => event.cause)).toEqual([undefined, 'Answered elsewhere']);
    expect((await client.all('QueueEvent')).at(-1)).toMatchObject({
      reason: 'EXIT',
      data: { AnsweredAgent: 'Lois Lane' },
    });
  });

  it('is answered elsewhere as captured, by a visible line or by an invisible one', async () => {
    simulator.ring({ queueID: 555 });
    simulator.answeredElsewhere();
    const callId = simulator.ring({ line: 'SIPSIP2' });
    simulator.ring({ callId });
    simulator.answeredElsewhere({ callId });
    const events = await heard();
    // Some queue calls of the capture have originalCallerName, and some do not.
    expect(envelope(asJson(events[1]), 'originalCallerName')).toEqual(
      envelope(sample('answered elsewhere'), 'originalCallerName'),
    );
    expect(events.map((event) => event.cause)).toEqual([
      undefined,
      'Answered elsewhere',
      undefined,
      'Answered elsewhere',
    ]);
    expect(reasons(await heard('SIPSIP2'))).toEqual(['NEWCALL', 'ANSWER']);
  });

  it('keeps waiting in its queue when the agent rejects it', async () => {
    const callId = simulator.ring({ queueID: 555 });
    simulator.reject();
    expect((await heard()).at(-1)?.cause).toBe('Call Rejected');
    expect(simulator.state().waiting.map((call) => call.callId)).toEqual([callId]);
    simulator.abandon({ callId });
    expect(await queueReasons()).toEqual(['JOIN', 'ABANDONED']);
  });

  it('keeps waiting in its queue until the last of two lines stops', async () => {
    const callId = simulator.ring({ queueID: 555 });
    simulator.ring({ callId, line: 'SIPSIP2' });
    simulator.hangUp({ callId, line: 'SIPSIP2' });
    expect(await queueReasons()).toEqual(['JOIN']);
    simulator.hangUp({ callId });
    expect(await queueReasons()).toEqual(['JOIN', 'ABANDONED']);
    expect((await heard()).map((event) => event.reason)).toEqual(['NEWCALL', 'HANGUP']);
  });

  it('can be first seen by its ANSWER, HOLD, UNHOLD or HANGUP', async () => {
    simulator.answer({ callId: simulator.ring({ silent: true }) });
    simulator.hold({ callId: simulator.ring({ silent: true, phase: 'Talking' }) });
    simulator.unhold({ callId: simulator.ring({ silent: true, phase: 'Hold' }) });
    simulator.hangUp({ callId: simulator.ring({ silent: true, phase: 'Talking' }) });
    expect(reasons(await heard())).toEqual(['ANSWER', 'HOLD', 'UNHOLD', 'HANGUP']);
  });

  it('can end without an event', async () => {
    simulator.ring();
    simulator.hangUp({ silent: true });
    expect(reasons(await heard())).toEqual(['NEWCALL']);
    expect(simulator.state().calls).toEqual([]);
  });

  it('refuses impossible steps', () => {
    expect(() => simulator.answer()).toThrow('There is no live call.');
    const callId = simulator.ring();
    expect(() => simulator.hold()).toThrow(`Call ${callId} is Ringing, not Talking.`);
    simulator.answer();
    expect(() => simulator.answer()).toThrow('answered already');
    expect(() => simulator.ring({ line: 'SIPSIP9' })).toThrow('There is no line SIPSIP9.');
    expect(() => simulator.ring({ queueID: 9 })).toThrow('There is no queue 9.');
  });
});

describe('a kind of call', () => {
  it('with a second caller lists both calls, the ringing one first, about either call', async () => {
    const second = simulator.secondCaller();
    const first = simulator.state().calls.find((call) => call.callId !== second)?.callId;
    expect(first).toBeDefined();
    simulator.hold({ callId: String(first) });
    const last = (await heard()).at(-1);
    expect(last?.data.calls.map((call) => [call.ivrid, call.callstatus])).toEqual([
      [second, 'Ringing'],
      [first, 'Hold'],
    ]);
    expect(last?.data.currentCall.ivrid).toBe(first);
  });

  it('with call waiting is as captured: a ringing call and a joined one', async () => {
    simulator.ring({ queueID: 555 });
    simulator.joinedCall();
    const event = (await heard()).at(-1);
    const captured = sample('call waiting: the current call is not the first');
    expect(envelope(asJson(event))).toEqual(envelope(captured));
    expect(event?.data.calls.map((call) => call.callstatus)).toEqual(['Ringing', 'Talking']);
    expect(envelope(event?.data.calls[0], 'originalCallerName')).toEqual(
      envelope(((captured?.data as Json).calls as Json[])[0], 'originalCallerName'),
    );
  });

  it('that is joined is talking at once, anonymous and never answered; its queue has the number', async () => {
    const callId = simulator.joinedCall({ callerNumber: '0501234567' });
    const [event] = await heard();
    expect(envelope(asJson(event))).toEqual(envelope(sample('a waiting queue call joined without ringing')));
    expect(event?.data.currentCall).toMatchObject({
      ivrid: callId,
      callstatus: 'Talking',
      callerphone: 'Anonymous',
      callername: '',
      did: '',
      queueID: 555,
      answered: 0,
      callAnswered: 0,
    });
    expect(await queueReasons()).toEqual(['JOIN', 'ANSWER']);
    expect((await client.all('QueueEvent'))[0]).toMatchObject({
      data: { Calls: [{ ivrid: callId, CallerID: '0501234567' }] },
    });
  });

  it('by attended transfer ends both legs and arrives talking with both ids', async () => {
    const asked = simulator.internalCall();
    simulator.answer();
    time += 5_000;
    const arrived = simulator.transfer();
    const events = await heard();
    expect(reasons(events)).toEqual(['NEWCALL', 'ANSWER', 'HANGUP', 'NEWCALL']);
    expect(events[2]).toMatchObject({
      cause: '',
      dialStatus: 'Transfer',
      data: { currentCall: { ivrid: asked } },
    });
    expect(envelope(asJson(events[3]))).toEqual(envelope(sample('an attended transfer arriving')));
    const ended = (await heard('SIPSIP2')).map((event) => event.data.currentCall.ivrid);
    expect(ended).toHaveLength(2);
    expect(events[3]?.data.currentCall).toMatchObject({
      ivrid: arrived,
      callstatus: 'Talking',
      answered: 1,
      relatedIvrUniqueIDs: [asked, ended.find((id) => id !== asked)],
    });
    expect(events[3]?.data.currentCall.callStarted).toBe(events[0]?.data.currentCall.callStarted);
  });

  it('that is internal has a name in place of the number', async () => {
    simulator.internalCall();
    const [event] = await heard();
    expect(envelope(asJson(event))).toEqual(envelope(sample('an internal call')));
    expect(event?.data.currentCall).toMatchObject({
      callerphone: 'Lois Lane',
      originalCallerID: '602',
      isInternal: true,
      did: '',
    });
  });

  it('that is outgoing is dialled and answered', async () => {
    simulator.dial({ callerNumber: '0722776772' });
    simulator.answer();
    const events = await heard();
    expect(envelope(asJson(events[0]))).toEqual(envelope(sample('an outgoing call')));
    expect(events.map(({ data }) => [data.currentCall.direction, data.currentCall.callstatus])).toEqual([
      ['Outgoing', 'Dialing'],
      ['Outgoing', 'Talking'],
    ]);
  });

  it('by Click2Call has both legs as captured, with one id and one start', async () => {
    simulator.click2Call();
    time += 1_000;
    simulator.answer();
    simulator.click2CallSecondLeg();
    simulator.answer();
    const events = await heard();
    expect(reasons(events)).toEqual(['NEWCALL', 'ANSWER', 'NEWCALL', 'ANSWER']);
    for (const [index, event] of events.entries())
      expect(envelope(asJson(event))).toEqual(envelope(sample('click2call, both legs', index)));
    expect(
      new Set(
        events.map(({ data }) => `${String(data.currentCall.ivrid)} ${String(data.currentCall.callStarted)}`),
      ).size,
    ).toBe(1);
    expect(
      events.map(({ data }) => [
        data.currentCall.c2cdirection,
        data.currentCall.callstatus,
        data.currentCall.answered,
        data.calls.length,
      ]),
    ).toEqual([
      [1, 'Dialing', 0, 1],
      [1, 'Talking', 1, 1],
      [2, 'Talking', 0, 1],
      [2, 'Talking', 1, 1],
    ]);
  });

  it("can be Spy, or have a hidden number, a Hebrew name or a queue's label", async () => {
    simulator.spy();
    simulator.hiddenNumber();
    simulator.hebrewName();
    simulator.ring({ queueID: 555 });
    expect((await heard()).map(({ data }) => data.currentCall)).toMatchObject([
      { direction: 'Spy', callstatus: 'Spying' },
      { direction: 'Incoming', callstatus: 'Ringing', callerphone: 'Anonymous', callername: '' },
      { callername: 'לויס ליין', callerphone: '0501234567' },
      { callername: 'תמיכה', queueID: 555 },
    ]);
  });

  it('is kept at a status change without currentCall; logging out leaves nobody online', async () => {
    const callId = simulator.ring({ queueID: 555, phase: 'Hold', silent: true });
    simulator.setStatus({ status: 5 });
    simulator.setStatus({ status: 2 });
    const [change, logout] = await heard();
    expect(envelope(asJson(change))).toEqual(envelope(sample('a status change')));
    expect(change?.data.calls.map((call) => call.ivrid)).toEqual([callId]);
    expect(change?.data).toMatchObject({ representativeStatus: 5, onlineUserID: 7654321 });
    expect(logout?.data).toMatchObject({ representativeStatus: 2, onlineUserID: 0, representative: 0 });
  });
});

describe('a queue', () => {
  it('sends JOIN, ANSWER, EXIT and ABANDONED as captured', async () => {
    simulator.joinedCall({ callId: simulator.joinQueue() });
    simulator.answer({ callId: simulator.ring({ callId: simulator.joinQueue() }) });
    simulator.abandon({ callId: simulator.joinQueue() });
    const events = await client.all('QueueEvent');
    expect(events.map((event) => event.reason)).toEqual([
      'JOIN',
      'ANSWER',
      'JOIN',
      'EXIT',
      'JOIN',
      'ABANDONED',
    ]);
    for (const [index, captured] of [
      [0, 0],
      [1, 1],
      [3, 2],
      [5, 3],
    ] as const)
      expect(shape(events[index])).toEqual(shape(sample('queue events', captured)));
  });

  it('rings again under one id, each ring with a new start, until all rings are used', async () => {
    const callId = simulator.queueRetries({ rings: 3, ringMs: 5, pauseMs: 5 });
    await expect.poll(queueReasons, { interval: 10 }).toEqual(['JOIN', 'ABANDONED']);
    const events = await heard();
    expect(reasons(events)).toEqual(['NEWCALL', 'HANGUP', 'NEWCALL', 'HANGUP', 'NEWCALL', 'HANGUP']);
    expect(new Set(events.map(({ data }) => data.currentCall.ivrid))).toEqual(new Set([callId]));
    expect(
      new Set(
        events.filter(({ reason }) => reason === 'NEWCALL').map(({ data }) => data.currentCall.callStarted),
      ).size,
    ).toBe(3);
    expect(
      events.filter(({ reason }) => reason === 'HANGUP').every(({ cause }) => cause === 'Normal hangup'),
    ).toBe(true);
  });

  /** Resolves at the end of a retry that begins now and takes longer than those under test. */
  const aWhile = async (): Promise<void> => {
    const later = simulator.queueRetries({ rings: 1, ringMs: 60, line: 'SIPSIP2' });
    await expect
      .poll(async () => (await heard('SIPSIP2')).map(({ reason, data }) => [reason, data.currentCall.ivrid]))
      .toContainEqual(['HANGUP', later]);
  };

  it('stops ringing once the call is answered', async () => {
    const callId = simulator.queueRetries({ rings: 3, ringMs: 20, pauseMs: 1 });
    simulator.answer({ callId });
    await aWhile();
    expect(reasons(await heard())).toEqual(['NEWCALL', 'ANSWER']);
    expect(simulator.state().calls).toMatchObject([{ callId, phase: 'Talking' }]);
  });

  it('does not ring again for a caller who left between two rings', async () => {
    const callId = simulator.queueRetries({ rings: 3, ringMs: 1, pauseMs: 30 });
    await expect.poll(() => simulator.state().calls, { interval: 1 }).toEqual([]);
    simulator.abandon({ callId });
    await aWhile();
    expect(reasons(await heard())).toEqual(['NEWCALL', 'HANGUP']);
  });
});
