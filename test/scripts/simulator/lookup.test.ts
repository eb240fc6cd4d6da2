import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { post } from './support.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator;
const essentials = { phone: '0501234567', ivrid: 'call-1', extenUser: 'SIPSIP1', did: '0722776772' };
const whole = {
  ...essentials,
  status: 'Ringing',
  callerName: '',
  direction: 'Incoming',
  recordFile: '',
  isMuted: 0,
  callStarted: 1,
  isAnswered: 0,
  callAnswered: 0,
  currentCall: 1,
};
const without = <T>(name: string, fields: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name));
const query = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const get = (
  fields: Record<string, string> = { ...essentials, statusCall: 'Ringing' },
  init: RequestInit = {},
): Promise<Response> => fetch(`${simulator.url}/lookup?${query(fields)}`, init);
const order = (body: unknown): ReturnType<typeof post> =>
  post(`${simulator.url}/control/answer-lookups`, body);
const asked = () => simulator.state().lookups;

beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

describe('the pop-up endpoint', () => {
  it('answers in the contract’s shape, without CORS', async () => {
    const response = await get();
    expect(await response.json()).toEqual({
      STATUS: 'OK',
      URL: 'https://crm.example.com/contacts/1',
      CLIENTNAME: 'John Doe',
      COMPANY: 'Daily Planet',
      TOTAL: 1,
    });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('accepts GET, a form and JSON, and records the phase and the method', async () => {
    await get({ ...essentials, statusCall: 'Ringing', tenant: '7' });
    await fetch(`${simulator.url}/lookup?tenant=7`, {
      method: 'POST',
      body: new URLSearchParams({ ...essentials, status: 'Talking' }),
    });
    await post(`${simulator.url}/lookup?tenant=7`, { ...whole, status: 'Hangup', cause: 'User busy' });
    const fields = { ...essentials, tenant: '7' };
    expect(asked()).toMatchObject([
      { method: 'GET', form: 'get', phase: 'Ringing', fields, cookies: false },
      { method: 'POST', form: 'form', phase: 'Talking', fields },
      { method: 'POST', form: 'json', phase: 'Hangup', fields: { ...fields, cause: 'User busy' } },
    ]);
    await expect
      .poll(() => asked().map(({ ending }) => ending))
      .toEqual(['answered', 'answered', 'answered']);
  });

  it.each([...Object.keys(essentials), 'statusCall'])('refuses a GET without %s', async (name) => {
    const response = await get(without(name, { ...essentials, statusCall: 'Ringing' }));
    expect([response.status, await response.json()]).toEqual([
      400,
      { STATUS: 'ERROR', MESSAGE: `Lacking: ${name}.` },
    ]);
  });

  it.each(Object.keys(whole))('refuses JSON without %s', async (name) => {
    expect((await post(`${simulator.url}/lookup`, without(name, whole))).status).toBe(400);
  });

  it.each([
    ['OPTIONS', undefined],
    ['PUT', '{}'],
    ['POST', 'phone=1'],
    ['POST', '[]'],
    ['POST', 'null'],
  ])('refuses %s of %s', async (method, body) => {
    const response = await fetch(`${simulator.url}/lookup`, {
      method,
      ...(body === undefined
        ? {}
        : { body, headers: { 'Content-Type': body === 'phone=1' ? 'text/plain' : 'application/json' } }),
    });
    expect(response.status).toBe(405);
    expect(asked()).toMatchObject([{ method, form: null, phase: null }]);
  });
});

describe('the behaviour of the endpoint', () => {
  it('is set through the control API, visible in the state, and stays until the next order', async () => {
    expect((await order({ kind: 'ok', total: 0 })).status).toBe(200);
    expect(simulator.state().lookupBehaviour).toEqual({ kind: 'ok', total: 0 });
    for (let times = 0; times < 2; times += 1)
      expect(await (await get()).json()).toEqual({ STATUS: 'OK', TOTAL: 0 });
    await order({ kind: 'ok', url: 'http://127.0.0.1/', name: 'דנה', company: '', total: '3' });
    expect(await (await get()).json()).toEqual({
      STATUS: 'OK',
      URL: 'http://127.0.0.1/',
      CLIENTNAME: 'דנה',
      COMPANY: '',
      TOTAL: '3',
    });
  });

  it.each([
    [{ kind: 'answers' }, '"kind" is not right'],
    [{ kind: 'status', status: 99 }, '"status" is not right'],
    [{ kind: 'huge', bytes: 0 }, '"bytes" is not right'],
    [{ kind: 'ok', title: 'x' }, '"title" is not known here'],
  ])('refuses the order %j', async (body, error) => {
    const { status, body: answer } = await order(body);
    expect([status, answer.error]).toEqual([400, expect.stringContaining(error)]);
  });

  it('can be a status, a refusal, a web page, a hostile URL or a redirect', async () => {
    await order({ kind: 'status', status: 503 });
    expect((await get()).status).toBe(503);
    await order({ kind: 'not-ok' });
    expect(await (await get()).json()).toMatchObject({ STATUS: 'ERROR' });
    await order({ kind: 'not-json' });
    expect(await (await get()).text()).toMatch(/^<!doctype html>/);
    await order({ kind: 'hostile-url' });
    expect(await (await get()).json()).toMatchObject({
      STATUS: 'OK',
      URL: 'javascript:alert(document.domain)',
      CLIENTNAME: 'John Doe',
    });
    await order({ kind: 'redirect', to: 'https://elsewhere.example.com/' });
    const response = await get(undefined, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      'https://elsewhere.example.com/',
    ]);
  });

  it('can be slow', async () => {
    await order({ kind: 'ok', delayMs: 300 });
    const began = performance.now();
    expect((await get()).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  it('can be huge: valid JSON to its end, sent only as far as it is read', async () => {
    await order({ kind: 'huge', bytes: 200_000 });
    const text = await (await get()).text();
    expect(text.length).toBeGreaterThan(200_000);
    expect(JSON.parse(text)).toMatchObject({ STATUS: 'OK' });
    await order({ kind: 'huge', bytes: 100_000_000 });
    await (await get()).body?.cancel();
    await expect.poll(() => asked().at(-1)?.ending).toBe('cut');
  });

  it('can be no answer, from the start or in the middle', async () => {
    for (const kind of ['hang', 'stall']) {
      await order({ kind });
      const text = get(undefined, { signal: AbortSignal.timeout(300) }).then((response) => response.text());
      await expect(text).rejects.toMatchObject({ name: 'TimeoutError' });
      await expect.poll(() => asked().at(-1)?.ending).toBe('cut');
    }
  });
});
