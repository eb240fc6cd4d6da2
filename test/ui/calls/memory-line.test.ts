// @vitest-environment happy-dom
/** What a card says about the earlier calls of its caller. The history is a fake one in memory. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import { testCall } from '../../../src/domain/calls/call.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { memoryKey } from '../../../src/domain/callers/memory.ts';
import { eraseHistory, putCall, usersWithHistory } from '../../../src/platform/storage/history-db.ts';
import { callSummary } from '../../support/call-summary.ts';
import { around, call, eventOf, line, type WireCall } from '../../support/event-builders.ts';
import {
  change,
  changeState,
  fetchCatalogue,
  newFakeBrowser,
  type FakeBrowser,
} from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension: fake } = await import('../../support/fake-extension.ts');
  return { default: fake(() => world.now) };
});
const { mount } = await import('../../../src/ui/app/page.tsx');
const { LiveCards } = await import('../../../src/ui/calls/live-cards.tsx');

const stored = { version: 1, language: 'en' };
const MINUTE = 60_000;
const NOON = new Date(2026, 10, 30, 12).getTime();

function ringing(different: WireCall = {}): CallState {
  const event = eventOf(line('NEWCALL', call({ ivrid: 'now', ...different })));
  const signedIn: CallState = { ...initialState, who: 'a' };
  const { state } = transition(signedIn, event, readSettings(stored, {}), around());
  const [ring] = Object.values(state.calls);
  return ring === undefined ? state : { ...state, calls: { now: { ...ring, startedAt: NOON } } };
}
const store = async (different: Partial<CallSummary>): Promise<void> => {
  const row = callSummary({ outcome: 'missed', ...different });
  await putCall('a', row, memoryKey(row, 'IL'));
};
const memory = (): Element | null => document.querySelector('.card-memory');

/** Shows the state, and waits until the card is complete. */
async function show(state: CallState): Promise<void> {
  changeState(world.now, state);
  await vi.waitFor(() => expect(document.querySelector('article')?.getAttribute('aria-busy')).toBe('false'));
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  for (const whose of await usersWithHistory()) await eraseHistory(whose);
  world.now = newFakeBrowser();
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
  Object.assign(world.now.local, { settings: stored, policy: {} });
  Object.assign(world.now.session, { status: { word: 'online', host: 'x', since: 0 } });
  mount(() => LiveCards({}), 'calls.title');
  await vi.waitFor(() => expect(document.title).not.toBe(''), { timeout: 10_000 });
});

describe('the line about earlier calls', () => {
  it('counts the calls of today, and says which was missed and which answered', async () => {
    await store({ callId: 'a', startedAt: NOON - 90 * MINUTE });
    await store({ callId: 'b', startedAt: NOON - 78 * MINUTE });
    const yesterday = new Date(2026, 10, 29, 9).getTime();
    await store({
      callId: 'c',
      startedAt: yesterday,
      talkingAt: yesterday,
      endedAt: yesterday + 4 * MINUTE,
      outcome: 'answered',
    });
    await show(ringing());
    await vi.waitFor(() =>
      expect(memory()?.textContent).toBe('3rd call today · missed 10:42 · answered yesterday, 4 min'),
    );
  });

  it('names the colleague who answered, and an earlier day', async () => {
    const startedAt = new Date(2026, 10, 25, 9).getTime();
    await store({ callId: 'a', startedAt, outcome: 'answered-elsewhere', answeredBy: 'Lois Lane' });
    await show(ringing());
    await vi.waitFor(() => expect(memory()?.textContent).toBe('answered by Lois Lane, Wednesday'));
    await store({
      callId: 'b',
      startedAt: new Date(2026, 10, 26, 9).getTime(),
      outcome: 'answered-elsewhere',
    });
    change(world.now, 'session', 'historyRevision', 'later');
    await vi.waitFor(() => expect(memory()?.textContent).toBe('answered elsewhere, Thursday'));
  });

  it('says that there are none', async () => {
    await show(ringing());
    await vi.waitFor(() => expect(memory()?.textContent).toBe('No earlier calls from this number'));
  });

  it('has no place on the card of a hidden number', async () => {
    await show(ringing({ callerphone: 'Anonymous', callername: 'Anonymous' }));
    expect(memory()).toBeNull();
  });

  it('has no place on the card of a test call', async () => {
    const settings = readSettings(stored, {});
    const event = { kind: 'test-call', call: testCall('1', NOON), at: NOON } as const;
    await show(transition({ ...initialState, who: 'a' }, event, settings, around()).state);
    expect(memory()).toBeNull();
  });

  it('has no place if the settings keep no past calls', async () => {
    change(world.now, 'local', 'settings', { ...stored, historyDays: 0 });
    await show(ringing());
    await vi.waitFor(() => expect(memory()).toBeNull());
  });
});
