// @vitest-environment happy-dom
/** The settings of the CRM to ask: which can be chosen, what is stored of it, and what is forgotten. */
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import english from '../../../../src/locales/en.json' with { type: 'json' };
import { fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../../support/fake-extension.ts';
import { createLocks } from '../../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../../support/fake-extension.ts');
  const fake = fakeExtension(() => world.now) as {
    runtime: object;
    permissions: object;
  };
  return {
    default: {
      ...fake,
      runtime: { ...fake.runtime, getManifest: () => ({}) },
      permissions: { ...fake.permissions, remove: () => Promise.resolve(true) },
    },
  };
});

const OWN = {
  adapter: 1,
  id: 'acme',
  name: 'Acme CRM',
  asks: [
    { id: 'team', type: 'id', label: 'Team number' },
    { id: 'token', type: 'secret' },
  ],
  origin: 'https://crm.example.com',
  auth: { header: 'X-Token', value: '<token>' },
  requests: [{ method: 'GET', path: '/find/<team>', query: { q: '{{bare}}' } }],
  answer: { records: '[*]', id: 'id', type: 'person', name: ['{name}'] },
};
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const field = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label);
  return (document.getElementById(found?.htmlFor ?? '') ?? expect.fail(`No ${label}`)) as HTMLInputElement;
};
const crms = (): string[] =>
  [...document.querySelectorAll<HTMLOptionElement>(`#${CSS.escape(field('CRM to ask').id)} option`)].map(
    ({ text }) => text,
  );
async function pick(name: string): Promise<void> {
  const list = field('CRM to ask') as unknown as HTMLSelectElement;
  list.value = [...list.options].find(({ text }) => text === name)?.value ?? expect.fail(`No ${name}`);
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await eventually(() =>
    expect((world.now.local.settings as { crmAdapter?: string }).crmAdapter ?? '').toBe(list.value),
  );
}
/** Types into a field without leaving it. */
function draft(label: string, text: string): void {
  const input = field(label);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
function type(label: string, text: string): void {
  draft(label, text);
  field(label).dispatchEvent(new Event('blur'));
}
const result = (): string => document.querySelector('.check-result')?.textContent ?? '';
const press = (): void =>
  [...document.querySelectorAll('button')].find((each) => each.textContent === 'Check this token')?.click();

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('scrollTo', () => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  world.now = newFakeBrowser();
  const crmAdapters = [
    JSON.stringify(OWN),
    JSON.stringify({ ...OWN, id: 'bad', name: 'Bad', origin: 'http://x' }),
  ];
  Object.assign(world.now.local, {
    settings: { version: 1 },
    setup: { state: 'finished', step: 'done', answers: {} },
    policy: { locked: { crmAdapters } },
  });
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
  Element.prototype.scrollIntoView = () => undefined;
  location.hash = '#callers';
  await import('../../../../src/ui/options/options.tsx');
  await eventually(() => field('CRM to ask'));
});

afterEach(async () => {
  await vi.dynamicImportSettled();
  const app = document.getElementById('app');
  if (app !== null) render(null, app);
});

it('the shipped CRMs and those of the administrator can be chosen, but none with a mistake', () => {
  expect(crms()).toEqual([
    'None',
    'HubSpot',
    'Zendesk',
    'monday.com',
    'Fireberry (Powerlink)',
    'Pipedrive',
    'Odoo 19+',
    'Bitrix24',
    'Priority',
    'Freshdesk',
    'Acme CRM',
  ]);
});

it('the fields are stored as settings, the token encrypted and apart, and both with a plan', async () => {
  await pick('Acme CRM');
  await eventually(() => field('Team number'));
  type('API token', 'the-secret-token');
  type('Team number', 'a b');
  await eventually(() => expect(document.body.textContent).toContain(english['match.misfit']));
  type('Team number', '7');
  await eventually(() => {
    expect(world.now.local.settings).toMatchObject({ crmFields: [{ id: 'team', value: '7' }] });
    expect(world.now.local.crmPlan).toMatchObject({ secretFor: 'acme https://crm.example.com' });
    expect(world.now.session.crmSecret).toEqual({
      for: 'acme https://crm.example.com',
      value: 'the-secret-token',
    });
    expect(world.now.local.crmSecret).toMatchObject({ data: expect.any(String) as string });
  });
  expect(JSON.stringify(world.now.local)).not.toContain('the-secret-token');
  await eventually(() => expect(field('API token').value).toBe(''));
  await pick('None');
  await eventually(() => {
    expect(world.now.local.crmPlan).toBeNull();
    expect([world.now.local.crmSecret, world.now.session.crmSecret]).toEqual([undefined, undefined]);
  });
});

it('a token that is being typed stays when the page finds out that one is stored', async () => {
  world.now.session.crmSecret = { for: 'acme https://crm.example.com', value: 'the-old-token' };
  await pick('Acme CRM');
  await eventually(() => field('Team number'));
  draft('API token', 'the-new-tok');
  type('Team number', '7');
  await eventually(() => expect(field('API token').placeholder).toBe(english['match.tokenSet']));
  expect(field('API token').value).toBe('the-new-tok');
  type('API token', 'the-new-token');
  await eventually(() => expect(world.now.session.crmSecret).toMatchObject({ value: 'the-new-token' }));
  await eventually(() => expect(field('API token').value).toBe(''));
});

it('the check says what is missing before it asks anybody', async () => {
  await pick('Fireberry (Powerlink)');
  await eventually(() => field('Number to check'));
  press();
  await eventually(() => expect(result()).toBe(english['match.incomplete']));
  type('API token', 'the-secret-token');
  await eventually(() => expect(world.now.session.crmSecret).toBeDefined());
  press();
  await eventually(() => expect(result()).toBe(english['match.noNumber']));
  expect(world.now.messages).not.toContainEqual(expect.objectContaining({ type: 'check-crm' }));
});
