import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => path.join('src', file));

it('no alarm is set for less than half a minute: Chrome clamps those of store builds, so nothing shorter may be relied on', () => {
  const found = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/alarms\.create\([^)]*\)/g)].map(([text]) => ({ file, text })));
  expect(found.map(({ file, text }) => `${file}: ${text}`)).toEqual(['src/background/keepalive.ts: alarms.create(WATCHDOG, { periodInMinutes: WATCHDOG_MINUTES })']);
  const minutes = /const WATCHDOG_MINUTES = ([\d.]+);/.exec(readFileSync('src/background/keepalive.ts', 'utf8'))?.[1];
  expect(Number(minutes)).toBeGreaterThanOrEqual(0.5);
});

it('the heartbeat comes well before either browser would end an idle background (30 s)', () => {
  const ms = /const HEARTBEAT_MS = ([\d_]+);/.exec(readFileSync('src/background/keepalive.ts', 'utf8'))?.[1]?.replaceAll('_', '');
  expect(Number(ms)).toBeLessThanOrEqual(25_000);
});
