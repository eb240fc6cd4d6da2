/** Limits for a busy account that hold on any machine: the cost and the writes of a colleague's event. */
import { describe, expect, it } from 'vitest';
import { accountOf, colleagues } from '../../../scripts/bench/account.ts';
import { costOf, othersEvents, ownEvents, startState } from '../../../scripts/bench/rows/decode.ts';
import { createEngine } from '../../../src/background/engine/engine.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { EngineState } from '../../../src/platform/storage/items.ts';
import { itemsTakenBy } from '../../support/work.ts';
import {
  around,
  call,
  eventOf,
  line,
  SERVER_START,
  snapshot,
  createFullDecoder,
} from '../../support/event-builders.ts';
import type { Engine } from '../../../src/background/engine/types.ts';

/** Allows for caches and a busy machine. A search through a hundred times the lines would cost far more. */
const SLACK = 4;
const ROUNDS = 5;
const some = <T>(events: readonly T[]): readonly T[] => events.slice(0, 400);

describe('an account of 5,000 lines', () => {
  it(
    'handles a colleague’s event at the cost of 50 lines, because nothing searches the lines',
    { timeout: 30_000 },
    () => {
      const [few, many] = [
        costOf(50, some(othersEvents(50)), ROUNDS),
        costOf(5_000, some(othersEvents(5_000)), ROUNDS),
      ];
      expect(many).toBeLessThan(SLACK * few);
    },
  );

  it('handles the agent’s own event at the cost of 50 lines', { timeout: 30_000 }, () => {
    const events = some(ownEvents());
    expect(costOf(5_000, events, ROUNDS)).toBeLessThan(SLACK * costOf(50, events, ROUNDS));
  });

  it('keeps the identical state at a colleague’s event', () => {
    const { hear, state } = startState(5_000);
    const before = state();
    for (const [name, payload] of othersEvents(5_000)) hear(name, payload);
    expect(state()).toBe(before);
    hear('ExtensionEvent', line('NEWCALL', call()));
    expect(state()).not.toBe(before);
  });
});

/** An engine that counts its writes. It is signed in to an account with SIPSIP1 picked. */
async function counted(): Promise<{ readonly engine: Engine; readonly writes: () => number }> {
  let stored: EngineState | null = null;
  let writes = 0;
  const engine = createEngine({
    stored: {
      get: () => Promise.resolve(stored),
      set: (state) => Promise.resolve(void ((stored = state), (writes += 1))),
      tell: () => undefined,
    },
    settings: { now: () => readSettings({}, {}), reading: () => null },
    getContext: (at) => around({ at }),
    findFirst: () => null,
    isWatched: () => false,
    runEffect: () => Promise.resolve(),
    onChange: () => undefined,
    now: () => Date.now(),
  });
  await engine.dispatch({
    kind: 'signed-in',
    who: 'account',
    scope: { kind: 'picked', lineIds: ['SIPSIP1'], userId: null },
    at: 0,
  });
  return { engine, writes: () => writes };
}

it('an event at a colleague’s line is not written, but a ring at an own line is', async () => {
  const { engine, writes } = await counted();
  const decode = createFullDecoder();
  const take = async (name: string, payload: unknown): Promise<void> => {
    const decoded = decode('ExtensionEvent', payload, Date.now());
    if (name !== 'ExtensionEvent' || decoded.kind !== 'event')
      throw new Error(`not an event of a line: ${name}`);
    await engine.dispatch(decoded.event);
  };
  const before = writes();
  const next = colleagues(accountOf(500));
  for (let at = 0; at < 2_000; at++) await take(...next(at, false));
  expect(writes()).toBe(before);
  await take('ExtensionEvent', line('NEWCALL', call()));
  expect(writes()).toBeGreaterThan(before);
});

it('ten times as many rings in one turn cause ten times the work', async () => {
  const work = async (size: number): Promise<number> => {
    const { engine } = await counted();
    await engine.dispatch(eventOf(snapshot(), Date.now()));
    const rings = Array.from({ length: size }, (_, index) => {
      const ringing = call({ ivrid: `c${String(index)}`, callStarted: SERVER_START + index });
      return eventOf(line('NEWCALL', ringing), Date.now());
    });
    return itemsTakenBy(() => Promise.all(rings.map((ring) => engine.dispatch(ring))));
  };
  // The state is full from 300 calls on, so the cost of a ring no longer grows.
  expect((await work(4_000)) / (await work(400))).toBeLessThan(15);
});
