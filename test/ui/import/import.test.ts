// @vitest-environment happy-dom
/** The import page: what it shows of a settings file, and when it stores what. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { change, fetchCatalogue, newFakeBrowser, type FakeBrowser } from '../../support/fake-extension.ts';
import { ruleWith } from '../../support/rule.ts';
import { createLocks } from '../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension: fake } = await import('../../support/fake-extension.ts');
  return { default: fake(() => world.now) };
});

const ONLINE = { word: 'online', host: 'monitor.example', since: 0 };
const rule = (id: string, more: object = {}): object => ({ ...ruleWith({ id, name: id }), ...more });

/** Opens the page over these stored settings. */
async function open({
  settings = {},
  policy = {},
  status = { word: 'off' },
}: { settings?: object; policy?: object; status?: object } = {}): Promise<void> {
  Object.assign(world.now.local, { settings: { version: 1, ...settings }, policy });
  Object.assign(world.now.session, { status });
  await import('../../../src/ui/import/import.tsx');
  await eventually(() => expect(button('Choose a file')).toBeDefined());
}

/** Passes a file to the page as the browser's dialog does. */
async function pick(text: string): Promise<void> {
  button('Choose a file')?.focus();
  const input = document.querySelector('input[type=file]');
  if (input === null) throw new Error('The page takes no file');
  Object.defineProperty(input, 'files', { value: [new File([text], 'settings.json')], configurable: true });
  input.dispatchEvent(new Event('change'));
  await eventually(() => expect(region() !== null || status() !== '').toBe(true));
}
const load = (settings: object, ringside = 1): Promise<void> => pick(JSON.stringify({ ringside, settings }));

/** Waits for the page to draw, which takes a while on a busy machine. */
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const said = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const button = (name: string): HTMLButtonElement | undefined =>
  all('button').find((each) => said(each) === name) as HTMLButtonElement | undefined;
const region = (): HTMLElement | null => document.querySelector('.import');
/** The announcement below "Choose a file". */
const status = (): string => said(document.querySelector('.import-result'));
/** Each change as a line. */
const changes = (): string[] => all('.change, .item').map(said);
const addresses = (): HTMLElement[] => all('.addresses li');
const box = (): HTMLInputElement | null => document.querySelector('.addresses input[type=checkbox]');
const settings = (): unknown => world.now.local.settings;

beforeEach(() => {
  vi.resetModules();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  world.now = newFakeBrowser();
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
});
afterEach(() => void vi.restoreAllMocks());

describe('a settings file that was picked', () => {
  it('is shown with old and new values in words, and nothing is stored', async () => {
    await open({ settings: { region: 'GB', quietStatuses: [3] } });
    await load({
      region: 'US',
      sound: true,
      soundVolume: 80,
      openWhen: 'ring',
      quietStatuses: [3, 11],
      historyDays: 7,
      mostCards: 5,
    });
    expect(changes()).toEqual([
      'Open automatically now Only when I click then When it rings',
      'Sound now Off then On',
      'Volume now 60% then 80%',
      'While my status is now \u2068Lunch\u2069 then \u2068Lunch\u2069, \u2068Training\u2069',
      'Country for phone numbers now United Kingdom then United States',
      'Keep calls for now 30 days then 7 days',
    ]);
    expect(all('.import h3').map(said)).toEqual([
      'CRM',
      'Alerts',
      'Quiet times',
      'Language and region',
      'Call history',
    ]);
    expect([world.now.writes, world.now.messages]).toEqual([[], []]);
  });

  it('is stored in one write by Import, which is reported and returns the focus', async () => {
    await open({ settings: { region: 'GB', email: 'agent@example.com' } });
    await load({ region: 'US', sound: true });
    button('Import')?.click();
    await eventually(() => expect(status()).toBe('Imported: Sound and Country for phone numbers.'));
    expect(world.now.writes).toEqual([
      { settings: { version: 1, email: 'agent@example.com', region: 'US', sound: true } },
    ]);
    expect([region(), document.activeElement]).toEqual([null, button('Choose a file')]);
  });

  it('is dropped by Cancel, which is reported and returns the focus', async () => {
    await open();
    await load({ region: 'US' });
    button('Cancel')?.click();
    await eventually(() => expect(status()).toBe('Nothing was imported. Your settings have not changed.'));
    expect([world.now.writes, region(), document.activeElement]).toEqual([[], null, button('Choose a file')]);
  });

  it('appears as a named region with the focus', async () => {
    await open();
    await load({ region: 'US' });
    await eventually(() => expect(document.activeElement).toBe(region()));
    const named = (attribute: string): string =>
      said(document.getElementById(region()?.getAttribute(attribute) ?? ''));
    expect([named('aria-labelledby'), named('aria-describedby')]).toEqual([
      'What this file would change',
      'Nothing has changed yet.',
    ]);
  });

  it('that changes nothing is reported and cannot be imported', async () => {
    await open({ settings: { region: 'US', pickedLines: ['a', 'b'] } });
    await load({ region: 'US', pickedLines: ['b', 'a'], sound: false });
    expect([...(region()?.children ?? [])].map(said)).toEqual([
      'What this file would change',
      'Nothing would change: your settings already match the file.',
      'Close',
    ]);
    expect(button('Import')).toBeUndefined();
  });

  it('shows rules and links by name with their changes and a new order', async () => {
    const link = { id: 'o', name: 'Orders', template: 'https://crm.example.com/o?q={e164}' };
    await open({
      settings: { moreLinks: [link], rules: [rule('VIP'), rule('Night', { silent: true }), rule('Old')] },
    });
    await load({
      rules: [
        rule('New', { when: { queues: ['Sales'] }, link: 'o' }),
        rule('Night', { name: 'Late' }),
        rule('VIP', { open: 'ring' }),
      ],
    });
    expect(changes()).toEqual([
      'New New',
      'Queue \u2068Sales\u2069',
      'Link Orders',
      'Open Only when I click',
      'Night',
      'Name now Night then Late',
      'No alert now Yes then No',
      'VIP',
      'Open now Only when I click then When it rings',
      'Old Removed',
      'Order \u2068New\u2069, \u2068Late\u2069, \u2068VIP\u2069',
    ]);
  });

  it('is imported without unknown settings, which are named', async () => {
    await open();
    await load({ region: 'US', hologram: 1 }, 9);
    expect(said(region())).toContain('Unknown settings skipped: \u2068hologram\u2069.');
    expect(said(region())).toContain('from a newer version of Ringside');
    button('Import')?.click();
    await eventually(() => expect(settings()).toEqual({ version: 1, region: 'US' }));
  });

  it('leaves locked settings unchanged, and names those that differ', async () => {
    await open({ policy: { locked: { region: 'GB', language: 'en' } } });
    await load({ region: 'US', language: 'en', sound: true });
    expect(said(region())).toContain('Set by your organisation, so not changed: Country for phone numbers.');
    button('Import')?.click();
    await eventually(() => expect(settings()).toEqual({ version: 1, sound: true }));
  });
});

describe('an address that would receive data', () => {
  it('is shown in full at the top and must be confirmed before Import', async () => {
    await open({ settings: { crmLink: 'https://crm.example.com/old?q={phone}' } });
    const crmLink = `https://crm.example.net/search?${'a'.repeat(900)}={phone}`;
    await load({ crmLink, region: 'US' });
    expect(addresses().map(said)).toEqual([
      `crm.example.net${crmLink}CRM link. The caller’s details are sent there when the link opens. ` +
        'Now: https://crm.example.com/old?q={phone}',
    ]);
    expect(region()?.querySelector('h3')).toBe(document.querySelector('.addresses h3'));
    expect(button('Import')?.disabled).toBe(true);
    button('Import')?.click();
    expect(said(document.getElementById(button('Import')?.getAttribute('aria-describedby') ?? ''))).toBe(
      'Confirm the addresses above first.',
    );
    box()?.click();
    await eventually(() => expect(button('Import')?.disabled).toBe(false));
    expect(world.now.writes).toEqual([]);
    button('Import')?.click();
    await eventually(() => expect(settings()).toEqual({ version: 1, crmLink, region: 'US' }));
  });

  it('brings a warning that the agent must sign in again after a change of servers', async () => {
    await open({ status: ONLINE });
    await load({ loginServer: 'https://login.example.com' });
    expect(said(region())).toContain('you will have to sign in again');
  });

  it.each([
    ['nobody is signed in', { word: 'off' }, { loginServer: 'https://login.example.com' }],
    [
      'only servers of another way to sign in change',
      ONLINE,
      { twoStepServer: 'https://login.example.com/auth' },
    ],
  ])('brings no such warning where %s', async (_, word, told) => {
    await open({ status: word });
    await load(told);
    expect([addresses().length, said(region()).includes('sign in again')]).toEqual([1, false]);
  });
});

describe('a file that is refused', () => {
  it('for one setting is not imported at all, and the reason is shown', async () => {
    await open();
    await load({ region: 'US', crmLink: 'javascript:alert(1)', rules: [{ __proto__: null }], hologram: 1 });
    expect(all('.refusals li').map(said)).toEqual([
      'CRM linkThe link has to start with https.',
      'RulesThe value in the file is not valid.',
    ]);
    expect(said(region())).toContain('Nothing was changed: these settings in the file are not valid.');
    expect(button('Import')).toBeUndefined();
    button('Close')?.click();
    await eventually(() => expect(document.activeElement).toBe(button('Choose a file')));
    expect(world.now.writes).toEqual([]);
  });

  it('for an address that is too long to read is named', async () => {
    await open();
    await load({ crmLink: `https://crm.example.com/?${'x'.repeat(2_000)}` });
    expect(all('.refusals li').map(said)).toEqual([
      'CRM linkThis address is too long to check by eye. Shorten it to 2,000 characters or fewer.',
    ]);
  });

  it.each([
    ['no settings file', 'garbage', /not a Ringside settings file/],
    [
      'nested deeply',
      `{"ringside":1,"settings":{"rules":${'['.repeat(100_000)}`,
      /not a Ringside settings file/,
    ],
    ['long', JSON.stringify({ ringside: 1, settings: { region: 'x'.repeat(1_000_000) } }), /too large/],
    ['huge', 'x'.repeat(3_000_001), /too large/],
  ])('for being %s is reported, and nothing changes', async (_, text, says) => {
    await open();
    await pick(text);
    expect(status()).toMatch(says);
    expect([region(), world.now.writes]).toEqual([null, []]);
  });
});

describe('settings that change while a preview is open', () => {
  it('renew the preview, and addresses must be confirmed again', async () => {
    await open({ settings: { region: 'GB' } });
    await load({ region: 'US', crmLink: 'https://crm.example.com/?q={phone}' });
    box()?.click();
    await eventually(() => expect(button('Import')?.disabled).toBe(false));
    change(world.now, 'local', 'settings', { version: 1, region: 'CY' });
    await eventually(() =>
      expect(changes()).toEqual(['Country for phone numbers now Cyprus then United States']),
    );
    expect([button('Import')?.disabled, box()?.checked]).toEqual([true, false]);
    expect(said(region()?.querySelector('[role=status]'))).toBe(
      'Your settings have changed in the meantime. Read this preview again before you import.',
    );
  });

  it('without a report to the page yet keep Import from storing what was not shown', async () => {
    await open({ settings: { region: 'GB' } });
    await load({ region: 'US', sound: true });
    world.now.local.settings = { version: 1, region: 'CY' };
    button('Import')?.click();
    await eventually(() => expect(button('Import')?.disabled).toBe(false));
    expect([world.now.writes, settings()]).toEqual([[], { version: 1, region: 'CY' }]);
    change(world.now, 'local', 'settings', { version: 1, region: 'CY' });
    await eventually(() =>
      expect(changes()).toContain('Country for phone numbers now Cyprus then United States'),
    );
    button('Import')?.click();
    await eventually(() => expect(settings()).toEqual({ version: 1, region: 'US', sound: true }));
  });

  it('leave the preview unchanged while it is being stored', async () => {
    let release = (): void => undefined;
    world.now.held = new Promise((resolve) => (release = resolve));
    await open();
    await load({ region: 'US' });
    const shown = changes();
    button('Import')?.click();
    await eventually(() => expect(button('Import')?.disabled).toBe(true));
    expect(changes()).toEqual(shown);
    release();
    await eventually(() => expect(status()).toBe('Imported: Country for phone numbers.'));
  });
});

describe('an import that the browser does not store', () => {
  it('changes nothing, names what was not saved, and is stored by another try', async () => {
    await open();
    await load({ region: 'US', sound: true });
    world.now.isFull = true;
    button('Import')?.click();
    await eventually(() =>
      expect(said(document.querySelector('.save-note'))).toContain(
        'Could not save: Sound and Country for phone numbers.',
      ),
    );
    expect([settings(), status()]).toEqual([{ version: 1 }, '']);
    world.now.isFull = false;
    button('Try again')?.click();
    await eventually(() => expect(settings()).toEqual({ version: 1, region: 'US', sound: true }));
  });
});

describe('a hostile file', () => {
  it('has its deceptive characters shown by their codes, and the host as browsers spell it', async () => {
    await open();
    await load({
      crmLink: 'https://сrm.example.com/\u202ea\u200b\u0301b',
      loginServer: 'https://lоginapi.voicenter.co.il',
    });
    expect(addresses().map((each) => said(each.querySelector('.address-host')))).toEqual([
      'xn--lginapi-9ig.voicenter.co.il',
      'xn--rm-nmc.example.com',
    ]);
    expect(addresses().map((each) => said(each.querySelector('.preview-url')))).toEqual([
      'https://xn--lginapi-9ig.voicenter.co.il',
      'https://сrm.example.com/‹U+202E›a‹U+200B›‹U+0301›b',
    ]);
    expect(addresses().map((each) => said(each.querySelector('.error')))).toEqual(
      Array(2).fill(expect.stringMatching(/unusual characters/)),
    );
  });

  it('with markup, direction overrides and object names is shown as text', async () => {
    await open();
    const name = '<img src=x onerror=alert(1)>\u202ecod';
    const told = JSON.stringify({
      username: name,
      rules: [rule('__proto__', { name, when: { queues: [name] } })],
    });
    await pick(`{"ringside":1,"settings":{"__proto__":{"sound":true},"constructor":1,${told.slice(1)}}`);
    expect(changes()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Username now None then <img src=x onerror=alert\(1\)> cod$/),
      ]),
    );
    expect(said(region())).toContain('\u2068__proto__\u2069, \u2068constructor\u2069');
    expect([
      document.querySelector('.import img'),
      said(region()).includes('\u202e'),
      Object.hasOwn(Object.prototype, 'sound'),
    ]).toEqual([null, false, false]);
  });

  it('of the largest allowed size is shown completely', async () => {
    await open();
    const values = Array.from({ length: 100 }, (_, at) => `${String(at)} ${'x'.repeat(190)}`);
    const rules = Array.from({ length: 45 }, (_, at) =>
      rule(`rule ${String(at)}`, { when: { queues: values } }),
    );
    await load({ rules });
    expect(changes().filter((each) => each.startsWith('rule '))).toHaveLength(45);
    expect(said(region())).toContain(`99 ${'x'.repeat(190)}`);
  });
});
