import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toggleItem } from '../../../src/domain/common/list-edits.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import type { SettingsUpdate } from '../../../src/platform/storage/settings-store.ts';
import type * as Parsed from '../../../src/ui/app/save-setting.ts';
import type * as Save from '../../../src/ui/app/save-settings.ts';

/** A store that can be full. The test decides when its changes are reported. */
interface Store {
  isFull: boolean;
  held: Partial<Settings>;
  heard: Set<() => void>;
  sent: unknown[];
}

const store = vi.hoisted((): Store => ({ isFull: false, held: {}, heard: new Set(), sent: [] }));
const hear = (): void => store.heard.forEach((changed) => changed());
vi.mock('../../../src/platform/messaging/commands.ts', () => ({
  send: (command: unknown) => Promise.resolve(void store.sent.push(command)),
}));
vi.mock('../../../src/platform/storage/items.ts', () => ({
  settingsItem: {
    watch: (changed: () => void) => {
      store.heard.add(changed);
      return () => void store.heard.delete(changed);
    },
  },
}));
vi.mock('../../../src/platform/storage/settings-store.ts', () => ({
  changeSettings: (update: SettingsUpdate) => {
    if (store.isFull) return Promise.reject(new Error('QuotaExceededError'));
    Object.assign(store.held, update({ pickedLines: [], ...store.held } as Partial<Settings> as Settings));
    return Promise.resolve(true);
  },
}));

const settings = (some: Partial<Settings> = {}): Settings =>
  ({ linkSchemes: [], linkHosts: null, pickedLines: [], ...some }) as Partial<Settings> as Settings;
const set =
  (changes: Partial<Settings>): SettingsUpdate =>
  () =>
    changes;

let page: typeof Save & typeof Parsed;
let pending: Save.PendingUpdates;
const shown = (some: Partial<Settings> = {}): Settings => page.withPendingChanges(settings(some), pending);
const failed = (): Partial<Settings> => page.merged(pending.failed)(settings());
/** Stores as a browser does that reports changes to its pages at once. */
const saved = async (update: SettingsUpdate): Promise<void> => {
  const saving = page.saveSettings(update);
  await vi.waitFor(() => expect(store.heard.size).toBe(1));
  hear();
  await saving;
};

beforeEach(async () => {
  vi.resetModules();
  page = {
    ...(await import('../../../src/ui/app/save-settings.ts')),
    ...(await import('../../../src/ui/app/save-setting.ts')),
  };
  Object.assign(store, { isFull: false, held: {}, heard: new Set(), sent: [] });
  page.watchPending((next) => (pending = next));
});

describe('an update that the browser does not store', () => {
  it('stays shown and named until a later save stores it', async () => {
    store.isFull = true;
    await expect(page.saveSettings(set({ region: 'GB' }))).rejects.toThrow('Quota');
    await expect(page.saveSettings(set({ sound: true }))).rejects.toThrow('Quota');
    expect([failed(), shown().region]).toEqual([{ region: 'GB', sound: true }, 'GB']);
    store.isFull = false;
    const again = page.saveAgain();
    await vi.waitFor(() => expect(store.heard.size).toBe(1));
    hear();
    await again;
    expect([pending, store.held]).toEqual([
      { failed: [], saving: [] },
      { region: 'GB', sound: true },
    ]);
  });

  it('is replaced by a later update of the same setting, and others are stored with it', async () => {
    store.isFull = true;
    await Promise.allSettled([
      page.saveSettings(set({ region: 'GB' })),
      page.saveSettings(set({ sound: true })),
    ]);
    store.isFull = false;
    await saved(set({ sound: false }));
    expect([pending.failed, store.held]).toEqual([[], { region: 'GB', sound: false }]);
  });
});

describe('an update that is being stored', () => {
  it('is shown at once, until the page gets the reported change', async () => {
    const saving = page.saveSettings(set({ region: 'GB' }));
    expect(shown({ region: 'IL' }).region).toBe('GB');
    await vi.waitFor(() => expect(store.held).toEqual({ region: 'GB' }));
    expect(shown({ region: 'IL' }).region).toBe('GB');
    hear();
    await saving;
    expect(shown({ region: 'IL' }).region).toBe('IL');
  });

  it('is handed to the worker when the page closes, with the text typed into a field', async () => {
    void page.saveSettings(set({ pickedLines: ['SIPSIP1'] }));
    await page.flushOnClose(shown(), { crmLink: 'https://crm.example.com/' });
    expect(store.sent).toEqual([
      { type: 'save-settings', changes: { pickedLines: ['SIPSIP1'], crmLink: 'https://crm.example.com/' } },
    ]);
  });

  it('sends nothing when the page closes after everything is stored', async () => {
    await page.flushOnClose(shown());
    expect(store.sent).toEqual([]);
  });
});

describe('the result of a save', () => {
  it('is what was changed at the time of the write, with earlier failed updates', async () => {
    store.isFull = true;
    await expect(page.saveSettings(set({ region: 'GB' }))).rejects.toThrow('Quota');
    store.isFull = false;
    store.held = { pickedLines: ['SIPSIP1'] };
    const saving = page.saveSettings(({ pickedLines }) => ({
      pickedLines: toggleItem(pickedLines, 'SIPSIP2', true),
    }));
    await vi.waitFor(() => expect(store.heard.size).toBe(1));
    hear();
    expect(await saving).toEqual({ region: 'GB', pickedLines: ['SIPSIP1', 'SIPSIP2'] });
  });
});

describe('a list that is edited twice before the first edit is stored', () => {
  it('keeps both edits', async () => {
    const pick =
      (line: string): SettingsUpdate =>
      ({ pickedLines }) => ({ pickedLines: toggleItem(pickedLines, line, true) });
    const saving = [page.saveSettings(pick('SIPSIP1')), page.saveSettings(pick('SIPSIP2'))];
    expect(shown({ pickedLines: [] }).pickedLines).toEqual(['SIPSIP1', 'SIPSIP2']);
    for (const each of saving) {
      await vi.waitFor(() => expect(store.heard.size).toBe(1));
      hear();
      await each;
    }
    expect(store.held).toEqual({ pickedLines: ['SIPSIP1', 'SIPSIP2'] });
  });
});

describe('a picked value', () => {
  it('is saved if its parser accepts it', async () => {
    expect(page.saveSetting(settings(), 'region', () => 'GB')).toBeNull();
    await vi.waitFor(() => expect(store.held).toEqual({ region: 'GB' }));
  });

  it('is refused with its error, and nothing is saved', async () => {
    expect(
      page.saveSetting(settings({ rules: [] }), 'rules', () => [
        { id: 'r', when: { queues: ['x'.repeat(201)] } },
      ]),
    ).toBe('too-long');
    await Promise.resolve();
    expect([store.held, pending.saving]).toEqual([{}, []]);
  });
});
