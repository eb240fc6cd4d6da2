// @vitest-environment happy-dom
/** The panel of a user who is signed in elsewhere. */
import { beforeEach, expect, it, vi } from 'vitest';
import { fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension: fake } = await import('../../support/fake-extension.ts');
  return { default: fake(() => world.now) };
});

beforeEach(() => {
  world.now = newFakeBrowser();
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
});

it('says so, offers "Sign in here", and asks for no password', async () => {
  const problem = { kind: 'signed-in-elsewhere', host: 'login.example' };
  Object.assign(world.now.local, { settings: { version: 1 }, policy: {} });
  Object.assign(world.now.session, { status: { word: 'refused', problem } });
  await import('../../../src/ui/panel/panel.tsx');
  const named = (name: string): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>('button, a')].find((each) => each.textContent.trim() === name);
  await vi.waitFor(() => expect(named('Sign in here')).toBeDefined(), { timeout: 10_000 });
  expect(document.querySelector('[role=alert]')?.textContent).toContain('signed in somewhere else');
  expect(named('Sign in')).toBeUndefined();
  named('Sign in here')?.click();
  await vi.waitFor(() => expect(world.now.messages).toContainEqual({ type: 'try-now' }));
});
