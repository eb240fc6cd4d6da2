// @vitest-environment happy-dom
/** The ways from the panel to the card on top. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { initialState } from '../../../src/domain/calls/state.ts';
import {
  engineItem,
  fakeExtension,
  type FakeBrowser,
  fetchCatalogue,
  newFakeBrowser,
} from '../../support/fake-extension.ts';

let world: FakeBrowser = newFakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: fakeExtension(() => world) }));

beforeEach(() => {
  vi.resetModules();
  world = newFakeBrowser();
  Object.assign(world.local, { settings: { version: 1 }, policy: {} });
  Object.assign(world.session, {
    status: { word: 'online', host: 'h', since: 0 },
    engine: engineItem(initialState),
  });
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
});
afterEach(() => vi.unstubAllGlobals());

/** Opens the panel. `held`: the web locks of other pages. */
async function openPanel({ hasApi = true, held = [] as string[] } = {}): Promise<void> {
  if (hasApi) vi.stubGlobal('documentPictureInPicture', { requestWindow: vi.fn() });
  const locks = {
    query: () => Promise.resolve({ held: held.map((name) => ({ name })) }),
    request: () => new Promise(() => undefined),
  };
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
  await import('../../../src/ui/panel/panel.tsx');
  await vi.waitFor(() => expect(document.querySelector('main nav')).not.toBeNull(), { timeout: 10_000 });
}
const buttons = (): string[] =>
  [...document.querySelectorAll('button')].flatMap(({ title, textContent, disabled }) => {
    const name = title || textContent;
    return name.includes('on top') ? [disabled ? `${name} (off)` : name] : [];
  });
const advice = (): boolean => document.body.textContent.includes('Your organisation recommends');

it('the panel has a button, without any advice', async () => {
  await openPanel();
  expect([buttons(), advice()]).toEqual([['Keep on top'], false]);
});

it('the button is off while the card is on top', async () => {
  world.local.policy = { preset: { keepOnTop: 'recommend' } };
  await openPanel({ held: ['on-top'] });
  await vi.waitFor(() => expect(buttons()).toEqual(['The card is on top (off)']));
  expect(advice()).toBe(false);
});

it('a policy that recommends it gives an advice with another button', async () => {
  world.local.policy = { locked: { keepOnTop: 'recommend' } };
  await openPanel();
  await vi.waitFor(() => expect(advice()).toBe(true));
  expect(buttons()).toEqual(['Keep on top', 'Keep on top']);
});

it.each<[string, object, boolean]>([
  ['a policy that forbids it', { locked: { keepOnTop: 'forbid' } }, true],
  ['a browser that cannot', { locked: { keepOnTop: 'recommend' } }, false],
])('%s leaves no button', async (_, policy, hasApi) => {
  world.local.policy = policy;
  await openPanel({ hasApi });
  expect([buttons(), advice()]).toEqual([[], false]);
});
