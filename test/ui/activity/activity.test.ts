// @vitest-environment happy-dom
/** The activity page over a stored day: its figures, its chart as a table, filters, search and other days. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { initialState } from '../../../src/domain/calls/state.ts';
import { callSummary } from '../../support/call-summary.ts';
import { ringRecord } from '../../support/ring-record.ts';
import {
  change,
  engineItem,
  fakeExtension,
  type FakeBrowser,
  fetchCatalogue,
  newFakeBrowser,
} from '../../support/fake-extension.ts';

let world: FakeBrowser = newFakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: fakeExtension(() => world) }));

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const WHO = 'agent';

/** The texts of all elements that match. */
const texts = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent).trim() === name,
  );
  if (found === undefined) throw new Error(`There is no button ${name}`);
  return found;
};
const press = async (name: string): Promise<void> => {
  button(name).click();
  await vi.advanceTimersByTimeAsync(500);
};
/** Goes to another day. This DOM reports no change of the hash, as browsers do. */
const go = async (name: string): Promise<void> => {
  await press(name);
  dispatchEvent(new Event('hashchange'));
  await vi.advanceTimersByTimeAsync(500);
};
const rows = (): string[] => texts('.ledger tbody tr');

/** Loading the page's modules takes long on a busy machine. */
const LOADING_MS = 60_000;

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });

beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers({ now: at(29, 14, 52), toFake: ['Date', 'setTimeout', 'setInterval'] });
  world = newFakeBrowser();
  world.session.status = { word: 'online', host: 'h', since: 0 };
  world.session.engine = engineItem({ ...initialState, who: WHO });
  document.body.innerHTML = '<div id="app"></div>';
  location.hash = '';
  vi.stubGlobal('fetch', fetchCatalogue);
  const db = await import('../../../src/platform/storage/history-db.ts');
  const ring = async (callId: string, heardAt: number, different = {}): Promise<void> =>
    db.putRing(WHO, ringRecord({ callId, heardAt, shownAt: heardAt + 60, ...different }));
  const call = async (callId: string, different: Parameters<typeof callSummary>[0]): Promise<void> =>
    db.putCall(WHO, callSummary({ callId, ...different }));
  await ring('answered', at(29, 9));
  await call('answered', { outcome: 'answered', talkingAt: at(29, 9), endedAt: at(29, 9, 2), startedAt: 2 });
  await ring('missed', at(29, 9, 30), { way: 'late', shownAt: at(29, 9, 30) + 1_900 });
  await call('missed', { name: 'Dana Levi', outcome: 'missed', startedAt: 3 });
  await ring('quiet', at(29, 11), { reason: 'hidden', shownAt: null, surfaces: [] });
  await call('quiet', { caller: { kind: 'hidden' }, name: '', outcome: 'missed', startedAt: 4 });
  await ring('yesterday', at(28, 16));
  await call('yesterday', { name: 'Lois Lane', outcome: 'answered-elsewhere', startedAt: 1 });
  await db.putOutage(WHO, { from: at(29, 10), to: at(29, 10) + 36_000 });
  await db.putOutage(WHO, { from: at(29, 10) + 60_000, to: at(29, 10) + 60_000, isOnTopEnd: true });
  await import('../../../src/ui/activity/activity.tsx');
  // The database answers in its own time, whatever the page's clock says.
  await eventually(() => expect(rows()).toHaveLength(5));
}, LOADING_MS);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('shows the figures of the day', () => {
  expect(texts('.figures > div')).toEqual([
    'Rings3Callers: 2',
    'Shown2none left out',
    'Answered133% · 2 mins',
    'Missed1To call back: 1',
    'No alert1by your settings',
    'Time to show980 msmedian · slowest 1.9 secs',
  ]);
});

it('says of no ring how it ended if no calls are kept', async () => {
  change(world, 'local', 'settings', { version: 1, historyDays: 0 });
  await vi.advanceTimersByTimeAsync(100);
  expect(texts('.figures > div')).toEqual(
    expect.arrayContaining(['Answered–', expect.stringMatching(/^Missed–/)]),
  );
});

it('the missed calls lead to those to call back, until none is left', async () => {
  expect(document.querySelector('.figures a')?.getAttribute('href')).toBe('panel.html#callbacks');
  change(world, 'local', 'doneCallbacks', { [WHO]: [{ callId: 'missed', at: at(29, 12) }] });
  await vi.advanceTimersByTimeAsync(100);
  expect(document.querySelector('.figures a')).toBeNull();
  expect(texts('.figures > div')).toContain('Missed1');
});

it('has the chart as a table, without the hours that had no ring', () => {
  expect(texts('.chart thead th')).toEqual([
    'Time',
    'Rings',
    'Answered',
    'Missed',
    'Answered elsewhere',
    'No alert',
  ]);
  expect(texts('.chart tbody tr')).toEqual(['09:0021100', '11:0010001']);
});

it('the present time stands behind its line in the first half of the chart, and before it later', async () => {
  const line = (): string | undefined => document.querySelector('.chart-now')?.className;
  expect(line()).toBe('chart-now late');
  vi.setSystemTime(at(29, 8));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(line()).toBe('chart-now');
});

it('lists every ring and outage, and narrows them down by filter and search', async () => {
  expect(rows()).toEqual([
    expect.stringMatching(/^11:00:00Hidden number.*No alert: hidden number$/),
    expect.stringMatching(/^10:01:00The card on top was closed/),
    expect.stringMatching(/^10:00:00No connection for 36 secs, until 10:00:36/),
    expect.stringMatching(/^09:30:00Dana Levi.*Missed.*Shown late.*window.*1,900 ms$/),
    expect.stringMatching(/^09:00:00Clark Kent.*Answered 02:00.*Live.*window.*60 ms$/),
  ]);
  await press('Missed 1');
  expect(button('Missed 1').getAttribute('aria-pressed')).toBe('true');
  expect(rows()).toEqual([expect.stringMatching(/Dana Levi/)]);
  const search = document.querySelector('input');
  if (search === null) throw new Error('There is no search');
  search.value = 'clark';
  search.dispatchEvent(new Event('input'));
  await vi.advanceTimersByTimeAsync(100);
  expect(rows()).toEqual([]);
  await press('Show all');
  expect(rows()).toHaveLength(5);
});

it('goes to the day before and back', async () => {
  expect(texts('h1')).toEqual(['Today']);
  expect(button('The day after').disabled).toBe(true);
  await go('The day before');
  expect(location.hash).toBe('#2026-11-28');
  expect(texts('h1')).toEqual(['Saturday']);
  await eventually(() =>
    expect(rows()).toEqual([expect.stringMatching(/^16:00:00Lois Lane.*Answered elsewhere/)]),
  );
  await go('The day before');
  await eventually(() => expect(rows()).toEqual([]));
  expect(document.body.textContent).toContain('No rings on this day.');
  await go('The day after');
  await go('The day after');
  expect(texts('h1')).toEqual(['Today']);
});
