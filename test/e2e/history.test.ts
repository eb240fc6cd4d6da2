/** The history: bounded on the page and in the store, and gone when the agent says so; the outages of the day. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inEachBrowser } from './support/agent-day.ts';

/** Writes `count` invented calls into the user's history. */
const fill = (count: number): string => `(async () => {
  const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('history-'));
  const open = indexedDB.open(name);
  const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const tx = db.transaction('calls', 'readwrite');
  for (let n = 0; n < ${String(count)}; n += 1) tx.objectStore('calls').put({
    callId: 'made-' + n, direction: 'incoming', caller: { kind: 'external', number: '05012' + String(10000 + n) }, name: 'Caller ' + n, dialed: '', queue: '', lineId: 'SIP', rings: 1,
    late: false, startedAt: Date.now() - n * 60000, talkingAt: null, endedAt: Date.now(), outcome: 'missed', quiet: null, details: [],
  });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  db.close();
})()`;

/** Keeps the text of the next file that the page hands out. */
const KEEP_FILE = `{
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    blob.text().then((text) => (globalThis.file = text));
    return make.call(URL, blob);
  };
}`;

inEachBrowser((day) => {
  it('of 500 calls the panel draws the last 20', async () => {
    // The first call makes the history.
    day.pbx.answeredElsewhere({ callId: day.pbx.ring() });
    await day.panel.waitForText('link', /rang 1, shown 1/);
    await day.panel.puppeteer.evaluate(fill(500));
    const page = await day.browser.openPage('panel.html');
    await page.waitForCount('listitem', 20, undefined, { within: { role: 'list', name: 'Recent calls' } });
    await page.close();
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

  it('goes into a file that a spreadsheet can open, and no caller’s name is a formula in it', async () => {
    const callId = day.pbx.ring({ callerName: '=HYPERLINK("https://evil.example")', callerNumber: '0529998877' });
    await day.panel.waitForCount('article', 1);
    day.pbx.answeredElsewhere({ callId });
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('row', /HYPERLINK/);
    await ledger.puppeteer.evaluate(KEEP_FILE);
    await ledger.click('button', 'Export as CSV');
    await ledger.puppeteer.waitForFunction('globalThis.file !== undefined');
    const lines = String(await ledger.puppeteer.evaluate('globalThis.file')).trim().split('\r\n');
    expect(lines[0]).toBe('Time,Direction,Name,Number,Number dialled,Queue,Outcome,Rings,Talked (s),Kept quiet,Call id');
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,Incoming,"'=HYPERLINK\(""https:\/\/evil.example""\)",052-999-8877,072-277-6772,,Answered elsewhere,1,,,/);
    expect(lines.length).toBeGreaterThan(500);
    await ledger.close();
  });

  it('is cut to the number of calls that the agent wants kept, at once', async () => {
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('main', /50\d calls are kept/);
    const options = await day.browser.openPage('options.html');
    await options.choose('Number of calls, at most', '100');
    await options.close();
    await ledger.waitForText('main', /100 calls are kept/);
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
