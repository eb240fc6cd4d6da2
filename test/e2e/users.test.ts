/**
 * Several people at one computer: each sees only their own calls. What stays after sign-out, erasing and a
 * restart matches the privacy statement.
 */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { DEFAULT_LOGINS } from '../../scripts/simulator/tokens.ts';
import { type AgentDay, EMAIL, inEachBrowser, PASSWORD, signIn } from './support/agent-day.ts';

/**
 * Everything in the extension's databases: `{ database: { store: rows } }`. For a key it only says that it
 * cannot be exported.
 */
const DATABASES = `(async () => {
  const ended = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  const all = {};
  for (const { name } of await indexedDB.databases()) {
    const db = await ended(indexedDB.open(name));
    all[name] = {};
    for (const each of db.objectStoreNames) all[name][each] = (await ended(db.transaction(each).objectStore(each).getAll())).map((row) => (row instanceof CryptoKey ? { extractable: row.extractable } : row));
    db.close();
  }
  return all;
})()`;

interface Dump {
  readonly local: Record<string, unknown>;
  readonly session: Record<string, unknown>;
  readonly databases: Record<string, Record<string, readonly unknown[]>>;
}
const dump = async ({ browser, panel }: AgentDay): Promise<Dump> => ({
  local: await browser.storage('local'),
  session: await browser.storage('session'),
  databases: (await panel.puppeteer.evaluate(DATABASES)) as Dump['databases'],
});
const histories = ({ databases }: Dump): string[] =>
  Object.keys(databases).filter((name) => name.startsWith('history-'));

/** The items in a table of the privacy statement, by the heading above it. */
async function remains(heading: string): Promise<string[]> {
  const text = await readFile('docs/store/privacy.md', 'utf8');
  const section = text.split(/^#+ /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([\w-]+)`/gm)].map(([, name = '']) => name);
}
/** The items in the store, named as in the statement. */
const items = ({ local, databases }: Dump): string[] => [
  ...Object.keys(local),
  ...Object.keys(databases).map((name) => name.replace(/-.*/, '')),
];

inEachBrowser((day) => {
  const options = async () => day.browser.openPage('options.html');
  const signOut = async (): Promise<void> => {
    const page = await options();
    await page.click('button', 'Sign out');
    await page.waitForText('status', /Signed out/);
    await page.close();
    // Clearing the log is the last step of a sign-out.
    await expect
      .poll(async () => (await day.browser.storage('session')).log ?? [])
      .not.toContainEqual(expect.objectContaining({ event: 'background started' }));
  };
  const signInAgain = async (): Promise<void> => {
    const page = await options();
    await page.choose('Login type', 'User');
    await signIn(page, day.pbx);
    await page.waitForText('status', /Online/);
    await page.close();
  };
  const takeCall = async (callerName: string, callerNumber: string): Promise<void> => {
    const callId = day.pbx.ring({ callerName, callerNumber });
    await day.panel.waitForText('article', new RegExp(callerName));
    day.pbx.hangUp({ callId });
    await day.panel.waitForText('listitem', new RegExp(callerName));
  };

  it('a stored sign-in is encrypted on disk with a key that cannot be exported', async () => {
    const { local, session, databases } = await dump(day);
    const { account } = session as { account: { token: string; refreshToken: string } };
    const disk = JSON.stringify([local.account, databases]);
    for (const secret of [account.token, account.refreshToken, `"${PASSWORD}"`, EMAIL])
      expect(disk).not.toContain(secret);
    expect(databases.keys).toEqual({ keys: [{ extractable: false }] });
    expect(local.account).toEqual({ iv: expect.any(String) as string, data: expect.any(String) as string });
  });

  it('no calls are visible after sign-out, and no secrets or calls are in shared storage', async () => {
    await takeCall('Lois Lane', '0529998877');
    await day.panel.waitForText('link', /Rang 1\b/);
    await signOut();
    await day.panel.waitForText('main', /See who is calling before you answer/);
    expect(await day.panel.dump()).not.toContain('Lois Lane');
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('main', /Sign in to see today’s activity/);
    await ledger.close();
    const left = await dump(day);
    expect(JSON.stringify([left.local, left.session])).not.toMatch(/Lois Lane|0529998877|529998877/);
    expect(left.session).not.toHaveProperty('workerFacts');
    expect(left.session).not.toHaveProperty('crmTab');
    expect(left.databases.keys).toEqual({ keys: [] });
    expect(await remains('After signing out')).toEqual(expect.arrayContaining(items(left)));
  });

  it('the next user sees none of it, and the first user finds it again', async () => {
    const page = await options();
    await page.choose('Login type', 'Account');
    await page.fill('Username', DEFAULT_LOGINS.account.username);
    await page.fill('Password', DEFAULT_LOGINS.account.password);
    await page.click('button', 'Sign in');
    await page.waitForText('status', /Online/);
    await page.choose('Follow a user', 'Clark Kent');
    await page.close();
    await takeCall('Perry White', '0521112233');
    await day.panel.waitForText('link', /Rang 1\b/);
    expect(await day.panel.dump()).not.toContain('Lois Lane');
    await signOut();
    await signInAgain();
    await day.panel.waitForText('listitem', /Lois Lane/);
    expect(await day.panel.dump()).not.toContain('Perry White');
    expect(histories(await dump(day))).toHaveLength(2);
  });

  it('"Erase all calls" erases the agent’s own calls only', async () => {
    const before = await dump(day);
    const ledger = await day.browser.openPage('day.html');
    ledger.puppeteer.on('dialog', (dialog) => void dialog.accept());
    await ledger.click('button', 'Delete all calls…');
    await ledger.waitForText('main', /0 calls saved/);
    await ledger.close();
    const after = await dump(day);
    expect(histories(after)).toHaveLength(1);
    expect(JSON.stringify(after.databases)).toContain('Perry White');
    expect(JSON.stringify(after.databases)).not.toContain('Lois Lane');
    expect(histories(before)).toEqual(expect.arrayContaining(histories(after)));
  });

  it('a shared computer keeps nothing after sign-out and never stores a secret on disk', async () => {
    await signOut();
    const page = await options();
    await page.check('Others use this computer too', true);
    await expect
      .poll(async () => (await day.browser.storage('local')).settings)
      .toMatchObject({ keepSignedIn: false, keepPassword: false, eraseAtSignOut: true });
    await page.close();
    await signInAgain();
    // Those of earlier users are gone, too, because they have signed out.
    await expect.poll(async () => histories(await dump(day))).toEqual([]);
    await takeCall('Lois Lane', '0529998877');
    expect((await dump(day)).local).not.toHaveProperty('account');
    expect(histories(await dump(day))).toHaveLength(1);
    await signOut();
    await expect.poll(async () => histories(await dump(day))).toEqual([]);
    const left = await dump(day);
    expect(JSON.stringify(left)).not.toMatch(/Lois Lane|529998877/);
    expect(await remains('On a shared computer')).toEqual(expect.arrayContaining(items(left)));
  });
});
