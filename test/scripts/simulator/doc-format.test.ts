/**
 * documented-samples.json contains the first example of each kind on the vendor's page, as printed. The only
 * repair is a closing typographic quote (”) in the JOIN example.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import documented from './documented-samples.json' with { type: 'json' };
import { closeClients, enter, type Json, shape } from './support.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator | undefined;

afterEach(async () => {
  closeClients();
  await simulator?.close();
});

const page = (name: keyof typeof documented): unknown => shape(documented[name]);

describe('the documented shape', () => {
  it("has the reason of a call event inside data, with exactly the fields of the vendor's page", async () => {
    simulator = await startSimulator({ shape: 'documented' });
    const client = await enter(simulator);
    simulator.ring();
    simulator.answer();
    simulator.hangUp();
    simulator.setStatus({ status: 3 });
    expect((await client.all('ExtensionEvent')).map(shape)).toEqual([
      page('ExtensionEvent NEWCALL Incoming'),
      page('ExtensionEvent ANSWER Incoming'),
      page('ExtensionEvent HANGUP Incoming'),
      page('ExtensionEvent userStatusUpdate'),
    ]);
  });

  it('writes c2cdirection as a string', async () => {
    simulator = await startSimulator({ shape: 'documented' });
    const client = await enter(simulator);
    simulator.click2Call();
    expect(await client.all('ExtensionEvent')).toMatchObject([
      { data: { reason: 'NEWCALL', currentCall: { c2cdirection: '1' } } },
    ]);
  });

  it('has greetings and queue events as on the page', async () => {
    simulator = await startSimulator({ shape: 'documented' });
    simulator.joinQueue();
    const client = await enter(simulator, 'account');
    simulator.abandon({ callId: simulator.state().waiting[0]?.callId ?? '' });
    simulator.joinQueue();
    expect(shape(((await client.first('loginStatus')) as { queues: unknown[] }).queues[0])).toEqual(
      shape(documented.loginStatus.queues[0]),
    );
    expect(Object.keys((await client.first('loginStatus')) as Json).sort()).toEqual(
      Object.keys(documented.loginStatus).sort(),
    );
    expect(
      shape(((await client.first('AllExtensionsStatus')) as { extensions: unknown[] }).extensions[0]),
    ).toEqual(shape(documented.AllExtensionsStatus.extensions[0]));
    expect((await client.all('QueueEvent')).map(shape)).toEqual([
      page('QueueEvent ABANDONED'),
      page('QueueEvent JOIN'),
    ]);
  });
});
