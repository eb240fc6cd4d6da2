import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSettingsSource } from '../../../src/background/services/settings-source.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { type Settings } from '../../../src/domain/settings/settings.ts';

const settings = (region: string): Settings => readSettings({ region }, {});
const FALLBACK = settings('IL');

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => void vi.useRealTimers());

/** A source over reads that succeed with these regions or fail (null), in order. The last one repeats. */
function sourceOver(reads: (string | null)[]) {
  const changes: [string | null, string][] = [];
  const source = createSettingsSource({
    read: () => {
      const region = reads.length > 1 ? reads.shift() : reads[0];
      return typeof region === 'string'
        ? Promise.resolve(settings(region))
        : Promise.reject(new Error('store broken'));
    },
    fallback: FALLBACK,
    onChange: (before, next) => changes.push([before?.region ?? null, next.region]),
    random: () => 0.5,
  });
  return { source, changes, reads };
}

describe('the settings of the worker', () => {
  it('are those read at its start', async () => {
    const { source, changes } = sourceOver(['GB']);
    expect((await source.current()).region).toBe('GB');
    expect(source.areKnown()).toBe(true);
    expect(changes).toEqual([]);
  });

  it('are read again after one failed read at the start, without a fallback', async () => {
    const { source, changes } = sourceOver([null, 'GB']);
    expect((await source.current()).region).toBe('GB');
    expect(changes).toEqual([]);
  });

  it('fall back to the defaults after two failed reads, and are used once the store answers', async () => {
    const { source, changes, reads } = sourceOver([null, null, null, null]);
    expect(await source.current()).toBe(FALLBACK);
    expect(source.areKnown()).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(changes).toEqual([]);
    reads.splice(0, reads.length, 'GB');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(changes).toEqual([[null, 'GB']]);
    expect((await source.current()).region).toBe('GB');
  });

  it('stay the last good ones while a later read fails, and are read again', async () => {
    const { source, changes, reads } = sourceOver(['GB']);
    await source.current();
    reads.splice(0, reads.length, null);
    source.refresh();
    expect((await source.current()).region).toBe('GB');
    await vi.advanceTimersByTimeAsync(60_000);
    reads.splice(0, reads.length, 'US');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(changes).toEqual([['GB', 'US']]);
  });

  it('wait for the read after a reported change', async () => {
    const { source, reads } = sourceOver(['GB']);
    await source.current();
    reads.splice(0, reads.length, 'US');
    source.refresh();
    expect((await source.current()).region).toBe('US');
  });

  it('are the last good ones while the store does not answer', async () => {
    const answers = [Promise.resolve(settings('GB'))];
    const source = createSettingsSource({
      read: () => answers.shift() ?? new Promise(() => undefined),
      fallback: FALLBACK,
      onChange: () => undefined,
      random: () => 0.5,
    });
    await source.current();
    source.refresh();
    const current = source.current();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await current).region).toBe('GB');
  });

  it('are those of the newest change when an older read ends later', async () => {
    const answers: ((region: string) => void)[] = [];
    const changes: string[] = [];
    const source = createSettingsSource({
      read: () => new Promise((resolve) => answers.push((region) => resolve(settings(region)))),
      fallback: FALLBACK,
      onChange: (_, next) => changes.push(next.region),
      random: () => 0.5,
    });
    answers[0]?.('GB');
    await source.current();
    source.refresh();
    source.refresh();
    answers[2]?.('US');
    await vi.advanceTimersByTimeAsync(0);
    answers[1]?.('FR');
    await vi.advanceTimersByTimeAsync(0);
    expect(changes).toEqual(['US']);
    expect((await source.current()).region).toBe('US');
  });
});
