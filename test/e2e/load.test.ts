/**
 * A hostile server at full speed: own rings show, nothing else does, and the worker recovers. `npm run bench
 * -- --only load` measures the delays.
 */
import { expect, it } from 'vitest';
import { alertsOf, inEachBrowser, storedEngine } from './support/agent-day.ts';
import { workerHeap } from './support/worker-heap.ts';

const HEAP_BACK_WITHIN = 20 * 1024 * 1024;
const SECONDS = 5;
/** A ring behind so many messages waits for them. A lost ring would never show. */
const SHOWN_IN_THE_END_MS = 60_000;

inEachBrowser((day) => {
  const ownRing = async (callerName: string): Promise<string> => {
    const callId = day.pbx.ring({ callerName });
    await day.panel.waitForCount('article', 1, new RegExp(`^${callerName}`), {
      timeoutMs: SHOWN_IN_THE_END_MS,
    });
    return callId;
  };
  const briefRing = async (callerName: string): Promise<void> => {
    const callId = await ownRing(callerName);
    day.pbx.answeredElsewhere({ callId });
  };

  it(
    'own rings show under 10,000 hostile events a second, and the heap recovers',
    { timeout: 5 * SHOWN_IN_THE_END_MS },
    async () => {
      const isChromium = day.name === 'chromium';
      const names = ['Warm-up'];
      await briefRing('Warm-up');
      const before = isChromium ? await workerHeap(day) : 0;

      let over = false as boolean;
      const attack = day.pbx.attack({ seconds: SECONDS }).finally(() => (over = true));
      while (!over) {
        const name = `Caller ${String(names.length)} of ours`;
        names.push(name);
        await briefRing(name);
      }
      expect(await attack).toBeGreaterThan(10_000 * SECONDS);
      expect(names.length).toBeGreaterThan(1);

      // It waits behind everything that was sent before it.
      const last = await ownRing('Jimmy Olsen');
      expect(await alertsOf(day, SHOWN_IN_THE_END_MS)).toEqual([`call:${last}`]);
      const labels = new Set(
        Object.values((await storedEngine(day)).callState.calls).map(({ label }) => label),
      );
      expect([...labels].filter((label) => ![...names, 'Jimmy Olsen'].includes(label))).toEqual([]);
      expect(labels).toContain('Jimmy Olsen');

      day.pbx.answeredElsewhere({ callId: last });
      await day.panel.waitForGone('article', /Jimmy Olsen/, { timeoutMs: SHOWN_IN_THE_END_MS });
      if (isChromium) expect((await workerHeap(day)) - before).toBeLessThan(HEAP_BACK_WITHIN);
    },
  );
});
