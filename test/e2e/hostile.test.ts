/** A hostile server at its worst: our rings show, nothing else does, and the worker is soon itself again. */
import { expect, it } from 'vitest';
import { alertsOf, inBothBrowsers, storedEngine } from './support/agent-day.ts';
import { workerHeap } from './support/worker-heap.ts';

const SHOWN_WITHIN_MS = 2_000;
const DRAINED_WITHIN_MS = 10_000;
const HEAP_BACK_WITHIN = 20 * 1024 * 1024;
const SECONDS = 5;
/** The page notes when a caller first comes to its screen: a driver that asked all the time would besiege it too, and hear of it late. */
const NOTE_CALLERS = `globalThis.firstSeen = {};
new MutationObserver(() => {
  const texts = [...document.querySelectorAll('article')].map(({ textContent }) => textContent);
  requestAnimationFrame(() => texts.forEach((text) => firstSeen[text] ??= Date.now()));
}).observe(document.documentElement, { subtree: true, childList: true, characterData: true });`;
const momentOf = (name: string): string => `Object.entries(firstSeen).find(([text]) => text.includes(${JSON.stringify(name)}))?.[1] ?? 0`;
/** A call as a siege brings thousands, read and written so often, takes the README's machine so long, in ms. */
const CALIBRATION = { rounds: 20_000, referenceMs: 135 };
const CALL = { ivrid: 'siege-call', direction: 'Incoming', callstatus: 'Ringing', callStarted: 1_606_903_330, callerphone: '0501234567', callername: 'Somebody', did: '0722776772', customdata: {} };
const EVENT = { reason: 'NEWCALL', data: { extenUser: 'siege-line', number: '7', userID: 20_000_000, userName: 'Somebody', calls: [CALL, CALL], currentCall: CALL } };

/** How much longer this machine takes at the moment than the README's, at least 1: it may be slow, or busy with something else as well. */
function slowness(): number {
  const oneTry = (): number => {
    const begun = performance.now();
    for (let round = 0; round < CALIBRATION.rounds; round++) JSON.parse(JSON.stringify(EVENT));
    return (performance.now() - begun) / CALIBRATION.referenceMs;
  };
  const [, middle = 1] = [oneTry(), oneTry(), oneTry()].sort((one, other) => one - other);
  return Math.max(1, middle);
}

inBothBrowsers((day) => {
  /** How long after it was sent the page painted its caller, in ms. */
  const ownRing = async (callerName: string): Promise<{ readonly callId: string; readonly took: number }> => {
    const sentAt = Date.now();
    const callId = day.pbx.ring({ callerName });
    let shownAt = 0;
    await expect.poll(async () => (shownAt = Number(await day.panel.puppeteer.evaluate(momentOf(callerName)))), { timeout: 30_000, interval: 100, message: callerName }).toBeGreaterThan(0);
    return { callId, took: shownAt - sentAt };
  };
  const briefRing = async (callerName: string): Promise<number> => {
    const { callId, took } = await ownRing(callerName);
    day.pbx.answeredElsewhere({ callId });
    return took;
  };

  it('under 10,000 hostile events a second each ring of ours shows within 2 s, the backlog is gone within 10 s, nothing alerts wrongly, and the heap is back', { timeout: 120_000 }, async () => {
    const isChromium = day.name === 'chromium';
    await day.panel.puppeteer.evaluate(NOTE_CALLERS);
    const names = ['Warm-up'];
    await briefRing('Warm-up');
    const before = isChromium ? await workerHeap(day) : 0;
    const slower = slowness();

    let over = false as boolean;
    const siege = day.pbx.besiege({ seconds: SECONDS }).finally(() => (over = true));
    const shown: number[] = [];
    while (!over) {
      const name = `Caller ${String(names.length)} of ours`;
      names.push(name);
      shown.push(await briefRing(name));
    }
    expect(await siege).toBeGreaterThan(10_000 * SECONDS);
    expect(shown.length).toBeGreaterThan(1);

    // It waits behind all that was sent before it.
    const last = await ownRing('Jimmy Olsen');
    expect(await alertsOf(day)).toEqual([`call:${last.callId}`]);
    const labels = new Set(Object.values((await storedEngine(day)).book.calls).map(({ label }) => label));
    expect([...labels].filter((label) => ![...names, 'Jimmy Olsen'].includes(label))).toEqual([]);
    expect(labels).toContain('Jimmy Olsen');

    day.pbx.answeredElsewhere({ callId: last.callId });
    await day.panel.waitForGone('article', /Jimmy Olsen/, { timeoutMs: 15_000 });
    // Only now: what the browser still had to do after the siege would count as the machine's slowness.
    const patience = Math.max(slower, slowness());
    console.log(`${day.name}: ${String(shown.length)} rings during the siege, shown after ${shown.join(', ')} ms; the last of all after ${String(last.took)} ms; patience ${patience.toFixed(2)}`);
    expect(Math.max(...shown)).toBeLessThan(SHOWN_WITHIN_MS * patience);
    expect(last.took).toBeLessThan(DRAINED_WITHIN_MS * patience);
    if (isChromium) expect((await workerHeap(day)) - before).toBeLessThan(HEAP_BACK_WITHIN);
  });
});
