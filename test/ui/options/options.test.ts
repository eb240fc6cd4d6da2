// @vitest-environment happy-dom
/** The options page in a DOM: addresses, focus, titles, search, and texts that are kept. */
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { change, fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../support/fake-extension.ts');
  return { default: fakeExtension(() => world.now) };
});

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
/** The headings that are not in a hidden section. */
const shown = (): string[] =>
  all('main h1').flatMap((each) => (each.closest('[hidden]') === null ? [each.textContent] : []));
const current = (): string[] => all('nav [aria-current]').map(({ textContent }) => textContent);
const field = (label: string): HTMLInputElement => {
  const found = all('label').find(({ textContent }) => textContent === label) as HTMLLabelElement | undefined;
  return (document.getElementById(found?.htmlFor ?? '') ?? expect.fail(`No ${label}`)) as HTMLInputElement;
};

async function open(hash: string): Promise<void> {
  location.hash = hash;
  // The change of the address is over before the page opens.
  await new Promise((passed) => setTimeout(passed, 20));
  await import('../../../src/ui/options/options.tsx');
  await eventually(() => expect(shown()).toHaveLength(1));
  if (hash.startsWith('#crm')) await eventually(() => expect(all('[role=combobox]')).not.toEqual([]));
}
function goTo(hash: string): void {
  location.hash = hash;
  dispatchEvent(new Event('hashchange'));
}
function search(text: string): void {
  field('Search settings').value = text;
  field('Search settings').dispatchEvent(new Event('input', { bubbles: true }));
}
const press = (key: string): boolean =>
  field('Search settings').dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('scrollTo', () => undefined);
  world.now = newFakeBrowser();
  world.now.local.settings = { version: 1 };
  document.title = '';
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
  Element.prototype.scrollIntoView = () => undefined;
});

// A page that stays would follow the addresses of the next test.
afterEach(async () => {
  // What loads later must not arrive in the page of the next test, or after the last one.
  await vi.dynamicImportSettled();
  const app = document.getElementById('app');
  if (app !== null) render(null, app);
});

it('the address without a section shows the first run before anybody has signed in', async () => {
  await open('');
  expect(shown()).toEqual(['Sign in to Voicenter']);
  // Its last write is over before the next test has another store.
  await eventually(() => expect(world.now.local).toHaveProperty('setup'));
});

it('the address without a section shows Account after the first run', async () => {
  world.now.local.setup = { state: 'finished', step: 'done', answers: {} };
  await open('');
  expect(shown()).toEqual(['Account']);
  expect(current()).toEqual(['Account']);
});

it.each([
  ['#account', 'Account'],
  ['#crm', 'CRM'],
  ['#nonsense', 'Account'],
])('the address %j shows %s and takes no focus', async (hash, name) => {
  await open(hash);
  expect(shown()).toEqual([name]);
  expect(current()).toEqual([name]);
  await eventually(() => expect(document.title).toBe(`${name} · Ringside settings`));
  expect(document.activeElement).toBe(document.body);
});

it('a computer whose policy is not known yet shows the same as one without a policy', async () => {
  await open('#alerts');
  const before = document.body.innerHTML;
  change(world.now, 'local', 'policy', {});
  await new Promise((drawn) => setTimeout(drawn, 50));
  expect(document.body.innerHTML).toBe(before);
  change(world.now, 'local', 'policy', { locked: { callWindow: false } });
  await eventually(() => expect(field('Call window').disabled).toBe(true));
  expect(document.body.textContent).toContain('Set by your organisation.');
});

it('a move gives the focus to the name of the section, or to the setting that the address names', async () => {
  await open('#crm');
  goTo('#quiet');
  await eventually(() => expect(document.activeElement?.textContent).toBe('Quiet times'));
  expect(shown()).toEqual(['Quiet times']);
  goTo('#quiet/quietHidden');
  await eventually(() => expect(document.activeElement).toBe(field('Hidden numbers')));
});

it('an address of a setting gives it the focus when the page opens, also in a section drawn late', async () => {
  await open('#crm/openWhen');
  await eventually(() => expect(document.activeElement).toBe(field('Open automatically')));
});

it('a text that does not fit is kept while another section is shown', async () => {
  await open('#crm');
  await eventually(() => expect(field('CRM link')).toBeDefined());
  field('CRM link').value = 'no address';
  field('CRM link').dispatchEvent(new Event('input', { bubbles: true }));
  goTo('#alerts');
  await eventually(() => expect(shown()).toEqual(['Alerts']));
  goTo('#crm');
  await eventually(() => expect(shown()).toEqual(['CRM']));
  expect(field('CRM link').value).toBe('no address');
});

it('a search lists links section by section, and Enter goes to the first', async () => {
  await open('#crm');
  search('hidden');
  await eventually(() => expect(shown()).toEqual(['Search settings']));
  expect(current()).toEqual([]);
  expect(all('a.found').map((link) => link.getAttribute('href'))).toEqual(['#quiet/quietHidden']);
  expect(all('a.found mark')[0]?.textContent).toBe('Hidden');
  press('Enter');
  dispatchEvent(new Event('hashchange'));
  await eventually(() => expect(document.activeElement).toBe(field('Hidden numbers')));
  expect(field('Search settings').value).toBe('');
});

it('Escape ends a search and returns to the section', async () => {
  await open('#crm');
  search('nothing of this kind');
  await eventually(() => expect(document.body.textContent).toContain('No setting found.'));
  expect(press('Escape')).toBe(false);
  await eventually(() => expect(shown()).toEqual(['CRM']));
});

it('a setting that the browser does not store is named in every section', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await open('#alerts');
  world.now.isFull = true;
  field('Sound').click();
  await eventually(() => expect(document.body.textContent).toContain('Could not save: Sound.'));
  goTo('#data');
  await eventually(() => expect(shown()).toEqual(['Data']));
  expect(all('[role=alert]').some(({ textContent }) => textContent.includes('Could not save: Sound.'))).toBe(
    true,
  );
});
