/** The history: as quick with hundreds of calls as with a few, bounded, and gone when the agent says so; the outages of the day. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inBothBrowsers } from './support/agent-day.ts';

/** Writes `count` invented calls into the page's history. */
const fill = (count: number): string => `(async () => {
  const open = indexedDB.open('history');
  const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const tx = db.transaction('calls', 'readwrite');
  for (let n = 0; n < ${String(count)}; n += 1) tx.objectStore('calls').put({
    callId: 'made-' + n, direction: 'incoming', caller: { kind: 'external', number: '05012' + String(10000 + n) }, name: 'Caller ' + n, dialed: '', queue: '', lineId: 'SIP', rings: 1,
    late: false, startedAt: Date.now() - n * 60000, talkingAt: null, endedAt: Date.now(), outcome: 'missed', quiet: null, details: [],
  });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  db.close();
})()`;

/** From the start of the navigation to the frame in which the list stands, in ms. */
const READY = `new Promise((resolve) => {
  const look = () => (document.querySelectorAll('.rows .row').length >= 20 ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look));
  look();
})`;

inBothBrowsers((day) => {
  async function quickest(): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const page = await day.browser.openPage('panel.html');
      times.push((await page.puppeteer.evaluate(READY)) as number);
      await page.close();
    }
    return Math.min(...times);
  }

  it('a history of 500 is on the screen in at most 1.5 times the time of 20', async () => {
    await day.panel.puppeteer.evaluate(fill(20));
    const few = await quickest();
    await day.panel.puppeteer.evaluate(fill(500));
    expect((await quickest()) / few).toBeLessThanOrEqual(1.5);
  });

  it('"Show more" goes on where the list ends', async () => {
    const page = await day.browser.openPage('panel.html');
    await page.click('button', 'Show more');
    await page.waitForCount('listitem', 40, undefined, { within: { role: 'list', name: 'Recent calls' } });
    await page.close();
  });

  it('a lost connection is in the ledger as a time in which calls may be missing', async () => {
    day.pbx.refuseSockets(true);
    day.pbx.drop();
    await day.panel.waitForText('status', /Connecting|Trouble/);
    // Shorter ones are not worth a word: the list after them tells what rang.
    await sleep(5_500);
    day.pbx.refuseSockets(false);
    await day.panel.waitForText('status', /Online/, { timeoutMs: 40_000 });
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('listitem', /\d\d:\d\d:\d\d–\d\d:\d\d:\d\d: calls may be missing/);
    await ledger.close();
  });

  it('is erased on the agent’s word', async () => {
    const ledger = await day.browser.openPage('day.html');
    ledger.puppeteer.on('dialog', (dialog) => void dialog.accept());
    await ledger.waitForText('main', /\d+ calls are kept/);
    await ledger.click('button', 'Erase all calls');
    await ledger.waitForText('main', /0 calls are kept/);
    await ledger.close();
    await day.panel.waitForText('main', /No calls yet/);
  });
});
