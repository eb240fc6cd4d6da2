import { afterEach, expect, it, vi } from 'vitest';
import type { LogLine } from '../../src/domain/common/log-buffer.ts';
import { setLogSink, log, mask } from '../../src/platform/log.ts';
import { longestMatched } from '../support/work.ts';

it.each([
  ['token=abc123', 'token=<secret>'],
  ['{"code":1,"token":"abc123secret"}', '{"code":1,"token":"<secret>"}'],
  ['pin: ringside', 'pin: <secret>'],
  ['call from 050-123 4567 now', 'call from <number> now'],
  ['+972501234567', '<number>'],
  ['agent@example.com was refused', '<mail> was refused'],
  ['a@b@c, x@y', '<mail>@c, <mail>'],
  ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', '<secret>'],
  ['cannot reach https://crm.example.com:8443/x?q=Dana', 'cannot reach <address>'],
  ['monitor1.voicenter.co.il:8080 is away', '<host> is away'],
  ['127.0.0.1:8080 is away', '<host> is away'],
  ['websocket error', 'websocket error'],
  ['ExtensionEvent.data.currentCall', 'ExtensionEvent.data.currentCall'],
])('the log writes %s as %s', (text, masked) => {
  expect(mask(text)).toBe(masked);
});

it('the log writes the beginning of a long text, and no part of a secret cut there', () => {
  const masked = mask(`${'word '.repeat(98)}secret-of-any-length`.padEnd(10_000_000, 'x'));
  expect(masked).toBe(`${'word '.repeat(98)}…`);
});

it('no regular expression of the mask reads more than the beginning of a long text', () => {
  // The replacement for a secret may be longer than the secret.
  const most = 4 * 500;
  for (const part of ['a', 'a-', 'a.', '1 ', 'a@b ', 'pin:x ', ' ']) {
    expect(longestMatched(() => mask(part.repeat(100_000)))).toBeLessThanOrEqual(most);
  }
});

afterEach(() => {
  setLogSink(() => undefined);
  vi.restoreAllMocks();
});

it('the log passes each line on masked, with its level and its time', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const heard: LogLine[] = [];
  setLogSink((line) => heard.push(line));
  log('warn', 'socket lost', { failures: 2, words: 'token=abc123 of agent@example.com' });
  expect(heard).toEqual([
    {
      at: expect.any(Number) as number,
      level: 'warn',
      event: 'socket lost',
      facts: { failures: 2, words: 'token=<secret> of <mail>' },
    },
  ]);
});
