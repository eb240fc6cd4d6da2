// @vitest-environment happy-dom
/** The panel's lists of past calls: tabs, groups, callbacks and search, and how much of a long history is drawn. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { initialState } from '../../../src/domain/calls/state.ts';
import { callSummary } from '../../support/call-summary.ts';
import {
  change,
  engineItem,
  fakeExtension,
  type FakeBrowser,
  fetchCatalogue,
  newFakeBrowser,
} from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

let world: FakeBrowser = newFakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: fakeExtension(() => world) }));

const NOON = new Date(2026, 10, 30, 12).getTime();
const MINUTE = 60_000;
const WHO = 'agent';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
  world = newFakeBrowser();
  Object.assign(world.local, {
    settings: { version: 1, crmLink: 'https://crm.example/{phone}' },
    policy: {},
  });
  Object.assign(world.session, {
    status: { word: 'online', host: 'h', since: 0 },
    engine: engineItem({ ...initialState, who: WHO }),
  });
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  vi.stubGlobal('indexedDB', new IDBFactory());
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A call that began some minutes before noon. */
const call = (minutesAgo: number, number: string, different: Partial<CallSummary> = {}): CallSummary => {
  const startedAt = NOON - minutesAgo * MINUTE;
  return callSummary({
    callId: `c${String(minutesAgo)}`,
    caller: { kind: 'external', number },
    name: '',
    startedAt,
    endedAt: startedAt + 24_000,
    outcome: 'missed',
    ...different,
  });
};
const answered = { outcome: 'answered', talkingAt: NOON - 100 * MINUTE } as const;

async function openPanel(calls: readonly CallSummary[]): Promise<void> {
  const { putCall } = await import('../../../src/platform/storage/history-db.ts');
  for (const each of calls) await putCall(WHO, each);
  await import('../../../src/ui/panel/panel.tsx');
  await vi.waitFor(() => expect(document.querySelector('.rows, .blank')).not.toBeNull(), { timeout: 10_000 });
}
const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const tab = (name: string): HTMLElement | undefined =>
  all('[role=tab]').find(({ textContent }) => textContent.startsWith(name));
const rows = (list: string): string[] =>
  all(`[aria-label="${list}"] > li`).map(({ textContent }) => textContent.replace(/\s+/g, ' '));
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
async function search(text: string): Promise<void> {
  const box = document.querySelector<HTMLInputElement>('input[type=search]');
  if (box === null) throw new Error('there is no search box');
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  await eventually(() => expect(box.value).toBe(text));
}

const STORY = [
  call(10, '0501234567', { name: 'Dana Levi' }),
  call(20, '+972501234567'),
  call(30, '0527654321', { name: 'Lois Lane', ...answered }),
  call(40, '0539999999'),
  call(35, '+972539999999', { direction: 'outgoing', outcome: 'placed' }),
  call(24 * 60 + 5, '0501234567', { name: 'Dana Levi', ...answered }),
];

it('shows each caller once a day, with the number of calls and headings of days', async () => {
  await openPanel(STORY);
  await eventually(() => expect(rows('Recent calls')).toHaveLength(4));
  expect(all('.day').map(({ textContent }) => textContent)).toEqual(['Today', 'Yesterday']);
  expect(rows('Recent calls')[0]).toMatch(/Today.*Dana Levi.*×2.*2 calls.*Missed.*rang for 00:24/);
  expect(rows('Recent calls')[2]).toMatch(/053-999-9999.*×2.*Outgoing/);
});

it('gives old calls the key of their caller, by which the worker finds them', async () => {
  const { callTimes } = await import('../../../src/platform/storage/history-db.ts');
  await openPanel(STORY);
  await eventually(() => expect(rows('Recent calls')).toHaveLength(4));
  const ofDana = (): Promise<readonly number[]> => callTimes(WHO, '972501234567', 0, 'another');
  await vi.waitFor(async () => expect(await ofDana()).toHaveLength(3), { timeout: 10_000 });
});

it('shows the single calls of a caller on demand', async () => {
  await openPanel(STORY);
  const count = document.querySelector<HTMLElement>('.count');
  expect(count?.getAttribute('aria-expanded')).toBe('false');
  count?.click();
  await eventually(() => expect(all('.within > li')).toHaveLength(2));
  expect(count?.getAttribute('aria-expanded')).toBe('true');
});

it('the arrow keys, Home and End choose a tab, and only that tab has the focus', async () => {
  await openPanel(STORY);
  const press = (key: string): void => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  };
  const chosen = (): string[] =>
    all('[role=tab][aria-selected=true]').map((each) => `${each.id} ${String(each.tabIndex)}`);
  tab('Recent')?.focus();
  for (const [key, expected] of [
    ['ArrowRight', 'callbacks'],
    ['ArrowRight', 'recent'],
    ['ArrowLeft', 'callbacks'],
    ['Home', 'recent'],
    ['End', 'callbacks'],
  ] as const) {
    press(key);
    await eventually(() => expect(chosen()).toEqual([`tab-${expected} 0`]));
    expect(document.activeElement?.id).toBe(`tab-${expected}`);
    const shown = all('[role=tabpanel]').filter((panel) => !panel.hidden);
    expect(shown.map((panel) => panel.getAttribute('aria-labelledby'))).toEqual([`tab-${expected}`]);
  }
});

it('lists who waits for a call back and what ended today, and the tab counts them', async () => {
  await openPanel(STORY);
  const count = (): string | undefined =>
    document.getElementById(tab('To call back')?.getAttribute('aria-describedby') ?? '')?.textContent;
  await eventually(() => expect(count()).toBe('1 caller'));
  tab('To call back')?.click();
  await eventually(() => expect(rows('To call back')).toHaveLength(1));
  expect(rows('To call back')[0]).toMatch(/Dana Levi.*called 2 times.*waited 00:24.*Support.*10 min/);
  const done = all('[aria-labelledby="done-today"] li').map(({ textContent }) => textContent);
  expect(done).toHaveLength(1);
  expect(done[0]).toMatch(/053-999-9999.*called back: 11:25/s);
});

it('an address may name the list to call back, which is then shown first', async () => {
  location.hash = '#callbacks';
  await openPanel([call(10, '0501234567')]);
  expect(tab('To call back')?.getAttribute('aria-selected')).toBe('true');
  location.hash = '';
});

it('a callback is marked as done by hand, and put back', async () => {
  await openPanel(STORY);
  tab('To call back')?.click();
  const button = (name: string): HTMLElement | null => document.querySelector(`[aria-label="${name}"]`);
  await eventually(() => expect(button('Mark as done')).not.toBeNull());
  button('Mark as done')?.click();
  expect(world.messages).toContainEqual({ type: 'mark-callback', callId: 'c10', isDone: true });
  change(world, 'local', 'doneCallbacks', { [WHO]: [{ callId: 'c10', at: NOON }] });
  await eventually(() => expect(document.body.textContent).toContain('No one to call back'));
  button('Put back on the list')?.click();
  expect(world.messages).toContainEqual({ type: 'mark-callback', callId: 'c10', isDone: false });
});

it('the search fits both lists, counts what it finds and marks the words', async () => {
  await openPanel(STORY);
  await search('levi');
  await eventually(() => expect(rows('Recent calls')).toHaveLength(1));
  expect(document.body.textContent).toContain('Callers: 1 · Calls: 2');
  expect(all('mark').map(({ textContent }) => textContent)).toEqual(['Levi']);
  await search('050-123');
  await eventually(() => expect(document.body.textContent).toContain('Callers: 1 · Calls: 3'));
  expect(all('mark').map(({ textContent }) => textContent)).toEqual(['050-123']);
  await search('lois');
  tab('To call back')?.click();
  await eventually(() => expect(document.body.textContent).toContain('Found in “Recent”: 1'));
  expect(rows('To call back')).toEqual([]);
});

it('a long history draws twenty callers, and twenty more on demand', async () => {
  await openPanel(Array.from({ length: 300 }, (_, at) => call(at, `05012${String(10_000 + at)}`)));
  await eventually(() => expect(rows('Recent calls')).toHaveLength(20));
  all('button')
    .find(({ textContent }) => textContent === 'Show more')
    ?.click();
  await eventually(() => expect(rows('Recent calls')).toHaveLength(40));
});

it('says in both lists that no calls are kept, and leads to the setting', async () => {
  world.local.settings = { version: 1, historyDays: 0 };
  await openPanel([]);
  for (const tab of all('[role=tab]')) {
    tab.click();
    await eventually(() =>
      expect(document.querySelector('.blank')?.textContent).toContain('Calls are not kept here'),
    );
    expect(document.querySelector('.blank a')?.getAttribute('href')).toBe('options.html#data');
  }
  expect(all('[role=tab]')).toHaveLength(2);
});

it('says that there are no calls yet, and offers a test call', async () => {
  await openPanel([]);
  expect(document.body.textContent).toContain('No calls yet');
  all('.blank button')[0]?.click();
  expect(world.messages).toContainEqual({ type: 'test-call' });
});
