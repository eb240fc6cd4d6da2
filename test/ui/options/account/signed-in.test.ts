// @vitest-environment happy-dom
/** The account section of a signed-in user: what is kept, and how the user has signed in. */
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeExtension, fetchCatalogue, newFakeBrowser } from '../../../support/fake-extension.ts';
import { createLocks } from '../../../support/web-locks.ts';

let world = newFakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: fakeExtension(() => world) }));

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const item = (name: string): HTMLElement =>
  document.querySelector<HTMLElement>(`[data-item=${name}]`) ?? expect.fail(`There is no ${name}`);
const text = (): string => document.body.textContent.replace(/[\u2066-\u2069]/g, '');

async function open(user: object, settings: object = {}): Promise<void> {
  world.local.settings = { version: 1, ...settings };
  world.session.status = { word: 'online', host: 'monitor.example', since: 0 };
  world.session.signedInUser = user;
  const { mount } = await import('../../../../src/ui/app/page.tsx');
  const { AccountSection } = await import('../../../../src/ui/options/account/sign-in.tsx');
  mount(AccountSection, 'app.name');
  await eventually(() => expect(text()).toContain('Signed in'));
}

beforeEach(() => {
  vi.resetModules();
  world = newFakeBrowser();
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
});
afterEach(() => {
  const app = document.getElementById('app');
  if (app !== null) render(null, app);
});

it('can be told not to keep the sign-in, and then offers no password to keep', async () => {
  await open({ type: 'user', who: 'agent@example.com' });
  expect(text()).toContain('Signed in as agent@example.com');
  expect(item('keepPassword')).not.toBeNull();
  item('keepSignedIn').querySelector('input')?.click();
  await eventually(() => expect(world.local.settings).toMatchObject({ keepSignedIn: false }));
  await eventually(() => expect(document.querySelector('[data-item=keepPassword]')).toBeNull());
});

it('shows the servers of the sign-in as they are, without a field', async () => {
  await open(
    { type: 'two-step', who: 'agent' },
    { loginType: 'two-step', settingsServer: 'https://loginapi.voicenter.com/Other' },
  );
  expect(text()).toContain('Login type');
  expect(item('settingsServer').textContent).toContain('https://loginapi.voicenter.com/Other');
  expect(item('twoStepServer').querySelector('input')).toBeNull();
  expect(document.querySelector('[data-item=loginServer]')).toBeNull();
});

it('says the way of the sign-in that is in force, not the one that the settings name by now', async () => {
  await open({ type: 'token', who: '' }, { loginType: 'user' });
  await eventually(() => expect(text()).toContain('Signed in with a token'));
  expect(item('loginType').textContent).toContain('Account token');
  expect(item('loginServer').textContent).toContain('https://');
});
