import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  fitLine,
  type LogLine,
  MAX_CHARACTERS,
  MAX_LINES,
  newestLines,
} from '../../../src/domain/common/log-buffer.ts';

const line = (at: number, text = 'x'): LogLine =>
  fitLine({ at, level: 'warn', event: 'event', facts: { text } });

it('the log buffer keeps the newest lines in order', () => {
  const lines = Array.from({ length: MAX_LINES + 7 }, (_, at) => line(at));
  expect(newestLines(lines)).toEqual(lines.slice(7));
  expect(newestLines(lines.slice(0, 5))).toEqual(lines.slice(0, 5));
});

it('the log buffer stays within its size however long or unusual the lines are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.integer({ min: 1, max: 50 })), {
        maxLength: 30,
      }),
      (all) => {
        const lines = all.flatMap(([text, times]) =>
          Array.from({ length: times }, (_, at) => line(at, text)),
        );
        const kept = newestLines(lines);
        expect(kept.length).toBeLessThanOrEqual(MAX_LINES);
        expect(JSON.stringify(kept).length).toBeLessThanOrEqual(MAX_CHARACTERS + 2);
        expect(lines.slice(lines.length - kept.length)).toEqual(kept);
        if (lines.length > 0) expect(kept.length).toBeGreaterThan(0);
      },
    ),
  );
});

it('the log buffer cuts a long text, and limits the facts of a line', () => {
  const facts = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`fact${String(at)}`, 'long '.repeat(1_000)]),
  );
  const fit = fitLine({ at: 0, level: 'info', event: 'e'.repeat(1_000), facts });
  expect(Object.keys(fit.facts)).toHaveLength(10);
  expect(JSON.stringify(fit).length).toBeLessThan(3_000);
});
