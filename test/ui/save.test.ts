import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings } from '../../src/domain/settings.ts';
import type * as Parsed from '../../src/ui/save-parsed.ts';
import type * as Save from '../../src/ui/save.ts';

/** A store that can be full. */
const store = { isFull: false, held: {} as Partial<Settings> };
vi.mock('../../src/platform/messaging.ts', () => ({ send: () => Promise.resolve() }));
vi.mock('../../src/platform/log.ts', () => ({ log: () => undefined, messageOf: String }));
vi.mock('../../src/platform/settings-store.ts', () => ({
  changeSettings: (changes: Partial<Settings>) => {
    if (store.isFull) return Promise.reject(new Error('QuotaExceededError'));
    Object.assign(store.held, changes);
    return Promise.resolve();
  },
}));

let page: typeof Save & typeof Parsed;
let told: Partial<Settings>[];
beforeEach(async () => {
  vi.resetModules();
  page = { ...(await import('../../src/ui/save.ts')), ...(await import('../../src/ui/save-parsed.ts')) };
  Object.assign(store, { isFull: false, held: {} });
  told = [];
  page.watchUnsaved((unsaved) => told.push(unsaved));
});

describe('what the browser does not store', () => {
  it('is told, setting by setting, until it is stored', async () => {
    store.isFull = true;
    await expect(page.saveSettings({ region: 'GB' })).rejects.toThrow('Quota');
    await expect(page.saveSettings({ sound: true })).rejects.toThrow('Quota');
    expect(told).toEqual([{ region: 'GB' }, { region: 'GB', sound: true }]);
    store.isFull = false;
    await page.saveAgain();
    expect([told.at(-1), store.held]).toEqual([{}, { region: 'GB', sound: true }]);
  });

  it('is told no more once the same setting was saved otherwise; others are', async () => {
    store.isFull = true;
    await Promise.allSettled([page.saveSettings({ region: 'GB' }), page.saveSettings({ sound: true })]);
    store.isFull = false;
    await page.saveSettings({ sound: false });
    expect(told.at(-1)).toEqual({ region: 'GB' });
  });

  it('nothing is told where all is stored', async () => {
    await page.saveSettings({ region: 'GB' });
    expect(told).toEqual([]);
  });
});

describe('a list that is edited', () => {
  it('before its last edit is stored keeps that one, too', async () => {
    const shown = { region: 'IL', pickedLines: [] } as Partial<Settings> as Settings;
    const saving = page.saveSettings({ pickedLines: ['SIPSIP1'] });
    expect(page.asTheyWillBe(shown)).toEqual({ region: 'IL', pickedLines: ['SIPSIP1'] });
    await saving;
    expect(page.asTheyWillBe(shown)).toEqual(shown);
  });
});

describe('a picked value', () => {
  it('is saved where it fits, else its fault comes back and nothing is saved', async () => {
    expect(page.saveParsed('region', 'GB')).toBeNull();
    expect(page.saveParsed('rules', [{ id: 'r', when: { queues: ['x'.repeat(201)] } }])).toBe('too-long');
    await page.saveSettings({});
    expect(store.held).toEqual({ region: 'GB' });
  });
});
