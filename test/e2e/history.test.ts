/**
 * The history is limited on the page and in the store, and is erased on request. The outages of the day are
 * in it, too.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { MAX_OUTAGES, MAX_RINGS } from '../../src/domain/history/bounds.ts';
import { inEachBrowser } from './support/agent-day.ts';
import { openSettings } from '../../scripts/browsers/settings-section.ts';

/** Opens the user's history as `db`. */
const OPEN = `
  const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('history-'));
  const open = indexedDB.open(name);
  const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
`;

/** Writes `count` invented calls into the user's history. */
const fill = (count: number): string => `(async () => {
  ${OPEN}
  const tx = db.transaction('calls', 'readwrite');
  for (let n = 0; n < ${String(count)}; n += 1) tx.objectStore('calls').put({
    callId: 'made-' + n, direction: 'incoming', caller: { kind: 'external', number: '05012' + String(10000 + n) }, name: 'Caller ' + n, dialed: '', queue: '', lineId: 'SIP', rings: 1,
    late: false, startedAt: Date.now() - n * 60000, talkingAt: null, endedAt: Date.now(), outcome: 'missed', suppressed: null, details: [],
  });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  db.close();
})()`;

/** Writes invented rings and outages of yesterday, a second apart: `surplus` more than the history keeps. */
const fillLedger = (surplus: number): string => `(async () => {
  ${OPEN}
  const tx = db.transaction(['rings', 'outages'], 'readwrite');
  const at = (n) => Date.now() - 36 * 3600000 + n * 1000;
  for (let n = 0; n < ${String(MAX_RINGS + surplus)}; n += 1) tx.objectStore('rings').put({
    callId: 'ring-' + n, heardAt: at(n), shownAt: at(n), way: 'live', surfaces: ['window'], reason: null,
  });
  for (let n = 0; n < ${String(MAX_OUTAGES + surplus)}; n += 1) tx.objectStore('outages').put({
    from: at(n), to: at(n) + 500,
  });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  db.close();
})()`;

/** The number of rings and outages kept, and the ids of the oldest ring and the newest invented one. */
const LEDGER = `(async () => {
  ${OPEN}
  const tx = db.transaction(['rings', 'outages']);
  const answer = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const rings = await answer(tx.objectStore('rings').index('heardAt').getAll());
  const outages = await answer(tx.objectStore('outages').count());
  db.close();
  const invented = rings.filter(({ callId }) => callId.startsWith('ring-'));
  return { rings: rings.length, outages, oldest: rings[0]?.callId, newest: invented.at(-1)?.callId };
})()`;

/** Keeps the text of the next file that the page offers. */
const KEEP_FILE = `{
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    blob.text().then((text) => (globalThis.file = text));
    return make.call(URL, blob);
  };
}`;

inEachBrowser((day) => {
  it('the panel shows the last 20 of 500 calls', async () => {
    // The first call creates the history.
    day.pbx.answeredElsewhere({ callId: day.pbx.ring() });
    await day.panel.waitForText('link', /Rang 1\b/);
    await day.panel.puppeteer.evaluate(fill(500));
    const page = await day.browser.openPage('panel.html');
    await page.waitForCount('listitem', 20, undefined, { within: { role: 'list', name: 'Recent calls' } });
    await page.close();
  });

  it('"Show more" continues where the list ends', async () => {
    const page = await day.browser.openPage('panel.html');
    await page.click('button', 'Show more');
    await page.waitForCount('listitem', 40, undefined, { within: { role: 'list', name: 'Recent calls' } });
    await page.close();
  });

  it('a lost connection is in the ring log as a time in which calls may be missing', async () => {
    day.pbx.refuseSockets(true);
    day.pbx.drop();
    await day.panel.waitForText('status', /Connecting|Connection problem/);
    // Shorter outages are not reported, because the next list contains what rang.
    await sleep(5_500);
    day.pbx.refuseSockets(false);
    await day.panel.waitForText('status', /Online/, { timeoutMs: 40_000 });
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText(
      'row',
      /No connection for \d+ secs, until \d\d:\d\d:\d\d.*Calls may be missing/s,
    );
    await ledger.close();
  });

  it('the history is exported as CSV, and no caller’s name is a formula in it', async () => {
    const callId = day.pbx.ring({
      callerName: '=HYPERLINK("https://evil.example")',
      callerNumber: '0529998877',
    });
    await day.panel.waitForCount('article', 1);
    day.pbx.answeredElsewhere({ callId });
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('row', /HYPERLINK/);
    await ledger.puppeteer.evaluate(KEEP_FILE);
    await ledger.click('button', 'Export as CSV');
    await ledger.puppeteer.waitForFunction('globalThis.file !== undefined');
    const lines = String(await ledger.puppeteer.evaluate('globalThis.file'))
      .trim()
      .split('\r\n');
    expect(lines[0]).toBe(
      'Time,Direction,Name,Number,Dialled number,Queue,Result,Attempts,Talked (s),No alert,Call ID',
    );
    expect(lines[1]).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,Incoming,"'=HYPERLINK\(""https:\/\/evil.example""\)",052-999-8877,072-277-6772,,Answered elsewhere,1,,,/,
    );
    expect(lines.length).toBeGreaterThan(500);
    await ledger.close();
  });

  it('the history is cut at once to the number of calls that the agent chooses', async () => {
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('main', /50\d calls saved/);
    const options = await openSettings(day.browser, 'data');
    await options.choose('Maximum number of calls', '100');
    await options.close();
    await ledger.waitForText('main', /100 calls saved/);
    await ledger.close();
  });

  it('the history keeps a limited number of rings and outages, the newest ones', async () => {
    const SURPLUS = 300;
    await day.panel.puppeteer.evaluate(fillLedger(SURPLUS));
    const options = await openSettings(day.browser, 'data');
    await options.choose('Maximum number of calls', '500');
    await options.close();
    await expect
      .poll(() => day.panel.puppeteer.evaluate(LEDGER))
      .toMatchObject({
        rings: MAX_RINGS,
        outages: MAX_OUTAGES,
        // Rings of earlier tests are newer and stay.
        oldest: expect.stringMatching(/^ring-30\d$/) as string,
        newest: `ring-${String(MAX_RINGS + SURPLUS - 1)}`,
      });
  });

  it('the history is erased on the agent’s request', async () => {
    const ledger = await day.browser.openPage('day.html');
    ledger.puppeteer.on('dialog', (dialog) => void dialog.accept());
    await ledger.waitForText('main', /\d+ calls saved/);
    await ledger.click('button', 'Delete all calls…');
    await ledger.waitForText('main', /0 calls saved/);
    await ledger.close();
    await day.panel.waitForText('main', /No calls yet/);
  });
});
