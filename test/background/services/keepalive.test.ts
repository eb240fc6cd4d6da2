import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeepalive } from '../../../src/background/services/keepalive.ts';

interface Alarms {
  names: Set<string>;
}
const alarms = vi.hoisted((): Alarms => ({ names: new Set() }));
vi.mock('webextension-polyfill', () => {
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    default: {
      runtime: { getPlatformInfo: () => Promise.resolve({}) },
      alarms: {
        get: (name: string) => later().then(() => (alarms.names.has(name) ? { name } : undefined)),
        create: (name: string) => later().then(() => void alarms.names.add(name)),
        clear: (name: string) => later().then(() => alarms.names.delete(name)),
      },
    },
  };
});

describe('the watchdog', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    alarms.names.clear();
  });
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['is set by a start', ['start'], 1],
    ['is not set by a start that a stop follows at once', ['start', 'stop'], 0],
    ['is set by a start that follows a stop at once', ['start', 'stop', 'start'], 1],
    ['is taken away by a stop', ['start', 'wait', 'stop'], 0],
  ] as const)('%s', async (_, steps, count) => {
    const keepalive = createKeepalive(() => Promise.resolve());
    for (const step of steps) {
      if (step === 'wait') await vi.advanceTimersByTimeAsync(100);
      else void keepalive[step]();
    }
    await vi.advanceTimersByTimeAsync(100);
    expect(alarms.names.size).toBe(count);
    void keepalive.stop();
    await vi.advanceTimersByTimeAsync(100);
  });
});

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => path.join('src', file));

it('no alarm is shorter than 30 s, because Chrome lengthens shorter ones in store builds', () => {
  const found = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/alarms\.create\([^)]*\)/g)].map(([text]) => ({ file, text })),
  );
  expect(found.map(({ file, text }) => `${file}: ${text}`)).toEqual([
    'src/background/services/keepalive.ts: alarms.create(WATCHDOG, { periodInMinutes: WATCHDOG_MINUTES })',
  ]);
  const minutes = /const WATCHDOG_MINUTES = ([\d.]+);/.exec(
    readFileSync('src/background/services/keepalive.ts', 'utf8'),
  )?.[1];
  expect(Number(minutes)).toBeGreaterThanOrEqual(0.5);
});

it('the heartbeat comes well before a browser ends an idle background (30 s)', () => {
  const ms = /const HEARTBEAT_MS = ([\d_]+);/
    .exec(readFileSync('src/background/services/keepalive.ts', 'utf8'))?.[1]
    ?.replaceAll('_', '');
  expect(Number(ms)).toBeLessThanOrEqual(25_000);
});
