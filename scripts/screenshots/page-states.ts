/** Every state of the pages besides the cards. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AgentPage } from '../browsers/agent-page.ts';
import { managedPolicy, whyNoPolicy } from '../browsers/managed-policy.ts';
import { distOf } from '../build.ts';
import type { State } from './state.ts';
import { SECTIONS } from '../../src/domain/settings/sections.ts';
import { until, type World } from './world.ts';

/** Shorter interruptions do not count as outages. */
const OUTAGE_MS = 6_000;

/** Types into the page's search box. */
const searchFor =
  (text: string) =>
  async ({ puppeteer: page }: AgentPage): Promise<void> => {
    await page.type('input[type=search]', text);
  };

/** Fills the day with invented calls. */
const filled = ({ fillDay }: World): Promise<void> => fillDay();

async function twoLive({ pbx, panel, send, fillDay }: World): Promise<void> {
  await fillDay();
  pbx.ring({ callerName: 'Dana Levi', queueID: 555 });
  pbx.secondCaller({ callerName: 'לויס ליין' });
  pbx.joinQueue({ callerNumber: '0541111111' });
  pbx.joinQueue({ callerNumber: '0532222222' });
  await send({ type: 'resync' });
  await panel.waitForCount('article', 2);
}

async function loseConnection({ pbx, panel }: World): Promise<void> {
  pbx.refuseSockets(true);
  pbx.drop();
  await panel.find('alert', undefined, { timeoutMs: 20_000 });
}

async function reconnect({ pbx, send }: World): Promise<void> {
  pbx.refuseSockets(false);
  await send({ type: 'try-now' });
  await until(() => pbx.state().clients.length === 1);
}

/** Keeps calls again, as by default. */
async function keepDays({ send }: World): Promise<void> {
  await send({ type: 'save-settings', changes: { historyDays: 30 } });
}

/** Pastes the address of a search into the first run. */
async function pasteAddress({ puppeteer: page }: AgentPage): Promise<void> {
  const field = await page.waitForSelector('.wizard input');
  await field?.click({ count: 3 });
  await field?.type('https://acme.zendesk.com/agent/search/1?q=050-123-4567');
}

/** Says of each alert of the test call that it was not seen. */
async function answerNo({ puppeteer: page }: AgentPage): Promise<void> {
  await page.waitForSelector('.segments');
  for (const answer of await page.$$('.segments > :last-child')) await answer.click();
}

/** Waits for the results of the diagnostics. */
async function checked({ puppeteer: page }: AgentPage): Promise<void> {
  await page.waitForFunction(
    "document.querySelector('.finding') !== null && document.querySelector('.finding-asking') === null",
  );
}

async function loadFile({ puppeteer: page }: AgentPage): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ringside-file-'));
  const file = path.join(folder, 'settings.json');
  const rule = { id: 'vip', name: 'VIP', when: { numbers: ['+972501234567'] }, open: 'ring', colour: 'red' };
  const settings = {
    crmLink: 'https://crm.example.com/search?q={e164}',
    ...{ rules: [rule], quietInternal: true, historyDays: 7 },
  };
  await writeFile(file, JSON.stringify({ ringside: 1, settings }));
  await (await page.waitForSelector('input[type=file]'))?.uploadFile(file);
  await page.waitForSelector('.import');
  await rm(folder, { recursive: true });
}

/** Chooses a file with contacts, so that its preview shows. */
async function chooseContacts({ puppeteer: page }: AgentPage): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ringside-contacts-'));
  const file = path.join(folder, 'customers.csv');
  const rows = ['Name,Company,Phone,Status', 'Dana Levi,Acme Ltd,050-123-4567,VIP'];
  const others = [
    'דנה כהן,אקמה,03-555-0102,לקוח',
    'Анна Леви,Акме,+972 52-555-0103,',
    'Lois Lane,,0541111111,',
  ];
  await writeFile(file, [...rows, ...others].join('\r\n'));
  await (await page.waitForSelector('input[type=file]'))?.uploadFile(file);
  await page.waitForSelector('main table');
  await rm(folder, { recursive: true });
}

/** A policy for the extension of this build. */
const policy = managedPolicy('chromium', distOf('chrome'));
const LOCKED = { locked: { crmLink: 'https://crm.example.com/search?q={e164}', quietHidden: true } };

const signedOut: readonly State[] = (
  [
    { name: 'options-signed-out', page: 'options.html', size: 'tab' },
    { name: 'panel-signed-out', page: 'panel.html', size: 'panel' },
    { name: 'day-signed-out', page: 'day.html', size: 'tab' },
    {
      ...{ name: 'options-refused', page: 'options.html', size: 'tab' },
      arrange: ({ signIn }: World) => signIn('wrong'),
    },
    { name: 'panel-trouble', page: 'panel.html', size: 'panel' },
  ] satisfies State[]
).map((state) => ({ ...state, isSignedOut: true }));

const signedIn: readonly State[] = [
  {
    ...{ name: 'panel-empty', page: 'panel.html', size: 'panel' },
    arrange: ({ eraseDay }) => eraseDay(),
  },
  {
    ...{ name: 'panel-not-kept', page: 'panel.html', size: 'panel' },
    arrange: ({ set }) => set({ historyDays: 0 }),
    leave: keepDays,
  },
  {
    ...{ name: 'day-not-kept', page: 'day.html', size: 'tab' },
    arrange: ({ set }) => set({ historyDays: 0 }),
    leave: keepDays,
  },
  { name: 'day-empty', page: 'day.html', size: 'tab' },
  { name: 'panel', page: 'panel.html', size: 'panel', arrange: filled },
  {
    ...{ name: 'panel-to-call-back', page: 'panel.html', size: 'panel', needs: '[role=tab]' },
    arrange: filled,
    reach: secondTab,
  },
  { name: 'panel-search', page: 'panel.html', size: 'panel', arrange: filled, reach: searchFor('levi') },
  { name: 'panel-not-found', page: 'panel.html', size: 'panel', arrange: filled, reach: searchFor('xyz') },
  { name: 'panel-busy', page: 'panel.html', size: 'panel', arrange: twoLive },
  { name: 'desk', page: 'desk.html', size: 'side', arrange: twoLive },
  { name: 'setup-crm', page: 'options.html', size: 'tab', query: '#setup-2', reach: pasteAddress },
  { name: 'setup-test-call', page: 'options.html', size: 'tab', query: '#setup-3', reach: answerNo },
  { name: 'setup-done', page: 'options.html', size: 'tab', query: '#setup-done' },
  { name: 'options', page: 'options.html', size: 'tab', query: '#crm' },
  ...SECTIONS.map((section): State => ({
    ...{ name: `options-${section}`, page: 'options.html', size: 'tab', query: `#${section}` },
  })),
  {
    ...{ name: 'options-contacts', page: 'options.html', size: 'tab', query: '#callers', isWhole: true },
    reach: chooseContacts,
  },
  {
    ...{ name: 'options-crm-to-ask', page: 'options.html', size: 'tab', query: '#callers', isWhole: true },
    arrange: ({ pbx, set }) =>
      set({ crmAdapter: 'odoo19', crmFields: [{ id: 'host', value: `${pbx.url}/crm/odoo` }] }),
    leave: ({ set }) => set({ crmAdapter: '' }),
  },
  {
    ...{ name: 'options-insert', page: 'options.html', size: 'tab', query: '#crm' },
    reach: async ({ puppeteer: page }) => {
      await page.focus('[role=combobox]');
      await page.keyboard.press('End');
      await page.keyboard.type('&n={n');
    },
  },
  {
    ...{ name: 'options-search', page: 'options.html', size: 'tab', query: '#crm' },
    reach: searchFor('crm'),
  },
  { name: 'import', page: 'import.html', size: 'tab', isWhole: true, reach: loadFile },
  { name: 'day', page: 'day.html', size: 'tab', isWhole: true, arrange: filled },
  { name: 'day-narrow', page: 'day.html', size: 'side', arrange: filled },
  { name: 'day-not-found', page: 'day.html', size: 'tab', arrange: filled, reach: searchFor('xyz') },
  {
    ...{ name: 'doctor', page: 'doctor.html', size: 'tab', isWhole: true },
    reach: async (page) => {
      await checked(page);
      // Asks whether the test notification was seen.
      await page.puppeteer.click('.trial button');
      await page.puppeteer.waitForSelector('.trial [role=alert]');
    },
  },
  { name: 'panel-lost', page: 'panel.html', size: 'panel', arrange: loseConnection },
  {
    ...{ name: 'doctor-lost', page: 'doctor.html', size: 'tab', isWhole: true },
    arrange: loseConnection,
    reach: checked,
  },
  {
    ...{ name: 'day-lost', page: 'day.html', size: 'tab' },
    arrange: async (world) => {
      await world.fillDay();
      await loseConnection(world);
      await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
    },
    leave: reconnect,
  },
  ...(whyNoPolicy('chromium') === null
    ? [
        {
          ...{ name: 'options-locked', page: 'options.html', size: 'tab', query: '#crm' },
          arrange: async ({ browser }) => {
            policy.set(LOCKED);
            await until(async () => JSON.stringify(await browser.storage('managed')) !== '{}');
          },
          leave: () => {
            policy.remove();
            return Promise.resolve();
          },
        } satisfies State,
      ]
    : []),
];

async function secondTab({ puppeteer: page }: AgentPage): Promise<void> {
  const [, tab] = await page.$$('[role=tab]');
  await tab?.click();
}

export const PAGE_STATES = { signedOut, signedIn };
