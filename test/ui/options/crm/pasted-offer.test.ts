// @vitest-environment happy-dom
/** The CRM link field after the agent has pasted the address of a search in the CRM. */
import { beforeEach, expect, it, vi } from 'vitest';
import { fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../../support/fake-extension.ts';
import { createLocks } from '../../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../../support/fake-extension.ts');
  return { default: fakeExtension(() => world.now) };
});

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '');
const offer = (): HTMLElement | null => document.querySelector<HTMLElement>('.set[role=status]');
const said = (): string => plain(offer()?.textContent ?? '');
const input = (): HTMLInputElement =>
  document.querySelector<HTMLInputElement>('[data-item=crmLink] input') ?? expect.fail('There is no field');
const buttons = (): HTMLElement[] => [...(offer()?.querySelectorAll<HTMLElement>('button') ?? [])];
const link = (): unknown => (world.now.local.settings as { crmLink?: string }).crmLink;

/** Opens the section with this stored link. */
async function open(crmLink = ''): Promise<void> {
  world.now.local.settings = { version: 1, crmLink };
  const { mount } = await import('../../../../src/ui/app/page.tsx');
  const { CrmSection } = await import('../../../../src/ui/options/crm/crm-section.tsx');
  mount(CrmSection, 'app.name');
  await eventually(() => expect(document.querySelector('[data-item=crmLink] input')).not.toBeNull());
}
function paste(text: string): void {
  input().value = text;
  input().dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
}

beforeEach(() => {
  vi.resetModules();
  world.now = newFakeBrowser();
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
});

it('names the number in a pasted address, and one button puts a placeholder in its place', async () => {
  await open();
  paste('https://acme.zendesk.com/agent/search/1?q=050-123-4567');
  await eventually(() => expect(said()).toContain('This address contains the phone number 050-123-4567'));
  expect(input().value).toBe('https://acme.zendesk.com/agent/search/1?q=050-123-4567');
  expect(buttons().map(({ textContent }) => plain(textContent))).toEqual([
    'Use {nationalFormatted} for the number',
  ]);
  buttons()[0]?.click();
  const template = 'https://acme.zendesk.com/agent/search/1?q={nationalFormatted}';
  await eventually(() => expect(input().value).toBe(template));
  expect(offer()).toBeNull();
  expect(document.activeElement).toBe(input());
  await eventually(() => expect(link()).toBe(template));
});

it('asks which number is the customer’s if several may be', async () => {
  await open();
  paste('https://crm.example.com/a/0501234567/b/0529876543');
  await eventually(() => expect(said()).toContain('Which of these is the customer’s number?'));
  expect(buttons().map(({ textContent }) => textContent)).toEqual(['050-123-4567', '052-987-6543']);
  buttons()[1]?.click();
  await eventually(() => expect(input().value).toMatch(/^https:\/\/crm\.example\.com\/a\/0501234567\/b\/\{/));
});

it('says so at once of a stored address', async () => {
  await open('https://crm.example.com/search?phone=0501234567');
  expect(said()).toContain('050-123-4567');
});

it('says nothing of a template or of an address without a number', async () => {
  await open();
  paste('https://crm.example.com/search?phone=0501234567');
  await eventually(() => expect(said()).toContain('050-123-4567'));
  paste('https://crm.example.com/search?phone={national}&from=0501234567');
  await eventually(() => expect(offer()).toBeNull());
  paste('https://crm.example.com/search?view=12');
  await eventually(() => expect(input().value).toContain('view=12'));
  expect(offer()).toBeNull();
});
