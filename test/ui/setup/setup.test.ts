// @vitest-environment happy-dom
/** The first run: which step shows when, what it stores, and where it leads. */
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { change, fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension: fake } = await import('../../support/fake-extension.ts');
  return { default: fake(() => world.now) };
});

const ONLINE = { word: 'online', host: 'monitor.example', since: 0 };
const AGENT = { type: 'user', who: 'agent@example.com' };
const ZENDESK = 'https://acme.zendesk.com/agent/search/1?q=0501234567';

interface Opened {
  readonly hash?: string;
  readonly local?: object;
  readonly session?: object;
}
/** Opens the options page over these stored items. */
async function open({ hash = '', local = {}, session = {} }: Opened = {}): Promise<void> {
  location.hash = hash;
  Object.assign(world.now.local, { policy: {}, ...local });
  Object.assign(world.now.session, { status: { word: 'off' }, ...session });
  await import('../../../src/ui/options/options.tsx');
  await eventually(() => expect(heading()).not.toBe(''));
}
const signedIn = { status: ONLINE, signedInUser: AGENT };
const at = (step: string, answers: object = {}, state = 'running') => ({ setup: { state, step, answers } });

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const said = (element: Element | null | undefined): string =>
  (element?.textContent ?? '')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
const heading = (): string => said(document.querySelector('h1'));
const button = (name: string, within: ParentNode = document): HTMLElement => {
  const found = [...within.querySelectorAll<HTMLElement>('button, a')].find((each) => said(each) === name);
  if (found === undefined) throw new Error(`no "${name}" in: ${said(document.body)}`);
  return found;
};
const step = (title: string): Promise<void> => eventually(() => expect(heading()).toBe(title));
const setup = (): unknown => world.now.local.setup;
const link = (): unknown => (world.now.local.settings as { crmLink?: string } | undefined)?.crmLink;
async function paste(text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('form input[type=text]');
  if (field === null) throw new Error('no field');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  await eventually(() => expect(field.value).toBe(text));
}
const result = (): string => said(document.querySelector('.paste-result'));
const group = (name: string): HTMLElement => {
  const found = all('[role=group]').find((each) => said(each).startsWith(name));
  if (found === undefined) throw new Error(`no group "${name}"`);
  return found;
};

beforeEach(() => {
  vi.resetModules();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world.now = newFakeBrowser();
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
});
afterEach(async () => {
  // What loads later must not arrive in the page of the next test, or after the last one.
  await vi.dynamicImportSettled();
  // A page that stays would follow the address of the next test.
  const root = document.getElementById('app');
  if (root !== null) render(null, root);
  vi.restoreAllMocks();
});

describe('a new user', () => {
  it('begins with the sign-in, and what was typed is not taken for earlier use', async () => {
    await open();
    expect(heading()).toBe('Sign in to Voicenter');
    await eventually(() => expect(setup()).toMatchObject({ state: 'running', step: 'sign-in' }));
    change(world.now, 'local', 'settings', { version: 1, email: 'agent@example.com' });
    change(world.now, 'session', 'status', {
      word: 'refused',
      problem: { kind: 'refused', host: 'login.example', login: 'user' },
    });
    await eventually(() =>
      expect(said(document.querySelector('[role=alert]'))).toMatch(/refused|Wrong email/),
    );
    expect(heading()).toBe('Sign in to Voicenter');
  });

  it('sees the sign-in before the worker has reported anything', async () => {
    await open({ session: { status: undefined } });
    expect(heading()).toBe('Sign in to Voicenter');
    expect(all('button').map(said)).not.toContain('Stop trying');
  });

  it('comes to the CRM as soon as the sign-in succeeds', async () => {
    await open();
    await eventually(() => expect(setup()).toBeDefined());
    change(world.now, 'session', 'signedInUser', AGENT);
    change(world.now, 'session', 'status', ONLINE);
    await step('Connect your CRM');
    expect(location.hash).toBe('#setup-2');
    await eventually(() => expect(setup()).toMatchObject({ step: 'crm' }));
  });

  it('of an account stays for the choice of a line', async () => {
    await open({ local: { settings: { version: 1, loginType: 'account' }, ...at('sign-in') } });
    change(world.now, 'session', 'directory', [
      {
        lineId: 'SIP1',
        number: '204',
        userId: '7',
        userName: 'Dana',
        onlineUserId: '',
        statusId: 1,
        statusSince: null,
      },
    ]);
    change(world.now, 'session', 'signedInUser', { type: 'account', who: 'acme' });
    change(world.now, 'session', 'status', ONLINE);
    await eventually(() => expect(said(document.body)).toContain('Dana 204'));
    document.querySelector<HTMLElement>('.lines input')?.click();
    await eventually(() => expect(world.now.local.settings).toMatchObject({ pickedLines: ['SIP1'] }));
    expect(heading()).toBe('Sign in to Voicenter');
    button('Continue').click();
    await step('Connect your CRM');
  });

  it('may go to the settings, which then stay, and come back', async () => {
    await open({ local: at('crm'), session: signedIn });
    button('Skip setup').click();
    location.hash = '#account';
    await eventually(() => expect(setup()).toMatchObject({ state: 'left', step: 'crm' }));
    await eventually(() => expect(document.querySelector('.wizard')).toBeNull());
    location.hash = '#setup';
    await step('Connect your CRM');
  });
});

describe('a user from before', () => {
  it.each([
    [
      'who is signed in',
      { local: { settings: { version: 1, crmLink: 'https://x.example/{phone}' } }, session: signedIn },
    ],
    ['who is signed out', { local: { settings: { version: 1, email: 'agent@example.com' } } }],
    ['who has finished', { local: at('done', {}, 'finished') }],
  ])('%s sees the settings', async (_, opened: Opened) => {
    await open(opened);
    expect(document.querySelector('.wizard')).toBeNull();
  });
});

describe('the CRM', () => {
  const open2 = (local: object = {}): Promise<void> =>
    open({ local: { ...at('crm'), ...local }, session: signedIn });

  it('is recognised by a pasted address, whose link is stored', async () => {
    await open2();
    await paste(ZENDESK);
    await eventually(() => expect(result()).toContain('Zendesk address with a phone number'));
    button('Continue').click();
    await step('Here is a test call');
    await eventually(() => expect(link()).toBe('https://acme.zendesk.com/agent/search/1?q={national}'));
  });

  it('is asked for again after an address without a number, with its known search', async () => {
    await open2();
    await paste('https://acme.zendesk.com/agent/dashboard');
    await eventually(() => expect(result()).toContain('No phone number found'));
    button('Continue').click();
    expect(heading()).toBe('Connect your CRM');
    button('Use Zendesk’s search address').click();
    await eventually(() => expect(result()).toContain('Address with placeholders'));
    await eventually(() => expect(link()).toBe('https://acme.zendesk.com/agent/search/1?type=user&q={e164}'));
  });

  it('takes the number that the user picks of several', async () => {
    await open2();
    await paste('https://crm.example.com/0501234567/0529876543');
    await eventually(() => expect(result()).toContain('Which of these'));
    button('052-987-6543').click();
    await eventually(() => expect(link()).toBe('https://crm.example.com/0501234567/{national}'));
  });

  it('is picked from the known ones, with the piece that it needs', async () => {
    await open2();
    button('Pipedrive').click();
    await eventually(() => expect(button('Use this address')).toBeDefined());
    const piece = all('[role=group] ~ .sheet input')[0] as HTMLInputElement;
    piece.value = 'acme';
    piece.dispatchEvent(new Event('input', { bubbles: true }));
    await eventually(() => expect(piece.value).toBe('acme'));
    button('Use this address').click();
    await eventually(() => expect(link()).toBe('https://acme.pipedrive.com/search?term={national}'));
  });

  it('may be missing, but not by accident', async () => {
    await open2();
    button('Continue').click();
    await eventually(() => expect(result()).toContain('Paste an address, or choose'));
    button('I don’t use a CRM').click();
    await step('Here is a test call');
  });

  it('that the organisation has set is shown, and cannot be changed', async () => {
    await open2({ policy: { locked: { crmLink: 'https://acme.zendesk.com/agent/search/1?q={e164}' } } });
    expect(said(document.querySelector('main'))).toContain('Set by your organisation.');
    expect(all('form input')).toEqual([]);
    button('Continue').click();
    await step('Here is a test call');
  });
});

describe('the test call', () => {
  it('rings at once, and again on request', async () => {
    await open({ local: at('test-call'), session: signedIn });
    await eventually(() => expect(world.now.messages).toEqual([{ type: 'test-call' }]));
    button('Send another test call').click();
    await eventually(() => expect(world.now.messages).toHaveLength(2));
  });

  it('shows what to do for a surface that was not seen, and the summary says so', async () => {
    await open({ local: at('test-call'), session: signedIn });
    button('Yes', group('Call window')).click();
    await eventually(() => expect(setup()).toMatchObject({ answers: { window: true } }));
    const notification = said(all('[role=group]')[1]?.querySelector('span'));
    button('No', group(notification)).click();
    await eventually(() => expect(said(all('[role=group]')[1])).toContain('Windows Settings'));
    button('Done').click();
    await step('Almost ready');
    await eventually(() => expect(setup()).toMatchObject({ state: 'finished', step: 'done' }));
    expect(said(document.querySelector('main ul'))).toContain(`${notification}: not confirmed`);
    expect(said(document.querySelector('main ul'))).toContain('Call window: confirmed');
  });
});

it('a sign-out on the last page leads to the sign-in alone', async () => {
  await open({
    hash: '#setup-done',
    local: at('done', { window: true, notification: true }, 'finished'),
    session: signedIn,
  });
  expect(heading()).toBe('You’re all set');
  change(world.now, 'session', 'signedInUser', null);
  change(world.now, 'session', 'status', { word: 'off' });
  await eventually(() => expect(document.querySelector('.wizard')).toBeNull());
  expect(document.querySelector('form.sign-in')).not.toBeNull();
});
