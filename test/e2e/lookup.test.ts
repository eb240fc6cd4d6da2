/**
 * The customer's own endpoint: its answer is on the card, its faults do no harm, and it receives each phase
 * of the call.
 */
import { beforeEach, expect, it } from 'vitest';
import { inEachBrowser } from './support/agent-day.ts';
import { untilFree } from './support/crm-tabs.ts';
import { openSettings } from '../../scripts/browsers/settings-section.ts';

/** Keeps the text and the height, in pixels, of the first card whenever the page has drawn something anew. */
const WATCH_HEIGHT = `{
  globalThis.drawn = [];
  new MutationObserver(() => {
    const card = document.querySelector('article');
    if (card !== null) drawn.push({ text: card.innerText, height: card.getBoundingClientRect().height });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}`;
interface Drawn {
  readonly text: string;
  readonly height: number;
}

inEachBrowser((day) => {
  const CLARK = /Clark Kent|050-123-4567/;
  const links = async (): Promise<string[]> =>
    (await day.panel.all('button', { within: { role: 'article', name: CLARK } })).map(({ name }) => name);
  /** The phases that the endpoint has received since then, in order. */
  const told = (since: number) =>
    day.pbx
      .state()
      .lookups.slice(since)
      .map(({ phase }) => phase);

  beforeEach(() => day.panel.bringToFront());

  it('the lookup is set on the options page', async () => {
    const options = await openSettings(day.browser, 'callers');
    await options.fill('Lookup address', `${day.pbx.url}/lookup?tenant=7`);
    await options.press('Tab');
    await options.fill('Link for new callers', `${day.crm}/new?q={phone}`);
    await options.press('Tab');
    await expect
      .poll(async () => (await day.browser.storage('local')).settings)
      .toMatchObject({
        lookupUrl: `${day.pbx.url}/lookup?tenant=7`,
        newRecordLink: `${day.crm}/new?q={phone}`,
      });
    await options.close();
  });

  it('name, company and page come from the endpoint, and the search is still offered', async () => {
    day.pbx.answerLookups({
      kind: 'ok',
      url: `${day.crm}/record/4711`,
      name: 'Lois Lane',
      company: 'Daily Planet',
      total: 3,
    });
    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.waitForText('article', /Lois Lane.*Daily Planet.*3 matches/s);
    const card = { within: { role: 'article', name: 'Lois Lane 050-123-4567' } };
    expect((await day.panel.all('button', card)).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Open in CRM', 'Search CRM']),
    );
    await day.panel.click('button', 'Open in CRM', card);
    await day.browser.waitForTab(`${day.crm}/record/4711`);
  });

  it('a caller who is not in the CRM can be entered as a new record', async () => {
    day.pbx.answerLookups({ kind: 'ok', total: 0 });
    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.waitForText('article', /Not in the CRM/);
    await day.panel.click('button', 'Add to CRM', { within: { role: 'article', name: CLARK } });
    await day.browser.waitForTab(`${day.crm}/new?q=0501234567`);
  });

  it('a slow endpoint leaves link and height of the card unchanged, and the card gives the reason', async () => {
    const caller = { callerName: '', callerNumber: '0521234567' };
    const why = /no answer within 3 seconds/;
    await day.panel.puppeteer.evaluate(WATCH_HEIGHT);
    day.pbx.answerLookups({ kind: 'hang' });
    const slow = day.pbx.ring(caller);
    await day.panel.find('article', '052-123-4567');
    await day.panel.waitForText('article', why);
    await day.panel.click('button', 'Open in CRM', { within: { role: 'article', text: why } });
    await day.browser.waitForTab(({ url }) => url.startsWith(`${day.crm}/search?q=0521234567`));
    day.pbx.answeredElsewhere({ callId: slow });
    await day.panel.click('button', 'Hide');
    await day.panel.waitForCount('article', 0);
    day.pbx.answerLookups({
      kind: 'ok',
      url: `${day.crm}/record/4711`,
      name: 'Lois Lane of the very long name that does not fit into one line of a card',
      company: 'Daily Planet',
      total: 3,
    });
    day.pbx.ring({ ...caller, callerNumber: '0521234568' });
    await day.panel.waitForText('article', /Lois Lane.*Daily Planet.*3 matches/s);
    await day.panel.waitForText('article', /Search CRM/);
    const drawn = (await day.panel.puppeteer.evaluate('globalThis.drawn')) as readonly Drawn[];
    const heights = [/Looking up.*Open in CRM/s, /no answer.*Open in CRM/s, /3 matches.*Search CRM/s].map(
      (state) => drawn.find(({ text }) => text.includes('Incoming call') && state.test(text))?.height,
    );
    expect(heights).toEqual([expect.any(Number) as number, heights[0], heights[0]]);
  });

  it('an endpoint that names a script to open leaves the link, and the card gives the reason', async () => {
    const why = /unsafe address/;
    day.pbx.answerLookups({ kind: 'hostile-url' });
    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.find('article', CLARK);
    expect(await links()).toContain('Open in CRM');
    await day.panel.waitForText('article', why);
    await day.panel.click('button', 'Open in CRM', { within: { role: 'article', text: why } });
    // The template's search, with the name.
    await day.browser.waitForTab(({ url }) => url.startsWith(`${day.crm}/search?q=0501234567`));
    day.pbx.answerLookups({ kind: 'ok' });
  });

  it('the endpoint receives the phases of a call in order, by the chosen method', async () => {
    const options = await openSettings(day.browser, 'callers');
    await options.choose('Request method', 'POST, JSON');
    await expect
      .poll(async () => (await day.browser.storage('local')).settings)
      .toMatchObject({ lookupMethod: 'json' });
    await options.close();
    await untilFree(day, 'lookupsAt');
    const before = day.pbx.state().lookups.length;
    const callId = day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.find('article', CLARK);
    await expect.poll(() => told(before)).toEqual(['Ringing']);
    day.pbx.answer({ callId });
    await expect.poll(() => told(before)).toEqual(['Ringing', 'Talking']);
    day.pbx.hangUp({ callId });
    await expect.poll(() => told(before)).toEqual(['Ringing', 'Talking', 'Hangup']);
    expect(
      new Set(
        day.pbx
          .state()
          .lookups.slice(before)
          .map(({ form }) => form),
      ),
    ).toEqual(new Set(['json']));
    expect(day.pbx.state().lookups.at(-1)?.fields).toMatchObject({
      phone: '972501234567',
      ivrid: callId,
      isAnswered: true,
      currentCall: { ivrid: callId },
      extenUser: 'SIPSIP1',
    });
  });

  it('a colleague, a hidden number and a test call are not looked up', async () => {
    const before = day.pbx.state().lookups.length;
    day.pbx.internalCall({ callerName: 'Colleague' });
    day.pbx.hiddenNumber();
    await day.panel.waitForCount('article', 2);
    await day.panel.puppeteer.evaluate(
      `(globalThis.browser ?? chrome).runtime.sendMessage({ type: 'test-call' })`,
    );
    await day.panel.waitForCount('article', 3);
    expect(told(before)).toEqual([]);
  });
});
