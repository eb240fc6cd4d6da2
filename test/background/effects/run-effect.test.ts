import { describe, expect, it, vi } from 'vitest';
import type { Surface } from '../../../src/domain/alerts/alert-policy.ts';
import type { Effect } from '../../../src/domain/alerts/effects.ts';
import { initialState } from '../../../src/domain/calls/state.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { EffectContext } from '../../../src/background/effects/run-effect.ts';

const logRing = vi.hoisted(() => vi.fn());
vi.mock('webextension-polyfill', () => ({
  default: { runtime: { id: 'x', getURL: (file: string) => `chrome-extension://x/${file}` } },
}));
vi.mock('../../../src/background/effects/history.ts', () => ({ logRing }));
const { runEffect } = await import('../../../src/background/effects/run-effect.ts');

describe('the ring log', () => {
  const settings = readSettings({}, {});
  const rung = (surfaces: readonly Surface[]): Effect => ({
    kind: 'log-ring',
    whose: 'me',
    callId: 'call-1',
    heardAt: 1_000,
    way: 'live',
    surfaces,
    quiet: null,
  });
  const context = (isWindowVisible: boolean): EffectContext => ({
    settings: () => Promise.resolve(settings),
    translator: () => Promise.reject(new Error('not needed')),
    resync: () => undefined,
    requestLookup: () => undefined,
    findCaller: () => Promise.resolve(),
    labelsRead: () => undefined,
    isPageVisible: () => Promise.resolve(isWindowVisible),
    now: () => 2_000,
  });

  it.each<[string, Surface[], Effect[], boolean, object]>([
    [
      'a notification is sent, never confirmed',
      ['notification'],
      [],
      true,
      { surfaces: ['notification'], confirmed: [], shownAt: 1_500, reason: null },
    ],
    [
      'a visible call window is confirmed',
      ['notification', 'window'],
      [],
      true,
      { surfaces: ['notification', 'window'], confirmed: ['window'], shownAt: 1_500 },
    ],
    [
      'a minimised call window is not confirmed',
      ['window'],
      [],
      false,
      { surfaces: ['window'], confirmed: [], shownAt: 1_500, reason: null },
    ],
    [
      'the card on top is confirmed',
      ['on-top', 'notification'],
      [],
      false,
      { surfaces: ['on-top', 'notification'], confirmed: ['on-top'], shownAt: 1_500, reason: null },
    ],
    [
      'a visible side panel and a sound are confirmed',
      ['side-panel', 'notification', 'sound'],
      [],
      false,
      { confirmed: ['side-panel', 'sound'] },
    ],
    [
      'a surface that the browser refused is neither sent nor confirmed',
      ['window'],
      [{ kind: 'open-window' }],
      true,
      { surfaces: [], confirmed: [], shownAt: null, reason: 'failed' },
    ],
  ])('%s', async (_, surfaces, failed, isWindowVisible, row) => {
    logRing.mockClear();
    const attempt = { failed, readyAt: 1_500, amend: () => Promise.resolve() };
    await runEffect(rung(surfaces), initialState, attempt, context(isWindowVisible));
    expect(logRing.mock.calls).toEqual([['me', expect.objectContaining(row), settings, 2_000, undefined]]);
  });

  it('says that the surfaces took over a ring that is in the log', async () => {
    logRing.mockClear();
    const attempt = { failed: [], readyAt: 1_500, amend: () => Promise.resolve() };
    const more = { ...rung(['window']), isMore: true } as Effect;
    await runEffect(more, initialState, attempt, context(true));
    expect(logRing.mock.calls).toEqual([
      ['me', expect.objectContaining({ surfaces: ['window'], confirmed: ['window'] }), settings, 2_000, true],
    ]);
  });
});
