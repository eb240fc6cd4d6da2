// @vitest-environment happy-dom
/** The import of contact lists on the options page: preview, choices, report, replacing and deletion. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { findInDirectory } from '../../../../src/platform/storage/directory-db.ts';
import { eraseDirectory } from '../../../../src/platform/storage/directory-writer.ts';
import { fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../../support/fake-extension.ts';
import { createLocks } from '../../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../../support/fake-extension.ts');
  return { default: fakeExtension(() => world.now) };
});

const SAMPLES = path.join(import.meta.dirname, '../../../fixtures/contacts');
const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 10_000 });
const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const text = (): string => document.body.textContent;
const button = (name: string): HTMLButtonElement =>
  (all('button').find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name) ??
    expect.fail(`No button ${name}`)) as HTMLButtonElement;
/** The field or select with this label. */
const field = (label: string): HTMLInputElement => {
  const found = all('label').find(({ textContent }) => textContent === label) as HTMLLabelElement | undefined;
  return (document.getElementById(found?.htmlFor ?? '') ?? expect.fail(`No ${label}`)) as HTMLInputElement;
};
const rows = (): string[][] =>
  all('tbody tr').map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent.trim()));

function choose(name: string, content: Uint8Array | string): void {
  const files = [new File([content as BlobPart], name)];
  Object.defineProperty(field('Contacts file'), 'files', { value: files, configurable: true });
  field('Contacts file').dispatchEvent(new Event('change', { bubbles: true }));
}
const chooseSample = (name: string): void =>
  choose(name, new Uint8Array(readFileSync(path.join(SAMPLES, name))));
function pick(label: string, value: string): void {
  field(label).value = value;
  field(label).dispatchEvent(new Event('change', { bubbles: true }));
}
async function importIt(): Promise<void> {
  await eventually(() => expect(rows()).not.toEqual([]));
  button('Import').click();
  await eventually(() => expect(text()).toMatch(/contacts? imported\./));
}

beforeEach(async () => {
  world.now = newFakeBrowser();
  world.now.local.settings = { version: 1 };
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  vi.stubGlobal('confirm', () => true);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
  await eraseDirectory();
  await import('../../../../src/platform/contacts/contacts-reader.ts');
  const { mount } = await import('../../../../src/ui/app/page.tsx');
  const { ContactsGroup } = await import('../../../../src/ui/options/callers/contacts-group.tsx');
  mount(ContactsGroup, 'app.name');
  await eventually(() => expect(field('Contacts file')).toBeDefined());
});

it('says what is stored before anything is, and asks for a file', () => {
  expect(text()).toContain('personal data');
  const asked = vi.spyOn(field('Contacts file'), 'click').mockImplementation(() => undefined);
  button('Import').click();
  expect(asked).toHaveBeenCalledOnce();
});

it('imports a known file at once if the agent does not wait for the preview', async () => {
  chooseSample('c01-google-old.csv');
  button('Import').click();
  await eventually(() => expect(text()).toContain('1 contact imported.'));
});

it('says how much of a long file is imported', async () => {
  const people = Array.from(
    { length: 2_500 },
    (_, at) => `Person ${String(at)},052${String(1_000_000 + at)}`,
  );
  choose('long.csv', `Name,Phone\n${people.join('\n')}`);
  await eventually(() => expect(rows()).toHaveLength(5));
  const said: string[] = [];
  const watcher = new MutationObserver(() => said.push(/Importing: (\d+%)/.exec(text())?.[1] ?? ''));
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
  await importIt();
  watcher.disconnect();
  // A transaction writes a thousand of them.
  expect(said).toEqual(expect.arrayContaining(['64%', '88%', '100%']));
});

it('does not import unknown columns before they were shown', async () => {
  chooseSample('c14-free-columns.csv');
  button('Import').click();
  await eventually(() => expect(text()).toContain('The columns of this file are not known'));
  expect(world.now.local).not.toHaveProperty('directory');
  await importIt();
});

it('shows the first rows with the detected encoding, and imports them', async () => {
  chooseSample('c05-outlook-hebrew-1255.csv');
  await eventually(() => expect(rows()).toHaveLength(1));
  expect(rows()[0]).toEqual(['דנה לוי', 'מזון לדוגמה בע"מ', '03-555-0103 050-555-0101 03-555-0100']);
  expect(field('Text encoding').value).toBe('windows-1255');
  expect(await findInDirectory('972505550101')).toBeNull();
  await importIt();
  expect(text()).toContain('1 contact imported.');
  expect(await findInDirectory('972505550101')).toMatchObject({
    name: 'דנה לוי',
    list: 'c05-outlook-hebrew-1255',
  });
  await eventually(() => expect(button('Remove c05-outlook-hebrew-1255')).toBeDefined());
});

it('reads a file again in the encoding that was chosen, and remembers it', async () => {
  chooseSample('c08-outlook-arabic-1256.csv');
  await eventually(() => expect(rows()[0]?.[0]).toBe('ليلى مثال'));
  pick('Text encoding', 'windows-1251');
  await eventually(() => expect(rows()[0]?.[0]).not.toBe('ليلى مثال'));
  const cyrillic = rows()[0]?.[0];
  pick('Text encoding', 'windows-1252');
  await eventually(() => expect(rows()[0]?.[0]).not.toBe(cyrillic));
  const name = rows()[0]?.[0];
  await importIt();
  expect((await findInDirectory('972525550106'))?.name).toBe(name);
  chooseSample('c08-outlook-arabic-1256.csv');
  await eventually(() => expect(rows()[0]?.[0]).toBe(name));
  expect(field('Text encoding').value).toBe('windows-1252');
});

it('asks what unknown columns hold, and remembers it for files with the same columns', async () => {
  choose('first.csv', 'A,B,C\nx,Dana,0505550101\n');
  await eventually(() => expect(text()).toContain('The columns of this file are not known'));
  expect(field('C').value).toBe('number');
  pick('C', '');
  await eventually(() => expect(text()).toContain('Choose the column with the phone numbers.'));
  expect(button('Import').disabled).toBe(true);
  pick('C', 'number');
  await eventually(() => expect(field('C').value).toBe('number'));
  pick('A', '');
  await eventually(() => expect(field('A').value).toBe(''));
  pick('B', 'name');
  await eventually(() => expect(rows()[0]?.[0]).toBe('Dana'));
  await importIt();
  choose('second.csv', 'A,B,C\ny,Gil,0505550102\n');
  await eventually(() => expect(rows()[0]?.[0]).toBe('Gil'));
});

it('reports the rows that were left out, with their reasons', async () => {
  chooseSample('c33-scientific.csv');
  await importIt();
  expect(text()).toContain('Excel has cut the last digits of the number.');
  expect(all('details li').map(({ textContent }) => textContent.slice(0, 6))).toEqual(['Row 2:', 'Row 4:']);
});

it.each([
  ['c45-html-instead.csv', 'This is a web page'],
  ['c46-xls-is-not-csv.csv', 'old Excel file (.xls) or one with a password'],
  ['c47-xlsx-is-not-csv.csv', 'This Excel file can’t be read'],
  ['c48-empty.csv', 'no contacts in it'],
  ['c49-header-only.csv', 'no contacts in it'],
])('refuses %s with its reason', async (name, reason) => {
  chooseSample(name);
  await eventually(() => expect(text()).toContain(reason));
  expect(rows()).toEqual([]);
});

it('refuses a file none of whose rows has a number, and keeps the old list', async () => {
  choose('team.csv', 'Name,Phone\nDana,0505550101\n');
  await importIt();
  choose('team.csv', 'Name,Phone\nDana,none\n');
  await eventually(() => expect(field('Import as').value).not.toBe(''));
  button('Import').click();
  await eventually(() => expect(text()).toContain('No row of this file has a phone number'));
  expect((await findInDirectory('972505550101'))?.name).toBe('Dana');
});

it('replaces the list of the same file, removes one, and deletes all', async () => {
  choose('team.csv', 'Name,Phone\nDana,0505550101\n');
  await importIt();
  choose('team.csv', 'Name,Phone\nNoa,0505550101\nGil,0505550102\n');
  await eventually(() => expect(rows()).toHaveLength(2));
  await importIt();
  await eventually(() => expect(text()).toContain('2 contacts ·'));
  expect((await findInDirectory('972505550101'))?.name).toBe('Noa');
  expect(all('button').filter((each) => each.getAttribute('aria-label') === 'Remove team')).toHaveLength(1);
  button('Remove team').click();
  await eventually(async () => expect(await findInDirectory('972505550101')).toBeNull());
  choose('team.csv', 'Name,Phone\nDana,0505550101\n');
  await importIt();
  await eventually(() => expect(button('Delete all contact lists…')).toBeDefined());
  button('Delete all contact lists…').click();
  await eventually(() => expect(world.now.local).not.toHaveProperty('directory'));
  expect(await findInDirectory('972505550101')).toBeNull();
});

it('says that a list is replaced before it is, also if the agent does not wait for the preview', async () => {
  choose('team.csv', 'Name,Phone\nDana,0505550101\n');
  await importIt();
  await eventually(() => expect(button('Replace team')).toBeDefined());
  choose('team.csv', 'Name,Phone\nNoa,0505550101\n');
  button('Import').click();
  await eventually(() => expect(text()).toContain('Import replaces all contacts of the list team'));
  expect(rows()[0]?.[0]).toBe('Noa');
  expect((await findInDirectory('972505550101'))?.name).toBe('Dana');
  pick('Import as', '');
  await eventually(() => expect(text()).not.toContain('Import replaces'));
  pick('Import as', (field('Import as') as unknown as HTMLSelectElement).options[1]?.value ?? '');
  await eventually(() => expect(text()).toContain('Import replaces'));
  await importIt();
  await eventually(async () => expect((await findInDirectory('972505550101'))?.name).toBe('Noa'));
});

it('replaces a list at once if that was asked for, and the agent does not wait for the preview', async () => {
  choose('team.csv', 'Name,Phone\nDana,0505550101\n');
  await importIt();
  await eventually(() => expect(button('Replace team')).toBeDefined());
  vi.spyOn(field('Contacts file'), 'click').mockImplementation(() => undefined);
  button('Replace team').click();
  choose('other.csv', 'Name,Phone\nNoa,0505550101\n');
  button('Import').click();
  await eventually(async () => expect((await findInDirectory('972505550101'))?.name).toBe('Noa'));
  await eventually(() => expect(all('button').map((each) => each.ariaLabel)).not.toContain('Remove team'));
});

it('shows the list of the company with its age and its last fault, and no button to remove or replace it', async () => {
  const at = new Date(2026, 10, 30, 9, 5).getTime();
  world.now.local.policy = { locked: { directoryUrl: 'https://files.example/team.csv' } };
  world.now.local.directory = [
    { id: 'c', name: 'team', fileName: 'team', entries: 2, importedAt: at, isCompanys: true },
  ];
  const fetches = { source: '', etag: null, modified: null, nextAt: 0, goodAt: at };
  world.now.local.companyList = { ...fetches, fault: 'web-page' };
  document.body.innerHTML = '<div id="app"></div>';
  const { mount } = await import('../../../../src/ui/app/page.tsx');
  const { ContactsGroup } = await import('../../../../src/ui/options/callers/contacts-group.tsx');
  mount(ContactsGroup, 'app.name');
  await eventually(() => expect(text()).toMatch(/team.*From your company.*2 contacts · up to date: .*9:05/));
  expect(text()).toMatch(/The file at this address.*What was fetched before stays.*tell your administrator/);
  await eventually(() => expect(button('Allow files.example')).toBeDefined());
  expect(all('button').map((each) => each.ariaLabel)).not.toContain('Remove team');
  choose('team', 'Name,Phone\nDana,0505550101\n');
  await eventually(() => expect(rows()).toHaveLength(1));
  expect(text()).not.toContain('Import as');
  expect(text()).not.toContain('Import replaces');
});

it('says so when the list cannot be stored, and keeps the old one', async () => {
  choose('team.csv', 'Name,Phone\nDana,0505550101\n');
  await importIt();
  world.now.isFull = true;
  choose('team.csv', 'Name,Phone\nNoa,0505550101\n');
  await eventually(() => expect(rows()[0]?.[0]).toBe('Noa'));
  button('Import').click();
  await eventually(() => expect(text()).toContain('The list could not be stored.'));
  expect((await findInDirectory('972505550101'))?.name).toBe('Dana');
});
