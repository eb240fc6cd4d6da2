/** An update waits for a quiet moment, and the agent learns of a sign-in that it ended. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionStatus } from '../../../src/domain/account/connection-status.ts';
import { createTranslator } from '../../../src/platform/i18n.ts';
import english from '../../../src/locales/en.json' with { type: 'json' };

interface World {
  available: () => void;
  reloads: number;
  session: Record<string, unknown>;
  isBroken: boolean;
  notes: { title: string; message: string }[];
  pages: number;
}
const world = vi.hoisted((): World => ({
  available: () => undefined,
  reloads: 0,
  session: {},
  isBroken: false,
  notes: [],
  pages: 0,
}));
vi.mock('webextension-polyfill', () => {
  const area = {
    get: (key: string) =>
      world.isBroken ? Promise.reject(new Error('broken')) : Promise.resolve({ [key]: world.session[key] }),
    set: (items: object) =>
      world.isBroken
        ? Promise.reject(new Error('broken'))
        : Promise.resolve(Object.assign(world.session, items)),
  };
  return {
    default: {
      runtime: {
        getURL: (file: string) => file,
        onUpdateAvailable: { addListener: (listener: () => void) => void (world.available = listener) },
        reload: () => void (world.reloads += 1),
        openOptionsPage: () => Promise.resolve(void (world.pages += 1)),
      },
      notifications: {
        create: (_: string, options: World['notes'][number]) =>
          Promise.resolve(void world.notes.push(options)),
        clear: () => Promise.resolve(true),
      },
      storage: { session: area, local: area },
    },
  };
});
const { installUpdates } = await import('../../../src/background/services/updates.ts');
const { createSignInReminder } = await import('../../../src/background/services/sign-in-reminder.ts');

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  Object.assign(world, { reloads: 0, session: {}, isBroken: false, notes: [], pages: 0 });
});

function newWorker(live: boolean, isEditing = false) {
  const is = { live, isEditing };
  const updates = installUpdates({
    isCallLive: () => is.live,
    isEditing: () => is.isEditing,
    now: () => Date.now(),
  });
  const set = (next: boolean): void => {
    is.live = next;
    updates.callsChanged();
  };
  return { set, is };
}

describe('an update', () => {
  it('waits for the end of a call and for 30 s after it', async () => {
    const { set } = newWorker(true);
    world.available();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    set(false);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(world.reloads).toBe(0);
    // A short ring, between two looks.
    set(true);
    await vi.advanceTimersByTimeAsync(1_000);
    set(false);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(world.reloads).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(world.reloads).toBe(1);
  });

  it('comes after four hours during a call, also if the worker died meanwhile', async () => {
    // What an earlier worker has stored, three hours ago.
    world.session.pendingUpdate = Date.now() - 3 * 60 * 60_000;
    newWorker(true);
    await vi.advanceTimersByTimeAsync(60 * 60_000 - 60_000);
    expect(world.reloads).toBe(0);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(world.reloads).toBe(1);
  });

  it('waits while the settings are open, and comes though the store fails', async () => {
    world.isBroken = true;
    const { is } = newWorker(false, true);
    world.available();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(world.reloads).toBe(0);
    is.isEditing = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(world.reloads).toBe(1);
  });

  it('that is not there changes nothing', async () => {
    newWorker(false);
    await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
    expect(world.reloads).toBe(0);
  });
});

describe('the reminder to sign in', () => {
  const online: ConnectionStatus = { word: 'online', host: 'h', since: 0 };
  const start = (was: boolean) => {
    const stored = { was };
    const reminder = createSignInReminder({
      wasSignedIn: {
        get: () => Promise.resolve(stored.was),
        set: (value) => Promise.resolve(void (stored.was = value)),
      },
      translator: () => Promise.resolve(createTranslator('en', english)),
    });
    return { reminder, stored };
  };

  it.each(['off first', 'update first'])(
    'comes once after an update that ended the sign-in (%s)',
    async (order) => {
      const { reminder, stored } = start(true);
      if (order === 'off first') reminder.onStatus({ word: 'off' });
      await vi.advanceTimersByTimeAsync(100);
      reminder.updated();
      reminder.onStatus({ word: 'off' });
      await vi.advanceTimersByTimeAsync(100);
      expect(world.notes.map(({ title }) => title)).toEqual(['Ringside was updated']);
      expect(stored.was).toBe(false);
      reminder.clicked('call:1');
      reminder.clicked('sign-in-again');
      expect(world.pages).toBe(1);
    },
  );

  it.each<[string, boolean, boolean, readonly ConnectionStatus[]]>([
    ['after a start of the browser', true, false, [{ word: 'off' }]],
    ['if nobody was signed in before the update', false, true, [{ word: 'off' }]],
    ['if the sign-in survived and the agent signs out later', true, true, [online, { word: 'off' }]],
    ['while the worker connects', true, true, [{ word: 'connecting', signedIn: true }]],
  ])('does not come %s', async (_, was, isUpdated, statuses) => {
    const { reminder } = start(was);
    if (isUpdated) reminder.updated();
    for (const status of statuses) reminder.onStatus(status);
    await vi.advanceTimersByTimeAsync(100);
    expect(world.notes).toEqual([]);
  });
});
