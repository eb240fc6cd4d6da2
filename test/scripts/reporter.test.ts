import { describe, expect, it } from 'vitest';
import { failureLines, LONGEST_FAILURE } from '../support/run/reporter.ts';

const stacks = [{ file: `${process.cwd()}/test/e2e/ring.test.ts`, line: 12 }];

describe('the report of a failed test', () => {
  it('names the test, the error, its place and its context', () => {
    expect(failureLines('a ring', [{ message: 'no card', stacks }], ['steps:', '  click'])).toEqual([
      'FAIL a ring',
      'no card',
      'at test/e2e/ring.test.ts:12',
      'steps:',
      '  click',
    ]);
  });

  it('has at most 40 lines, none of them endless or coloured', () => {
    const many = Array.from({ length: 100 }, (_, at) => `line ${String(at)}`);
    const lines = failureLines(
      'a ring',
      [{ message: `\u001b[31m${'x'.repeat(1_000)}\u001b[0m`, diff: many.join('\n'), stacks }],
      many,
    );
    expect(lines).toHaveLength(LONGEST_FAILURE);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(210);
    expect(lines.join('')).not.toContain('\u001b');
  });

  it('gives the number of other errors', () => {
    expect(failureLines('a ring', [{ message: 'first' }, { message: 'second\nand more' }], [])).toEqual([
      'FAIL a ring',
      'first',
      'and 1 more, such as: second',
    ]);
  });

  it('says so when no error is known', () => {
    expect(failureLines('a ring', [], [])).toEqual(['FAIL a ring', 'no error was told']);
  });
});
