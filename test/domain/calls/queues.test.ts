/** How long a caller may wait. */
import { expect, it } from 'vitest';
import { waitLevel } from '../../../src/domain/calls/queues.ts';

it.each([
  [-1_000, 'fine'],
  [44_999, 'fine'],
  [45_000, 'near'],
  [119_999, 'near'],
  [120_000, 'over'],
])('a wait of %i ms is %s', (wait, level) => {
  expect(waitLevel(wait)).toBe(level);
});
