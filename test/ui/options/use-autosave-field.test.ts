// @vitest-environment happy-dom
/** A text field that saves itself while other pages change the same setting. */
import { h } from 'preact';
import { beforeEach, expect, it, vi } from 'vitest';
import { change, fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../support/fake-extension.ts');
  return { default: fakeExtension(() => world.now) };
});

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const input = (): HTMLInputElement => document.querySelector('input') ?? expect.fail('There is no field');
const stored = (): unknown => (world.now.local.settings as { crmLink?: string }).crmLink;
function type(text: string): void {
  input().value = text;
  input().dispatchEvent(new Event('input'));
}

beforeEach(async () => {
  vi.resetModules();
  world.now = newFakeBrowser();
  world.now.local.settings = { version: 1 };
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
  const { mount } = await import('../../../src/ui/app/page.tsx');
  const { useAutosaveField } = await import('../../../src/ui/options/use-autosave-field.ts');
  mount(() => {
    const field = useAutosaveField('crmLink');
    return h('input', {
      value: field.text,
      onInput: (event) => field.type(event.currentTarget.value),
      onBlur: field.settle,
    });
  }, 'app.name');
  await eventually(() => expect(document.querySelector('input')).not.toBeNull());
});

it('a field shows what another page saves after the field’s own text was saved', async () => {
  type('https://crm.example.com/one');
  input().dispatchEvent(new Event('blur'));
  await eventually(() => expect(stored()).toBe('https://crm.example.com/one'));
  await eventually(() => expect(input().value).toBe('https://crm.example.com/one'));
  change(world.now, 'local', 'settings', { version: 1, crmLink: 'https://crm.example.com/two' });
  await eventually(() => expect(input().value).toBe('https://crm.example.com/two'));
});

it('a text that does not fit stays in its field when another page changes the setting', async () => {
  type('javascript:alert(1)');
  input().dispatchEvent(new Event('blur'));
  change(world.now, 'local', 'settings', {
    version: 1,
    crmLink: 'https://crm.example.com/two',
    region: 'GB',
  });
  type('javascript:alert(2)');
  await eventually(() => expect(input().value).toBe('javascript:alert(2)'));
  expect(stored()).toBe('https://crm.example.com/two');
});
