// @vitest-environment happy-dom
/** A sign-in over a store that refuses it says so, instead of doing nothing. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { h } from 'preact';
import {
  fakeExtension,
  type FakeBrowser,
  fetchCatalogue,
  newFakeBrowser,
} from '../../../support/fake-extension.ts';
import { createLocks } from '../../../support/web-locks.ts';

let world: FakeBrowser = newFakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: fakeExtension(() => world) }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world = newFakeBrowser();
  world.local.settings = { email: 'agent@example.com' };
  world.session.status = { word: 'off' };
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  vi.stubGlobal('navigator', { locks: createLocks(), onLine: true, userAgent: '' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a secret that cannot be stored is reported, and a later try clears the report', async () => {
  const { mount } = await import('../../../../src/ui/app/page.tsx');
  const { SignInForm } = await import('../../../../src/ui/options/account/sign-in-form.tsx');
  mount(() => h(SignInForm, null), 'app.name');
  await vi.advanceTimersByTimeAsync(200);
  const text = (): string => document.body.textContent;
  const password = document.querySelector<HTMLInputElement>('input[type=password]');
  if (password === null) throw new Error('no password field');
  password.value = 'secret';
  const submit = async (): Promise<void> => {
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.advanceTimersByTimeAsync(60_000);
  };
  world.isFull = true;
  await submit();
  expect(text()).toMatch(/could not save your details/);
  world.isFull = false;
  await submit();
  expect(text()).not.toMatch(/could not save your details/);
  expect(world.session.pendingSecret).toMatchObject({ secret: { value: 'secret' } });
});
