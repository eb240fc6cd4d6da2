// @vitest-environment happy-dom
/** The field for a template: the menu that inserts placeholders, its keys and its errors. */
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { beforeEach, expect, it, vi } from 'vitest';
import { fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../../support/fake-extension.ts';
import { createLocks } from '../../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../../support/fake-extension.ts');
  return { default: fakeExtension(() => world.now) };
});

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const input = (): HTMLInputElement => document.querySelector('input') ?? expect.fail('There is no field');
const options = (): string[] => all('[role=option] .code').map(({ textContent }) => textContent);
const marked = (): string | undefined => all('[aria-selected=true] .code')[0]?.textContent;

/** Types text at the end of the field. */
function type(text: string): void {
  const field = input();
  field.focus();
  field.setRangeText(text, field.value.length, field.value.length, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
async function press(key: string): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  input().dispatchEvent(event);
  await new Promise((drawn) => setTimeout(drawn));
  return event.defaultPrevented;
}

beforeEach(async () => {
  vi.resetModules();
  world.now = newFakeBrowser();
  world.now.local.settings = { version: 1 };
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
  Element.prototype.scrollIntoView = () => undefined;
  const { mount } = await import('../../../../src/ui/app/page.tsx');
  const { TemplateField } = await import('../../../../src/ui/options/crm/template-field.tsx');
  const { sampleValues } = await import('../../../../src/domain/crm/link-values.ts');
  const caller = { values: sampleValues('IL'), label: 'Dana Levi' };
  mount(() => {
    const [value, setValue] = useState('https://x/');
    const error = value.includes('{nobody}') ? 'error.template-unknown-placeholder' : null;
    return h(TemplateField, { label: 'crm.link', value, error, caller, onText: setValue });
  }, 'app.name');
  await eventually(() => expect(document.querySelector('input')).not.toBeNull());
});

it('a brace opens the menu with all placeholders and their values for the last caller', async () => {
  expect(input().getAttribute('aria-expanded')).toBe('false');
  type('{');
  await eventually(() => expect(options()[0]).toBe('{e164}'));
  expect(options().length).toBeGreaterThan(20);
  expect(input().getAttribute('aria-expanded')).toBe('true');
  expect(document.body.textContent).toContain('For the last caller, Dana Levi');
  expect(all('[role=option]')[0]?.textContent).toContain('+972501234567');
});

it('typed letters narrow the list, and the arrows mark a choice', async () => {
  type('{nat');
  await eventually(() => expect(marked()).toBe('{national}'));
  expect(options()).toContain('{nationalFormatted}');
  expect(options()).not.toContain('{queue}');
  expect(await press('ArrowDown')).toBe(true);
  await eventually(() => expect(marked()).toBe('{nationalFormatted}'));
  const id = input().getAttribute('aria-activedescendant') ?? '';
  expect(document.getElementById(id)?.textContent).toContain('{nationalFormatted}');
  await press('ArrowUp');
  await press('ArrowUp');
  await eventually(() => expect(marked()).toBe(options().at(-1)));
});

it('Enter inserts the marked choice and closes the menu', async () => {
  type('{nat');
  await eventually(() => expect(marked()).toBe('{national}'));
  expect(await press('Enter')).toBe(true);
  expect(input().value).toBe('https://x/{national}');
  await eventually(() => expect(options()).toEqual([]));
  expect(await press('Enter')).toBe(false);
});

it('a click inserts a choice', async () => {
  type('{queue');
  await eventually(() => expect(options()).toEqual(['{queue}', '{queueId}', '{label}']));
  all('[role=option]')[1]?.click();
  await eventually(() => expect(input().value).toBe('https://x/{queueId}'));
});

it('Escape keeps a brace that the agent typed, and takes back the one of the button', async () => {
  type('{na');
  await eventually(() => expect(marked()).toBe('{national}'));
  expect(await press('Escape')).toBe(true);
  await eventually(() => expect(options()).toEqual([]));
  expect(input().value).toBe('https://x/{na');
  input().value = 'https://x/';
  input().dispatchEvent(new Event('input', { bubbles: true }));
  all('button')[0]?.click();
  await eventually(() => expect(input().value).toBe('https://x/{'));
  type('dat');
  await eventually(() => expect(options()).toContain('{data.Order}'));
  await press('Escape');
  await eventually(() => expect(input().value).toBe('https://x/'));
});

it('a closing brace ends the choice', async () => {
  type('{name');
  await eventually(() => expect(options()).toContain('{name}'));
  type('}');
  await eventually(() => expect(options()).toEqual([]));
  expect(input().value).toBe('https://x/{name}');
});

it('a wrong placeholder is marked and named, but not while the menu is open', async () => {
  type('{nobody}');
  await eventually(() => expect(all('mark.wrong')[0]?.textContent).toBe('{nobody}'));
  expect(all('[role=alert]')[0]?.textContent).toBe(
    'Not a placeholder: {nobody}. Remove it, or choose one with “Insert”.',
  );
  expect(input().getAttribute('aria-invalid')).toBe('true');
  type('{');
  await eventually(() => expect(all('[role=alert]')).toEqual([]));
});
