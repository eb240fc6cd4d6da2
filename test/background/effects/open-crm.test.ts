/** A click on a call opens its record, with a history that works, fails or never answers. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { initialState } from '../../../src/domain/calls/state.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { Effect } from '../../../src/domain/alerts/effects.ts';
import type { Engine } from '../../../src/background/engine/types.ts';
import { testCall } from '../../../src/domain/calls/call.ts';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { callSummary } from '../../support/call-summary.ts';

const history = vi.hoisted((): { find: () => Promise<CallSummary | undefined> } => ({
  find: () => Promise.resolve(undefined),
}));
vi.mock('webextension-polyfill', () => ({ default: {} }));
vi.mock('../../../src/platform/storage/history-db.ts', () => ({ findCall: () => history.find() }));
const { createCrmOpener } = await import('../../../src/background/effects/open-crm.ts');

const settings = readSettings({ crmLink: 'https://crm.example.com/{phone}' }, {});
const live = reduce({ ...initialState, who: 'agent' }, { kind: 'test-call', call: testCall('c1', 0), at: 0 });

const opened: Effect[] = [];
const engine: Pick<Engine, 'enqueueEffects'> = {
  enqueueEffects(decide) {
    opened.push(...decide(live, settings));
    return Promise.resolve([]);
  },
};
let open = createCrmOpener(
  engine,
  () => 'agent',
  () => Date.now(),
);

beforeEach(() => {
  vi.useFakeTimers();
  opened.length = 0;
  open = createCrmOpener(
    engine,
    () => 'agent',
    () => Date.now(),
  );
});
afterEach(() => void vi.useRealTimers());

describe('a click', () => {
  const broken: readonly [string, () => Promise<undefined>][] = [
    ['rejects', () => Promise.reject(new Error('does not open'))],
    ['never answers', () => new Promise(() => undefined)],
  ];

  it.each(broken)('on a live call opens its record at once while the history %s', async (_, find) => {
    history.find = find;
    const [callId = ''] = Object.keys(live.calls);
    void open(callId);
    await vi.advanceTimersByTimeAsync(0);
    expect(opened).toMatchObject([{ kind: 'open-tab' }]);
  });

  it.each(broken)('on a past call ends within 3 s while the history %s', async (_, find) => {
    history.find = find;
    const done = open('past');
    await vi.advanceTimersByTimeAsync(3_000);
    await done;
    expect(opened).toEqual([]);
  });

  it('on a past call opens its record', async () => {
    history.find = () => Promise.resolve(callSummary({ callId: 'past' }));
    void open('past');
    await vi.advanceTimersByTimeAsync(0);
    expect(opened).toMatchObject([{ kind: 'open-tab' }]);
  });
});
