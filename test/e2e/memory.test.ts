/**
 * What the browser itself knows of a caller: the earlier calls and the imported contacts. A database that
 * cannot be read takes no ring away.
 */
import { beforeEach, it } from 'vitest';
import { inEachBrowser } from './support/agent-day.ts';

const BROWSER = 'const browser = globalThis.browser ?? globalThis.chrome;';

/** Writes the database of a contact list with one contact. Defines `directory`, which names that list alone. */
const storeList = (id: string, entry: object): string => `
  const open = indexedDB.open('directory-${id}', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('numbers', { keyPath: 'key' });
  const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const tx = db.transaction('numbers', 'readwrite');
  tx.objectStore('numbers').put({ key: '972501234567', entry: ${JSON.stringify(entry)}, people: 1 });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  db.close();
  const directory = [{ id: '${id}', name: 'Customers', fileName: 'customers.csv', entries: 1, importedAt: 1 }];`;

/** Stores a contact list with one contact, and a rule about its tag. */
const addContact = (recordUrl: string): string => `(async () => {
  ${BROWSER}
  ${storeList('x', { name: 'Dana Levi', company: 'Levi Logistics', tag: 'VIP', owner: 'Lois Lane', recordUrl })}
  const { settings } = await browser.storage.local.get('settings');
  const rules = [{ id: 'vip', name: 'Renewals', when: { tags: ['vip'], calledBefore: { times: 1, hours: 1 } }, colour: 'purple' }];
  await browser.storage.local.set({ directory, settings: { ...settings, rules } });
})()`;

/** Puts a list with the same number and another name in the place of that list, as an import does. */
const REPLACE_CONTACT = `(async () => {
  ${BROWSER}
  ${storeList('y', { name: 'Noa Tal', company: '', tag: '', owner: '', recordUrl: '' })}
  await browser.storage.local.set({ directory });
  const gone = indexedDB.deleteDatabase('directory-x');
  await new Promise((resolve) => (gone.onsuccess = resolve));
})()`;

/** Makes the user's history and the contacts unreadable: the databases are newer than this version knows. */
const BREAK_DATABASES = `(async () => {
  for (const { name } of await indexedDB.databases()) {
    if (!/^(history|directory)-/.test(name)) continue;
    const open = indexedDB.open(name, 99);
    await new Promise((resolve) => (open.onsuccess = () => resolve(open.result.close())));
  }
})()`;

inEachBrowser((day) => {
  beforeEach(() => day.panel.bringToFront());
  const ringOnce = (): void => day.pbx.answeredElsewhere({ callId: day.pbx.ring({ callerName: '' }) });

  it('a second call of a number says that it has called before', async () => {
    const first = day.pbx.ring({ callerName: '' });
    await day.panel.waitForText('article', /No earlier calls from this number/);
    day.pbx.answeredElsewhere({ callId: first });
    await day.panel.waitForText('link', /Rang 1\b/);
    day.pbx.ring({ callerName: '' });
    await day.panel.waitForText('article', /2nd call today · answered elsewhere, \d\d:\d\d/);
  });

  it('a contact names the caller, and rules and links know it', async () => {
    await day.panel.puppeteer.evaluate(addContact(`${day.crm}/record/1`));
    ringOnce();
    day.pbx.ring({ callerName: '' });
    await day.panel.waitForText(
      'article',
      /Renewals.*Dana Levi.*VIP.*Levi Logistics · owner: Lois Lane · from your contacts/s,
    );
    await day.panel.click('button', 'Open in CRM', { within: { role: 'article', name: /^Dana Levi/ } });
    await day.browser.waitForTab(`${day.crm}/record/1`);
    await day.panel.bringToFront();
    await day.panel.waitForText('listitem', /Dana Levi.*Levi Logistics/s);
  });

  it('a list that is replaced during a call names the next ring, and the card keeps its name', async () => {
    day.pbx.ring({ callerName: '' });
    await day.panel.find('article', /^Dana Levi/);
    await day.panel.puppeteer.evaluate(REPLACE_CONTACT);
    day.pbx.ring({ callerName: '' });
    await day.panel.find('article', /^Noa Tal/);
    await day.panel.find('article', /^Dana Levi/);
  });

  it('a ring alerts after the browser has evicted the databases, and the history begins anew', async () => {
    await day.panel.waitForText('listitem', /Noa Tal/);
    await day.browser.evictDatabases();
    const callId = day.pbx.ring({ callerName: '' });
    await day.panel.waitForText('article', /No earlier calls from this number/);
    await day.panel.find('article', '050-123-4567');
    day.pbx.answeredElsewhere({ callId });
    await day.panel.waitForText('link', /Rang 1\b/);
    await day.panel.waitForCount('listitem', 1);
  });

  it('a ring alerts although no database can be read', async () => {
    await day.panel.puppeteer.evaluate(BREAK_DATABASES);
    day.pbx.ring({ callerName: '' });
    await day.panel.find('article', '050-123-4567');
    // The worker gives up the search, and the rule about the caller does not fit.
    await day.panel.waitForText('article', /^(?!.*(Renewals|Dana Levi)).*Incoming call/s);
  });
});
