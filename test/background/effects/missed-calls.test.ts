/** The marks on past calls outlive the worker and the browser, apart for each user. */
import { beforeEach, expect, it, vi } from 'vitest';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { AGENT_START, around, call, hangUp, line, play } from '../../support/event-builders.ts';
import { type FakeBrowser, newFakeBrowser } from '../../support/fake-extension.ts';

let world: FakeBrowser;
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../support/fake-extension.ts');
  return { default: fakeExtension(() => world) };
});
const { keepMissed, loadMissed } = await import('../../../src/background/effects/missed-calls.ts');
const { markCallback } = await import('../../../src/background/effects/done-callbacks.ts');
const { forgetMarks, trimMarks } = await import('../../../src/background/effects/call-marks.ts');

const DAY = 86_400_000;
const bounds = { historyDays: 30, historyCalls: 500 };
const none = { historyDays: 0, historyCalls: 500 };
beforeEach(() => {
  world = newFakeBrowser();
});

const signIn = (who: string, missed: readonly string[] = [], from = initialState): CallState =>
  reduce(from, {
    kind: 'signed-in',
    who,
    scope: { kind: 'person', personId: null },
    missed,
    at: AGENT_START,
  });

it('keeps the marks of each user apart, on the disk', async () => {
  await keepMissed('anna', ['c1', 'c2'], bounds, DAY);
  await keepMissed('boris', ['c3'], bounds, DAY);
  expect(Object.keys(world.local)).toEqual(['missedCalls']);
  expect(await loadMissed('anna', bounds, DAY)).toEqual(['c1', 'c2']);
  expect(await loadMissed('boris', bounds, DAY)).toEqual(['c3']);
  await keepMissed('anna', [], bounds, DAY);
  expect(world.local.missedCalls).toEqual({ boris: [{ callId: 'c3', at: DAY }] });
});

it('forgets the marks that are older than the past calls, by the time of the mark', async () => {
  await keepMissed('anna', ['c1'], bounds, DAY);
  await keepMissed('anna', ['c1', 'c2'], bounds, 20 * DAY);
  expect(await loadMissed('anna', bounds, 40 * DAY)).toEqual(['c2']);
  await trimMarks(bounds, 40 * DAY);
  expect(world.local.missedCalls).toEqual({ anna: [{ callId: 'c2', at: 20 * DAY }] });
});

it('keeps nothing when the settings keep no past calls', async () => {
  await keepMissed('anna', ['c1'], none, DAY);
  expect(world.local).toEqual({});
  await keepMissed('anna', ['c1'], bounds, DAY);
  expect(await loadMissed('anna', none, DAY)).toEqual([]);
  await trimMarks(none, DAY);
  expect(world.local).toEqual({});
});

it('erases the marks of the users whose history is erased', async () => {
  await keepMissed('anna', ['c1'], bounds, DAY);
  await keepMissed('boris', ['c3'], bounds, DAY);
  await forgetMarks((whose) => whose !== 'anna');
  expect(world.local.missedCalls).toEqual({ anna: [{ callId: 'c1', at: DAY }] });
});

const done = (callId: string, isDone = true) => ({ callId, isDone });

it('keeps the callbacks that each user has marked as done, until the mark is taken away', async () => {
  await markCallback('anna', done('c1'), bounds, DAY);
  await markCallback('anna', done('c2'), bounds, DAY);
  await markCallback('boris', done('c3'), bounds, DAY);
  await markCallback('anna', done('c1'), bounds, 2 * DAY);
  expect(world.local.doneCallbacks).toEqual({
    anna: [
      { callId: 'c2', at: DAY },
      { callId: 'c1', at: DAY },
    ],
    boris: [{ callId: 'c3', at: DAY }],
  });
  await markCallback('anna', done('c2', false), bounds, DAY);
  await markCallback('boris', done('c3', false), bounds, DAY);
  expect(world.local.doneCallbacks).toEqual({ anna: [{ callId: 'c1', at: DAY }] });
});

it('forgets done callbacks with the past calls: by age, by erasing, and when none are kept', async () => {
  await markCallback('anna', done('c1'), bounds, DAY);
  await markCallback('anna', done('c2'), bounds, 20 * DAY);
  await markCallback('boris', done('c3'), bounds, 20 * DAY);
  await trimMarks(bounds, 40 * DAY);
  await forgetMarks((whose) => whose === 'boris');
  expect(world.local).toEqual({ doneCallbacks: { anna: [{ callId: 'c2', at: 20 * DAY }] } });
  await trimMarks(none, 40 * DAY);
  expect(world.local).toEqual({});
  await markCallback('anna', done('c1'), none, DAY);
  expect(world.local).toEqual({});
});

it('keeps a limited number of done callbacks, the newest ones', async () => {
  const many = Array.from({ length: 1_500 }, (_, at) => ({ callId: `c${String(at)}`, at: DAY }));
  world.local.doneCallbacks = { anna: many };
  await markCallback('anna', done('last'), bounds, DAY);
  const kept = (world.local.doneCallbacks as { anna: { callId: string }[] }).anna;
  expect(kept).toHaveLength(1_000);
  expect(kept.at(-1)?.callId).toBe('last');
});

it.each([null, 'x', [], { anna: 'c1' }, { anna: [{ callId: 7, at: 1 }] }, { anna: [{ callId: 'c1' }] }])(
  'starts without marks when the stored ones make no sense: %j',
  async (damaged) => {
    world.local.missedCalls = damaged;
    expect(await loadMissed('anna', bounds, DAY)).toEqual([]);
    await keepMissed('anna', ['c1'], bounds, DAY);
    expect(await loadMissed('anna', bounds, DAY)).toEqual(['c1']);
  },
);

it('a sign-in starts with the marks of its user, and the same sign-in keeps those of the state', () => {
  const state = signIn('anna', ['c1']);
  expect(state.missed).toEqual(['c1']);
  expect(signIn('anna', ['c7'], state)).toBe(state);
  expect(signIn('boris', [], state).missed).toEqual([]);
});

it('stores the marks at each change of them, but not at a sign-in or sign-out', () => {
  const settings = readSettings({}, {});
  const kept = (state: CallState, event: Parameters<typeof reduce>[1]): unknown[] =>
    transition(state, event, settings, around()).effects.filter(({ kind }) => kind === 'keep-missed');
  const stopped = play([line('NEWCALL', call()), hangUp(call())], signIn('anna', ['c1']));
  const tick = { kind: 'tick', at: AGENT_START + 60_000 } as const;
  expect(kept(stopped, tick)).toEqual([{ kind: 'keep-missed', whose: 'anna', missed: ['c1', 'call-1'] }]);
  const missed = reduce(stopped, tick);
  expect(kept(missed, { kind: 'missed-read' })).toEqual([{ kind: 'keep-missed', whose: 'anna', missed: [] }]);
  expect(kept(missed, { kind: 'signed-out' })).toEqual([]);
  const boris = { who: 'boris', scope: missed.scope, missed: [], at: AGENT_START } as const;
  expect(kept(missed, { kind: 'signed-in', ...boris })).toEqual([]);
});
