import { expect, it } from 'vitest';
import { mask } from '../../src/platform/log.ts';

it.each([
  ['token=abc123', 'token=<secret>'],
  ['{"code":1,"token":"abc123secret"}', '{"code":1,"token":"<secret>"}'],
  ['pin: ringside', 'pin: <secret>'],
  ['call from 050-123 4567 now', 'call from <number> now'],
  ['+972501234567', '<number>'],
  ['agent@example.com was refused', '<mail> was refused'],
  ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', '<secret>'],
  ['websocket error', 'websocket error'],
])('the log writes %s as %s', (text, masked) => {
  expect(mask(text)).toBe(masked);
});

it('of a text of any length the log writes the beginning, and nothing of a secret that is cut there', () => {
  const masked = mask(`${'word '.repeat(98)}secret-of-any-length`.padEnd(10_000_000, 'x'));
  expect(masked).toBe(`${'word '.repeat(98)}…`);
});
