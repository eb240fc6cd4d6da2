// @vitest-environment happy-dom
/** The settings of the CRM to ask: which can be chosen, what is stored of it, and what is forgotten. */
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import english from '../../../../src/locales/en.json' with { type: 'json' };
import { change, fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../../support/fake-extension.ts';
import { createLocks } from '../../../support/web-locks.ts';

interface World {
  now: FakeBrowser;
  /** The hosts that were given back. */
  removed: string[];
  /** Does what the worker does for a message of the page. */
  worker: (message: unknown) => Promise<unknown>;
}
const world = vi.hoisted((): World => ({
  now: null as unknown as FakeBrowser,
  removed: [],
  worker: () => Promise.resolve(),
}));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../../support/fake-extension.ts');
  const fake = fakeExtension(() => world.now) as {
    runtime: object;
    permissions: object;
  };
  return {
    default: {
      ...fake,
      runtime: {
        ...fake.runtime,
        getManifest: () => ({}),
        sendMessage(message: unknown) {
          world.now.messages.push(message);
          return world.worker(message);
        },
      },
      permissions: {
        ...fake.permissions,
        remove: ({ origins }: { origins: string[] }) => Promise.resolve(world.removed.push(...origins) > 0),
      },
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
/** Starts the part of the worker that ends a CRM: by a change of the settings, and by a page's command. */
async function startWorker(): Promise<void> {
  const [{ endCrm, releaseHosts }, { storedSettings }, { ACK }] = await Promise.all([
    import('../../../../src/background/services/release-hosts.ts'),
    import('../../../../src/platform/storage/settings-store.ts'),
    import('../../../../src/platform/messaging/commands.ts'),
  ]);
  world.now.listeners.local.add((changes) => {
    if ('settings' in changes) void storedSettings().then((known) => releaseHosts(null, known));
  });
  world.worker = async (message) => {
    const { type, choice } = message as { type: string; choice?: string };
    if (type === 'end-crm') await endCrm((plan) => plan.choice === choice);
    return ACK;
  };
}
const result = (): string => document.querySelector('.check-result')?.textContent ?? '';
const press = (): void =>
  [...document.querySelectorAll('button')].find((each) => each.textContent === 'Check this token')?.click();

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('scrollTo', () => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  Object.assign(world, { now: newFakeBrowser(), removed: [], worker: () => Promise.resolve() });
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
});

/** Sets up Acme CRM, with its token and a record that the agent chose. */
async function setUpAcme(): Promise<void> {
  await startWorker();
  await pick('Acme CRM');
  await eventually(() => field('Team number'));
  type('Team number', '7');
  type('API token', 'the-secret-token');
  await eventually(() => expect(world.now.local.crmSecret).toBeDefined());
  world.now.local.recordChoices = [['501234567', 'person 1']];
}
const stored = (): unknown[] => [
  (world.now.local.crmPlan as { secretFor: string } | null)?.secretFor ?? null,
  world.now.local.crmSecret,
  world.now.session.crmSecret,
  world.now.local.recordChoices,
  world.removed,
];
const GIVEN_BACK = ['https://crm.example.com/*'];

it.each([
  ['none', 'None', null],
  ['another', 'Fireberry (Powerlink)', 'fireberry https://api.fireberry.com'],
])('a CRM ends with all that belongs to it when %s is chosen', async (_, name, secretFor) => {
  await setUpAcme();
  await pick(name);
  await eventually(() => expect(stored()).toEqual([secretFor, undefined, undefined, undefined, GIVEN_BACK]));
});

it('a CRM whose adapter gets another server ends before the new one is stored', async () => {
  await setUpAcme();
  const moved = JSON.stringify({ ...OWN, origin: 'https://new.example.com' });
  change(world.now, 'local', 'policy', { locked: { crmAdapters: [moved] } });
  await eventually(() =>
    expect(stored()).toEqual(['acme https://new.example.com', undefined, undefined, undefined, GIVEN_BACK]),
  );
  expect(
    world.now.messages.filter((message) => (message as { type?: string }).type === 'end-crm'),
  ).toHaveLength(1);
});

it('a page that is behind does not bring an earlier CRM back', async () => {
  await setUpAcme();
  // Another page has chosen another CRM and stored its token, and no event has told this page yet.
  const plan = { choice: 'other', secretFor: 'other https://other.example.com', base: '', server: [] };
  Object.assign(world.now.local, { crmPlan: plan, settings: { version: 1, crmAdapter: 'other' } });
  world.now.session.crmSecret = { for: plan.secretFor, value: 'the-token-of-the-other' };
  type('API token', 'a-late-token');
  await eventually(() =>
    expect(vi.mocked(console.warn).mock.calls.flat().join()).toContain('token not stored'),
  );
  expect(world.now.local.crmPlan).toEqual(plan);
  expect(world.now.session.crmSecret).toMatchObject({ value: 'the-token-of-the-other' });
  expect(JSON.stringify(world.now.messages)).not.toContain('end-crm');
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

it.each([
  ['on the disk', {}, true, 'match.tokenHint'],
  ['in memory, because the password is not kept', { keepPassword: false }, true, 'match.tokenHintSession'],
  [
    'in memory, because the user does not stay signed in',
    { keepSignedIn: false },
    true,
    'match.tokenHintSession',
  ],
  ['in memory, because the password was not kept when it was typed', {}, false, 'match.tokenHintSession'],
] as const)('the page says where the token is: %s', async (_, locked, isOnDisk, hint) => {
  const { crmAdapters } = (world.now.local.policy as { locked: { crmAdapters: unknown } }).locked;
  change(world.now, 'local', 'policy', { locked: { crmAdapters, ...locked } });
  world.now.session.crmSecret = { for: 'acme https://crm.example.com', value: 'the-token' };
  if (isOnDisk) world.now.local.crmSecret = { iv: 'x', data: 'y' };
  await pick('Acme CRM');
  await eventually(() => field('Team number'));
  type('Team number', '7');
  await eventually(() => {
    expect(field('API token').placeholder).toBe(english['match.tokenSet']);
    const hints = document.getElementById(`${field('API token').id}-hint`)?.textContent;
    expect(hints).toContain(english[hint]);
  });
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
