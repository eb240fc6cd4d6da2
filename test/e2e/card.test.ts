/** Who a card says is calling: learnt labels, and a card that keeps its height. */
import { expect, it } from 'vitest';
import { openSettings } from '../../scripts/browsers/settings-section.ts';
import { inEachBrowser } from './support/agent-day.ts';

inEachBrowser((day) => {
  it('a label with a third number is a menu’s name: the number is the heading, also of past calls', async () => {
    const ring = (callerNumber: string) => day.pbx.ring({ callerName: 'Main menu', callerNumber });
    for (const callerNumber of ['0501234567', '0507654321']) {
      const callId = ring(callerNumber);
      await day.panel.waitForText('article', /Main menu/);
      day.pbx.answeredElsewhere({ callId });
      await day.panel.click('button', 'Hide');
      await day.panel.waitForCount('article', 0);
    }
    const callId = ring('035550142');
    await day.panel.waitForCount('article', 1, '03-555-0142');
    await day.panel.waitForText('article', /Main menu/);
    expect(
      (await day.panel.all('heading', { within: { role: 'article', name: '03-555-0142' } }))[0]?.name,
    ).toBe('03-555-0142');
    day.pbx.answeredElsewhere({ callId });
    const again = ring('0501234567');
    await day.panel.waitForCount('article', 1, '050-123-4567');
    day.pbx.answeredElsewhere({ callId: again });
  });

  it('a card keeps its height while a lookup runs and when it answers', async () => {
    const options = await openSettings(day.browser, 'callers');
    await options.fill('Lookup address', `${day.pbx.url}/lookup`);
    await options.press('Tab');
    await expect
      .poll(async () => (await day.browser.storage('local')).settings)
      .toMatchObject({ lookupUrl: `${day.pbx.url}/lookup` });
    await options.close();
    const height = () =>
      day.panel.puppeteer.evaluate("document.querySelector('article').getBoundingClientRect().height");
    day.pbx.answerLookups({ kind: 'hang' });
    const asked = day.pbx.ring({ callerName: '', callerNumber: '0521234567' });
    await day.panel.waitForText('article', /Looking up/);
    const before = await height();
    await day.panel.waitForText('article', /no answer within 3 seconds/);
    expect(await height()).toBe(before);
    day.pbx.answeredElsewhere({ callId: asked });
    await day.panel.click('button', 'Hide');
    await day.panel.waitForCount('article', 0);
    day.pbx.answerLookups({
      kind: 'ok',
      url: `${day.crm}/record/4711`,
      name: 'Lois Lane of the very long name that does not fit into one line of a card',
      company: 'Daily Planet',
      total: 3,
    });
    day.pbx.ring({ callerName: '', callerNumber: '0521234568' });
    await day.panel.waitForText('article', /Lois Lane.*Daily Planet.*3 matches/s);
    await day.panel.waitForText('article', /Search CRM/);
    expect(await height()).toBe(before);
  });
});
