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
