/** The lookup over real HTTP, against the simulator's endpoint. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LookupBehaviour } from '../../../scripts/simulator/lookup.ts';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { requestLookup } from '../../../src/background/http/lookup-request.ts';
import type { LookupAnswer } from '../../../src/domain/calls/lookup-result.ts';
import type { LookupPhase } from '../../../src/domain/calls/caller-lookup.ts';
import { type LookupFacts, lookupRequest } from '../../../src/voicenter/lookup.ts';
import type { LookupMethod } from '../../../src/domain/settings/choices.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

const facts: LookupFacts = {
  phone: '0501234567',
  callerName: 'Dana',
  callId: 'call-1',
  lineId: 'SIPSIP1',
  did: '0722776772',
  direction: 'incoming',
  startedAt: 1_703_754_819_000,
  answeredAt: null,
  cause: '',
  received: null,
  region: 'IL',
};
const permission = vi.hoisted(() => ({ isGiven: true }));
vi.mock('../../../src/platform/host-permissions.ts', () => ({
  mayReach: () => Promise.resolve(permission.isGiven),
}));

let simulator: Simulator;
const ask = (
  method: LookupMethod = 'get',
  phase: LookupPhase = 'Ringing',
  limitMs?: number,
): Promise<LookupAnswer> =>
  requestLookup(lookupRequest(`${simulator.url}/lookup?tenant=7`, method, facts, phase), limitMs);
const asked = () => simulator.state().lookups;

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  simulator = await startSimulator();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await simulator.close();
});

describe('a lookup', () => {
  it('finds the caller by each method and in each phase, as the contract says', async () => {
    const known = {
      kind: 'found',
      url: 'https://crm.example.com/contacts/1',
      urlRefused: false,
      name: 'John Doe',
      company: 'Daily Planet',
      total: 1,
    };
    for (const method of ['get', 'form', 'json'] as const)
      for (const phase of ['Ringing', 'Talking', 'Hangup', 'Dialing'] as const)
        expect(await ask(method, phase)).toEqual(known);
    expect(asked().map(({ form, phase }) => `${String(form)} ${String(phase)}`)).toEqual(
      ['get', 'form', 'json'].flatMap((form) => [
        `${form} Ringing`,
        `${form} Talking`,
        `${form} Hangup`,
        `${form} Dialing`,
      ]),
    );
    for (const { form, fields, cookies } of asked())
      expect([fields, cookies]).toEqual([
        expect.objectContaining({
          phone: form === 'json' ? '972501234567' : '0501234567',
          ivrid: 'call-1',
          tenant: '7',
        }),
        false,
      ]);
  });

  it('reports that a caller is unknown', async () => {
    simulator.answerLookups({ kind: 'ok', total: 0 });
    expect(await ask()).toMatchObject({ kind: 'found', url: null, total: 0 });
  });

  it('keeps the name that comes with a hostile URL', async () => {
    simulator.answerLookups({ kind: 'hostile-url' });
    expect(await ask()).toMatchObject({ kind: 'found', url: null, urlRefused: true, name: 'John Doe' });
  });

  it('reads Hebrew that arrives byte by byte', async () => {
    const name = 'דנה כהן';
    const bytes = Buffer.from(JSON.stringify({ STATUS: 'OK', CLIENTNAME: name }));
    const server = createServer((_, response) => {
      void (async () => {
        for (const byte of bytes) {
          response.write(Buffer.of(byte));
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        response.end();
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const answer = await requestLookup(
      lookupRequest(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 'get', facts, 'Ringing'),
    );
    server.closeAllConnections();
    server.close();
    expect(answer).toMatchObject({ kind: 'found', name });
  });

  it.each<[LookupBehaviour, string]>([
    [{ kind: 'status', status: 500 }, 'status'],
    [{ kind: 'status', status: 404 }, 'status'],
    [{ kind: 'not-ok' }, 'not-ok'],
    [{ kind: 'not-json' }, 'not-json'],
    [{ kind: 'huge', bytes: 10_000_000 }, 'too-big'],
  ])('with the answer %j fails: %s', async (behaviour, why) => {
    simulator.answerLookups(behaviour);
    expect(await ask()).toEqual({ kind: 'failed', why });
  });

  it('reads no more than it needs of an endless answer', async () => {
    simulator.answerLookups({ kind: 'huge', bytes: 1_000_000_000 });
    expect(await ask()).toEqual({ kind: 'failed', why: 'too-big' });
    await expect.poll(() => asked().at(-1)?.ending).toBe('cut');
  });

  it('accepts an answer just below the size limit', async () => {
    simulator.answerLookups({ kind: 'huge', bytes: 64 * 1024 - 200 });
    expect(await ask()).toMatchObject({ kind: 'found', name: 'John Doe' });
  });

  it.each(['get', 'form', 'json'] as const)(
    'by %s follows no redirect, so the caller’s number reaches no unknown host',
    async (method) => {
      const elsewhere = await startSimulator();
      for (const to of [
        `${elsewhere.url}/lookup?phone=&ivrid=&extenUser=&did=&statusCall=`,
        `${simulator.url}/lookup?${new URLSearchParams({ phone: facts.phone, ivrid: facts.callId }).toString()}`,
      ]) {
        simulator.answerLookups({ kind: 'redirect', to });
        expect(await ask(method)).toEqual({ kind: 'failed', why: 'redirect' });
      }
      expect(elsewhere.state().lookups).toEqual([]);
      expect(asked()).toHaveLength(2);
      await elsewhere.close();
    },
  );

  it.each<LookupBehaviour>([{ kind: 'hang' }, { kind: 'stall' }, { kind: 'ok', delayMs: 20_000 }])(
    'with the answer %j fails when its time is over',
    async (behaviour) => {
      simulator.answerLookups(behaviour);
      // test/e2e/lookup.test.ts waits the real 3 s.
      expect(await ask('get', 'Ringing', 200)).toEqual({ kind: 'failed', why: 'slow' });
      await expect.poll(() => asked().at(-1)?.ending).toBe('cut');
    },
  );

  it.each(['get', 'form', 'json'] as const)(
    'by %s sends nothing to a host without permission',
    async (method) => {
      permission.isGiven = false;
      expect(await ask(method)).toEqual({ kind: 'failed', why: 'not-allowed' });
      permission.isGiven = true;
      expect(asked()).toEqual([]);
    },
  );

  it('reports an unreachable server', async () => {
    await simulator.takeDown();
    expect(await ask()).toEqual({ kind: 'failed', why: 'unreachable' });
  });

  it('sends nothing to a forbidden address', async () => {
    expect(await requestLookup(lookupRequest('http://crm.example.com/', 'get', facts, 'Ringing'))).toEqual({
      kind: 'failed',
      why: 'bad-address',
    });
  });

  it('logs the reason and nothing about the caller', async () => {
    simulator.answerLookups({ kind: 'not-ok' });
    await ask();
    expect(vi.mocked(console.warn).mock.calls).toEqual([['[ringside] lookup failed', { why: 'not-ok' }]]);
  });
});
