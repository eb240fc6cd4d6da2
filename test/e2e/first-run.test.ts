/** The first run: from the installation to a test call, with as few clicks as it takes. */
import { expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { EMAIL, inEachBrowser, PASSWORD } from './support/agent-day.ts';

/** Most clicks and keys of a whole first run, besides typing. */
const MOST_STEPS = 9;

/** Counts what a hand does on the page: presses of the pointer, and keys that type nothing. */
const COUNT = `(() => {
  globalThis.handSteps = 0;
  addEventListener('pointerdown', () => (globalThis.handSteps += 1), true);
  addEventListener('keydown', ({ key }) => key.length > 1 && key !== 'Delete' && (globalThis.handSteps += 1), true);
})()`;

/** Addresses of searches, as CRMs show them, and the links that they become. */
const ADDRESSES: readonly (readonly [string, string, string])[] = [
  [
    'ServiceNow',
    'https://acme.service-now.com/cti.do?sysparm_caller_phone=%2B972501234567',
    'https://acme.service-now.com/cti.do?sysparm_caller_phone={e164}',
  ],
  [
    'Znuny / OTRS',
    'https://help.example.com/znuny/index.pl?Action=AgentTicketPhoneCTI;CallerID=501234567',
    'https://help.example.com/znuny/index.pl?Action=AgentTicketPhoneCTI;CallerID={bare}',
  ],
  [
    'SuiteCRM',
    'https://crm.example.com/index.php?module=Home&action=UnifiedSearch&query_string=050-123-4567',
    'https://crm.example.com/index.php?module=Home&action=UnifiedSearch&query_string={nationalFormatted}',
  ],
  [
    'Bitrix24',
    'https://acme.bitrix24.com/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND=%2B972+50+123+4567',
    'https://acme.bitrix24.com/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND={international}',
  ],
  [
    'Zendesk',
    'https://acme.zendesk.com/agent/search/1?type=user&q=0501234567',
    'https://acme.zendesk.com/agent/search/1?type=user&q={national}',
  ],
  [
    'HubSpot',
    'https://app-eu1.hubspot.com/contacts/27654321/objects/0-1/views/all/list?query=501234567',
    'https://app-eu1.hubspot.com/contacts/27654321/objects/0-1/views/all/list?query={bare}',
  ],
  [
    'Salesforce',
    'https://acme.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str=972501234567',
    'https://acme.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str={e164Digits}',
  ],
  [
    'Google Contacts',
    'https://contacts.google.com/search/0501234567',
    'https://contacts.google.com/search/{national}',
  ],
  [
    'Pipedrive',
    'https://acme.pipedrive.com/search?term=(050)%20123-4567',
    'https://acme.pipedrive.com/search?term={national:(###) ###-####}',
  ],
  [
    'SugarCRM',
    'https://crm.example.com/#search/%2B972%2050-123-4567',
    'https://crm.example.com/#search/{internationalDashed}',
  ],
];

inEachBrowser(
  (day) => {
    const answerYes = async (page: AgentPage, surface: RegExp): Promise<void> =>
      page.click('button', 'Yes', { within: { role: 'group', name: surface } });
    const link = async (): Promise<unknown> =>
      ((await day.browser.storage('local')) as { settings?: { crmLink?: string } }).settings?.crmLink;

    it('a new user signs in, pastes a search and sees a test call, in few clicks', async () => {
      const page = await day.browser.openPage('options.html');
      await page.find('heading', 'Sign in to Voicenter');
      await page.puppeteer.evaluate(COUNT);
      await page.disclose('Advanced');
      await page.fill('Login server', day.pbx.url);
      await page.fill('Email', EMAIL);
      await page.fill('Password', PASSWORD);
      await page.click('button', 'Sign in');
      await page.find('heading', 'Connect your CRM');
      await page.waitForText('status', /Online/);
      await page.fill('CRM link', `${day.crm}/search?q=0501234567`);
      await page.waitForText('main', /Address with a phone number/);
      await page.click('button', 'Continue');
      await page.find('heading', 'Here is a test call');
      await day.browser.waitForNotification();
      await answerYes(page, /notification/i);
      if (day.name === 'chromium') {
        const callWindow = await day.browser.waitForPage('call.html');
        await callWindow.click('button', 'Open in CRM');
        expect((await day.browser.waitForTab('search?q=')).url).toBe(`${day.crm}/search?q=0501234567`);
        await answerYes(page, /call window/i);
      }
      await page.click('button', 'Done');
      await page.find('heading', 'You’re all set');
      const steps = await page.puppeteer.evaluate('globalThis.handSteps');
      expect(steps).toBeGreaterThan(3);
      expect(steps).toBeLessThanOrEqual(MOST_STEPS);
      await page.close();
      const again = await day.browser.openPage('options.html');
      await again.find('heading', 'Account');
      await again.close();
    });

    it('addresses of ten CRMs with a number in them become links', async () => {
      const page = await day.browser.openPage('options.html', '#setup-2');
      for (const [crm, pasted, template] of ADDRESSES) {
        await page.fill('CRM link', pasted);
        await page.waitForText('main', new RegExp(`${crm}.{0,3} address with a phone number`));
        await expect.poll(link).toBe(template);
      }
      await page.close();
    });

    it('a user who signs out after the first run only signs in again', async () => {
      const page = await day.browser.openPage('options.html');
      await page.click('button', 'Sign out');
      await page.waitForText('status', /Signed out/);
      await page.find('button', 'Sign in');
      expect((await page.all('heading')).map(({ name }) => name)).not.toContain('Sign in to Voicenter');
      await page.close();
    });
  },
  { signedIn: false },
);
