/** Reports calls to a customer's endpoint over real HTTP. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCallerLookup, type ReportedCall } from '../../../src/background/effects/caller-lookup.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import type { LookupAnswer } from '../../../src/domain/calls/lookup-result.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import type { LookupPhase } from '../../../src/domain/calls/caller-lookup.ts';

const call: ReportedCall = {
  callId: 'call-1',
  direction: 'incoming',
  caller: { kind: 'external', number: '0501234567' },
  name: 'Clark Kent',
  dialed: '0722776772',
  queue: '',
  lineId: 'SIPSIP1',
  rings: 1,
  late: false,
  startedAt: 0,
  talkingAt: null,
  endedAt: null,
  outcome: null,
  suppressed: null,
  details: [],
  linkId: null,
  lookup: null,
  received: null,
  isAsking: true,
};

/** An endpoint that answers only when the test says so. */
interface Endpoint {
  readonly url: string;
  /** The requests, oldest first. */
  readonly asked: string[];
  /** Answers the oldest open request. */
  answer(name: string, status?: number): void;
  close(): void;
}

async function openEndpoint(): Promise<Endpoint> {
  const waiting: ServerResponse[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    asked.push(`${query.get('statusCall') ?? ''} ${query.get('ivrid') ?? ''} ${query.get('phone') ?? ''}`);
    waiting.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    answer(name, status = 200) {
      const response = waiting.shift();
      if (response === undefined) throw new Error('nobody asks');
      response.writeHead(status).end(JSON.stringify({ STATUS: 'OK', CLIENTNAME: name }));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const settingsWith = (changes: Partial<Settings>): Settings => ({ ...readSettings({}, {}), ...changes });
/** The numbers that the CRM was asked about. */
let askedCrm: string[];
const askCrm = (callId: string, number: string): Promise<void> => {
  askedCrm.push(`${callId} ${number}`);
  return Promise.resolve();
};
let endpoint: Endpoint;
let heard: [string, LookupAnswer][];
/** Keeps answers that arrive after a test out of the next test. */
const hearing = (): ((callId: string, answer: LookupAnswer) => void) => {
  const own: typeof heard = [];
  heard = own;
  return (callId, answer) => void own.push([callId, answer]);
};
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  askedCrm = [];
  endpoint = await openEndpoint();
});
afterEach(() => {
  endpoint.close();
  vi.restoreAllMocks();
});

vi.mock('../../../src/platform/host-permissions.ts', () => ({ mayReach: () => true }));

describe('the customer’s endpoint', () => {
  const teller = (): ((phase: LookupPhase, different?: Partial<CallSummary>) => void) => {
    const lookups = createCallerLookup(hearing(), askCrm);
    return (phase, different = {}) => {
      const told = { ...call, ...different };
      lookups.tell({ callId: told.callId, phase }, told, settingsWith({ lookupUrl: endpoint.url }));
    };
  };
  const names = (): string[] =>
    heard.map(([callId, answer]) => `${callId} ${answer.kind === 'found' ? answer.name : answer.why}`);

  it('receives the phases of a call in order, each after the answer to the last one', async () => {
    const tell = teller();
    tell('Ringing');
    tell('Talking');
    tell('Hangup');
    await expect.poll(() => endpoint.asked).toEqual(['Ringing call-1 0501234567']);
    endpoint.answer('First');
    await expect.poll(() => endpoint.asked).toHaveLength(2);
    expect(names()).toEqual(['call-1 First']);
    endpoint.answer('Second');
    await expect
      .poll(() => endpoint.asked)
      .toEqual(['Ringing call-1 0501234567', 'Talking call-1 0501234567', 'Hangup call-1 0501234567']);
  });

  it('receives a call without waiting for another', async () => {
    const tell = teller();
    tell('Ringing');
    tell('Ringing', { callId: 'call-2', caller: { kind: 'external', number: '0507654321' } });
    await expect
      .poll(() => [...endpoint.asked].sort())
      .toEqual(['Ringing call-1 0501234567', 'Ringing call-2 0507654321']);
  });

  it('receives the next phase after a failed request, and the failure is reported', async () => {
    const tell = teller();
    tell('Ringing');
    tell('Talking');
    await expect.poll(() => endpoint.asked).toHaveLength(1);
    endpoint.answer('', 500);
    await expect.poll(() => endpoint.asked).toHaveLength(2);
    endpoint.answer('After all');
    await expect.poll(names).toEqual(['call-1 status', 'call-1 After all']);
  });

  it('is not asked for the caller at a call’s end or at a call that the agent places', async () => {
    const tell = teller();
    tell('Dialing', { callId: 'call-2', direction: 'outgoing' });
    await expect.poll(() => endpoint.asked).toHaveLength(1);
    endpoint.answer('Dialled');
    tell('Hangup');
    await expect.poll(() => endpoint.asked).toHaveLength(2);
    endpoint.answer('Too late');
    tell('Ringing', { callId: 'call-3' });
    await expect.poll(() => endpoint.asked).toHaveLength(3);
    endpoint.answer('In time');
    await expect.poll(names).toEqual(['call-3 In time']);
  });

  it('is not asked at a forbidden address, which is reported at once', async () => {
    const lookups = createCallerLookup(hearing(), askCrm);
    lookups.tell(
      { callId: 'call-1', phase: 'Ringing' },
      call,
      settingsWith({ lookupUrl: 'http://crm.example.com/who' }),
    );
    await expect.poll(names).toEqual(['call-1 bad-address']);
    expect(endpoint.asked).toEqual([]);
  });

  it('only receives its reports if a CRM is chosen, which is asked once for a waiting call', async () => {
    const lookups = createCallerLookup(hearing(), askCrm);
    const settings = settingsWith({ lookupUrl: endpoint.url, crmAdapter: 'zendesk' });
    lookups.tell({ callId: 'call-1', phase: 'Ringing' }, call, settings);
    lookups.tell({ callId: 'call-1', phase: 'Talking' }, { ...call, isAsking: false }, settings);
    await expect.poll(() => endpoint.asked).toHaveLength(1);
    endpoint.answer('Of the endpoint');
    await expect.poll(() => endpoint.asked).toHaveLength(2);
    expect(askedCrm).toEqual(['call-1 0501234567']);
    expect(names()).toEqual([]);
  });

  it('receives nothing without an address, and the CRM is asked all the same', () => {
    const lookups = createCallerLookup(hearing(), askCrm);
    lookups.tell({ callId: 'call-1', phase: 'Ringing' }, call, settingsWith({ crmAdapter: 'zendesk' }));
    expect(askedCrm).toEqual(['call-1 0501234567']);
    expect(endpoint.asked).toEqual([]);
  });
});
