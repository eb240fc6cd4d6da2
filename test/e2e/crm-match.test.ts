/**
 * The CRM that says who is calling: it is set up on the options page, its record is on the card, several
 * records are a choice, and its refusals leave the link as it is.
 */
import { beforeEach, expect, it } from 'vitest';
import { GOOD_TOKEN } from '../../scripts/simulator/crm/crms.ts';
import { openSettings } from '../../scripts/browsers/settings-section.ts';
import { ruleWith } from '../support/rule.ts';
import { inEachBrowser, storedEngine } from './support/agent-day.ts';
import { store, untilFree } from './support/crm-tabs.ts';

inEachBrowser((day) => {
  const NUMBER = { one: '0501234567', two: '0507654321', none: '0541234567' };
  const server = (): string => `${day.pbx.url}/crm/odoo`;
  const asked = (since: number): number => day.pbx.state().crmRequests.length - since;
  const setUp = async (token: string) => {
    const options = await openSettings(day.browser, 'callers');
    await options.choose('CRM to ask', 'Odoo 19+');
    await options.fill('Server address', server());
    await options.fill('API key', token);
    await options.press('Tab');
    await options.fill('Number to check', NUMBER.one);
    await options.click('button', 'Check this token');
    return options;
  };
  const ring = (callerNumber: string): string => day.pbx.ring({ callerNumber, callerName: 'Unnamed' });

  beforeEach(() => day.panel.bringToFront());

  it('a wrong token is refused in words, and the right one finds the number', async () => {
    let options = await setUp('bad-token');
    await options.waitForText('status', /refused the token/);
    await options.close();
    options = await setUp(GOOD_TOKEN);
    await options.waitForText('status', /The CRM answered: Clark Kent, Daily Planet/);
    await options.close();
    const stored = await day.browser.storage('local');
    expect(stored.settings).toMatchObject({
      crmAdapter: 'odoo19',
      crmFields: [{ id: 'host', value: server() }],
    });
    expect(JSON.stringify(stored)).not.toContain(GOOD_TOKEN);
  });

  it('the record of the caller is on the card, and a click opens it', async () => {
    ring(NUMBER.one);
    await day.panel.waitForText('article', /Clark Kent.*Daily Planet/s);
    await day.panel.click('button', 'Open in CRM', { within: { role: 'article', name: /Clark Kent/ } });
    await day.browser.waitForTab(`${server()}/mail/view?model=res.partner&res_id=1`);
  });

  it('of two records the one that changed last opens by itself, if a rule says so', async () => {
    await store(day, { rules: [ruleWith({ open: 'ring', record: 'latest' })] });
    const callId = ring(NUMBER.two);
    await day.browser.waitForTab(`${server()}/mail/view?model=res.partner&res_id=3`);
    await store(day, { rules: [] });
    day.pbx.answeredElsewhere({ callId });
    await day.panel.waitForCount('article', 0);
  });

  it('of two records the agent chooses one, which is shown at the next call', async () => {
    const callId = ring(NUMBER.two);
    await day.panel.waitForText('article', /2 matches/);
    await day.panel.choose('Choose the caller', 'Lucy Lane · Daily Planet');
    await day.panel.find('article', /^Lucy Lane/);
    await expect
      .poll(async () => (await day.browser.storage('local')).recordChoices)
      .toEqual([['507654321', 'res.partner 3']]);
    day.pbx.answeredElsewhere({ callId });
    await day.panel.waitForCount('article', 0);
    ring(NUMBER.two);
    await day.panel.find('article', /^Lucy Lane/);
    await expect
      .poll(async () => Object.values((await storedEngine(day)).callState.calls).map(({ lookup }) => lookup))
      .toEqual(expect.arrayContaining([expect.objectContaining({ name: 'Lucy Lane', total: 2 })]));
  });

  it('an answer after the end of the call says that nobody is known, and does no harm', async () => {
    day.pbx.answerCrms({ kind: 'ok', delayMs: 1_500 });
    await untilFree(day, 'lookupsAt');
    const since = day.pbx.state().crmRequests.length;
    // The other numbers were asked about before, so their answers are known.
    const callId = ring(NUMBER.none);
    await expect
      .poll(async () => (await storedEngine(day)).callState.calls[callId]?.lookup?.kind)
      .toBe('asking');
    day.pbx.answeredElsewhere({ callId });
    await expect.poll(() => asked(since)).toBe(1);
    await expect
      .poll(async () => (await storedEngine(day)).callState.calls[callId])
      .toMatchObject({ phase: 'ended', lookup: { kind: 'found', total: 0 } });
    await day.panel.waitForText('article', /Not in the CRM/);
    day.pbx.answerCrms({ kind: 'ok' });
  });

  it('a failure gives its reason on the card, and the link stays', async () => {
    await untilFree(day, 'lookupsAt');
    day.pbx.answerCrms({ kind: 'status', status: 401 });
    ring('0542345678');
    await day.panel.waitForText('article', /the CRM refused the token/);
    const card = { within: { role: 'article', text: /refused the token/ } } as const;
    expect((await day.panel.all('button', card)).map(({ name }) => name)).toContain('Open in CRM');
    day.pbx.answerCrms({ kind: 'ok' });
  });

  it('a colleague, a hidden number, an outgoing and a test call are not asked about', async () => {
    const since = day.pbx.state().crmRequests.length;
    day.pbx.internalCall({ callerName: 'Colleague' });
    day.pbx.hiddenNumber();
    await day.panel.waitForCount('article', 2);
    await day.panel.puppeteer.evaluate(
      `(globalThis.browser ?? chrome).runtime.sendMessage({ type: 'test-call' })`,
    );
    await day.panel.waitForCount('article', 3);
    expect(asked(since)).toBe(0);
  });
});
