import { describe, expect, it } from 'vitest';
import { LATEST_MS, type UpdateFacts, updateDelay } from '../../../src/domain/account/update-time.ts';

const HOUR = 60 * 60_000;
const quiet: UpdateFacts = {
  since: 0,
  now: HOUR,
  isCallLive: false,
  lastLiveAt: HOUR - 30_000,
  isEditing: false,
};

describe('an update', () => {
  it.each<[string, Partial<UpdateFacts>, number]>([
    ['is installed after 30 s without a call', {}, 0],
    ['waits for the rest of the 30 s', { lastLiveAt: HOUR - 10_000 }, 20_000],
    ['waits while a call is live', { isCallLive: true }, 5_000],
    ['waits while a settings page is open', { isEditing: true }, 5_000],
    ['is installed after four hours even during a call', { isCallLive: true, now: LATEST_MS }, 0],
    ['is installed after four hours with a page open', { isEditing: true, now: LATEST_MS + 1 }, 0],
    ['does not wait beyond the four hours', { lastLiveAt: LATEST_MS - 1, now: LATEST_MS - 1 }, 1],
    ['waits 30 s at most after the clock was set back', { lastLiveAt: 9 * HOUR }, 30_000],
    ['waits four hours at most after the clock was set back', { since: 99 * HOUR, isCallLive: true }, 5_000],
  ])('%s', (_, facts, delay) => {
    expect(updateDelay({ ...quiet, ...facts })).toBe(delay);
  });
});
