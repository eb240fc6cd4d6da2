/**
 * The hosts that Ringside contacts, as the browsers record them: the sign-in servers and the configured
 * lookup. No other host, and none without permission, receives a byte.
 */
import { describe, expect, it } from 'vitest';
import { signIn } from './support/agent-day.ts';
import { openTlsFront } from './support/tls-front.ts';
import { BROWSERS_HERE, launchBrowser, startSimulator } from './support/world.ts';
import { goToSection } from '../../scripts/browsers/settings-section.ts';

const PAGES = ['options.html', 'panel.html', 'day.html', 'desk.html'] as const;

const FORBIDDEN = 'pop.ringside.example';

describe.each(BROWSERS_HERE)('%s', (name) => {
  it(
    'a day of use contacts only the login server, its monitors and the lookup address',
    { timeout: 120_000 },
    async () => {
      const pbx = await startSimulator();
      const lookups = await startSimulator();
      // An https server that would accept everything. The user never allows it.
      const forbidden = await openTlsFront(FORBIDDEN, lookups.url);
      const browser = await launchBrowser(name, { recordRequests: true, hosts: [FORBIDDEN] });
      try {
        const options = await browser.openPage('options.html');
        await signIn(options, pbx);
        await options.waitForText('status', /Online/);
        await goToSection(options, 'crm');
        await options.fill('CRM link', 'http://127.0.0.1:9/search?q={phone}');
        await goToSection(options, 'callers');
        await options.fill('Lookup address', `https://${FORBIDDEN}:${String(forbidden.port)}/lookup`);
        await options.press('Tab');
        await options.find('button', `Allow ${FORBIDDEN}:${String(forbidden.port)}`);
        const panel = await browser.openPage('panel.html');
        pbx.ring({ callerName: 'Told To Nobody', callerNumber: '0521112222' });
        await panel.waitForText('article', /Ringside has no permission to reach the address/);
        pbx.answer();
        await panel.waitForText('article', /In a call/);
        pbx.hangUp();
        await panel.waitForText('listitem', /Told To Nobody.*Answered/s);
        await options.fill('Lookup address', `${lookups.url}/lookup`);
        await options.press('Tab');
        await expect
          .poll(async () => (await browser.storage('local')).settings)
          .toMatchObject({ lookupUrl: `${lookups.url}/lookup` });
        lookups.answerLookups({ kind: 'ok', name: 'Known Of Old' });
        pbx.ring({ callerName: 'Whoever' });
        await panel.find('article', /Known Of Old/);
        pbx.answeredElsewhere();
        for (const page of PAGES) await (await browser.openPage(page)).find('heading');
        await panel.waitForText('listitem', /Known Of Old.*Answered elsewhere/s);
        await browser.killBackground();
        await browser.openPage('panel.html');
        await expect.poll(() => pbx.state().clients.length).toBe(1);
      } finally {
        await browser.close();
      }
      expect(forbidden.connections()).toBe(0);
      forbidden.close();
      const hosts = new Set(
        browser
          .requests()
          .map((address) => new URL(address))
          .filter(({ protocol }) => !protocol.endsWith('-extension:'))
          .map(({ host }) => host),
      );
      expect([...hosts].sort()).toEqual([new URL(pbx.url).host, new URL(lookups.url).host].sort());
      await Promise.all([pbx.close(), lookups.close()]);
    },
  );
});
