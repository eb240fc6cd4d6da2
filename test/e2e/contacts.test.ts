/** Contact lists are imported, replaced, removed and deleted, as an agent does it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';
import { inEachBrowser } from './support/agent-day.ts';

const SAMPLES = path.join(import.meta.dirname, '../fixtures/contacts');
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORKBOOK = zipSync({
  'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="People" r:id="a"/></sheets></workbook>'),
  'xl/_rels/workbook.xml.rels': strToU8(
    `<Relationships><Relationship Id="a" Type="${RELATION}/worksheet" Target="s.xml"/></Relationships>`,
  ),
  'xl/s.xml': strToU8(
    '<worksheet><sheetData>' +
      '<row r="1"><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Phone</t></is></c></row>' +
      '<row r="2"><c t="inlineStr"><is><t>Noa Tal</t></is></c><c><v>9.72525550102E11</v></c></row>' +
      '</sheetData></worksheet>',
  ),
});

/** The numbers of all lists in the browser's databases, with their names. */
const STORED = `(async () => {
  const found = {};
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('directory-')) continue;
    // A database that is deleted just now must not be created again.
    const db = await new Promise((done) => {
      const opening = indexedDB.open(name);
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => done(null);
    });
    if (db === null) continue;
    const rows = await new Promise((done, failed) => {
      const reading = db.transaction('numbers').objectStore('numbers').getAll();
      reading.onsuccess = () => done(reading.result);
      reading.onerror = () => failed(reading.error);
    });
    db.close();
    for (const { key, entry } of rows) found[key] = entry.name;
  }
  return found;
})()`;

inEachBrowser((day) => {
  let page: AgentPage;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ringside-contacts-'));
    page = await openSettings(day.browser, 'callers');
    page.puppeteer.on('dialog', (dialog) => void dialog.accept());
    await page.find('button', 'Import');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const stored = (): Promise<unknown> => page.puppeteer.evaluate(STORED);
  const choose = async (file: string): Promise<void> => {
    await page.bringToFront();
    const picker = await page.puppeteer.$('input[type=file]');
    if (picker === null) throw new Error('The page takes no file');
    expect(await picker.evaluate((field) => field.labels?.[0]?.textContent)).toBe('Contacts file');
    await picker.uploadFile(file);
  };
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  };
  const imports = async (done: RegExp): Promise<void> => {
    await page.click('button', 'Import');
    await page.waitForText('status', done, { timeoutMs: 15_000 });
  };

  it('a list is shown, imported and found, and a new file takes its place', async () => {
    await choose(await write('customers.csv', 'Name,Phone\r\nDana Levi,050-5550101\r\nGil,none\r\n'));
    await page.waitForText('table', /Dana Levi/);
    expect(await stored()).toEqual({});
    await imports(/1 contact imported\.[^]*No phone number/);
    await page.find('button', 'Remove customers');
    expect(await stored()).toEqual({ '972505550101': 'Dana Levi' });
    await choose(await write('customers.csv', 'Name,Phone\r\nNoa Tal,050-5550101\r\nGil,03-5550103\r\n'));
    await page.waitForText('table', /Noa Tal/);
    await imports(/2 contacts imported\./);
    await expect.poll(stored).toEqual({ '972505550101': 'Noa Tal', '97235550103': 'Gil' });
  });

  it('a workbook and a Hebrew file of Outlook are read', async () => {
    await choose(await write('book.xlsx', WORKBOOK));
    await page.waitForText('table', /Noa Tal/);
    await imports(/1 contact imported\./);
    await choose(path.join(SAMPLES, 'c05-outlook-hebrew-1255.csv'));
    await page.waitForText('table', /דנה לוי/);
    await imports(/1 contact imported\./);
    await expect.poll(stored).toMatchObject({ '972525550102': 'Noa Tal', '97235550100': 'דנה לוי' });
  });

  it('a file that is no list says what it is', async () => {
    await choose(path.join(SAMPLES, 'c46-xls-is-not-csv.csv'));
    await page.waitForText('status', /old Excel file \(\.xls\) or one with a password/);
    await choose(path.join(SAMPLES, 'c45-html-instead.csv'));
    await page.waitForText('status', /This is a web page/);
  });

  it('one list is removed, and then all are deleted', async () => {
    await page.click('button', 'Remove book');
    await page.waitForGone('button', 'Remove book');
    await expect.poll(stored).not.toHaveProperty('972525550102');
    await page.click('button', 'Delete all contact lists…');
    await page.waitForGone('button', 'Delete all contact lists…');
    await expect.poll(stored).toEqual({});
    expect(await day.browser.storage('local')).not.toHaveProperty('directory');
  });

  it('a sign-out deletes all lists where that is set', async () => {
    await choose(path.join(SAMPLES, 'c01-google-old.csv'));
    await imports(/1 contact imported\./);
    await expect.poll(stored).toHaveProperty('972505550101');
    await page.check('Delete contact lists when I sign out', true);
    await goToSection(page, 'account');
    await page.click('button', 'Sign out');
    await expect.poll(stored, { timeout: 15_000 }).toEqual({});
  });
});
