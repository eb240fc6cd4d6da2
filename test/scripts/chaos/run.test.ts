import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/chaos/arguments.ts';
import type { RingVerdict } from '../../../scripts/chaos/evaluate.ts';
import { failuresOf, type Run, type SceneResult } from '../../../scripts/chaos/result.ts';
import { loadRun, saveRun } from '../../../scripts/chaos/store.ts';
import { percentile, reportOf, rowOf, rowsOf } from '../../../scripts/chaos/table.ts';

const verdict = (more: Partial<RingVerdict> = {}): RingVerdict => ({
  callId: 'id',
  label: 'Caller 000100',
  sentAt: 1_000,
  stoppedAt: 5_000,
  endedAt: 5_000,
  deadline: 10_000,
  shownAt: 1_020,
  way: 'both',
  late: false,
  withdrawnAt: 5_010,
  outcome: 'shown',
  ghostMs: 0,
  ...more,
});
const scene = (number: number, more: Partial<SceneResult> = {}): SceneResult => ({
  number,
  kind: 'cut',
  injectedAt: 500,
  liftedAt: 500,
  verdicts: [verdict()],
  doubles: [],
  crm: null,
  recoveryMs: 300,
  trouble: null,
  ...more,
});
const run = (...scenes: SceneResult[]): Run => ({
  wish: { seed: 4, rings: 60 },
  browser: 'chromium',
  version: 'Chrome/1',
  elapsedMs: 90_000,
  skipped: {},
  scenes,
});

describe('the failures of a scene', () => {
  it('are none when everything worked', () => expect(failuresOf(scene(1))).toEqual([]));

  it.each<[what: string, Partial<SceneResult>]>([
    ['lost', { verdicts: [verdict({ outcome: 'lost', shownAt: null, way: 'none' })] }],
    ['ghost', { verdicts: [verdict({ ghostMs: 700 })] }],
    ['duplicate', { doubles: ['two cards for Caller 000100'] }],
    ['duplicate', { crm: { label: 'Caller 000100', tabs: 2 } }],
    ['crm', { crm: { label: 'Caller 000100', tabs: 0 } }],
    ['trouble', { trouble: 'the browser ended by itself' }],
  ])('name the kind: %s', (what, wrong) =>
    expect(failuresOf(scene(1, wrong))).toMatchObject([{ scene: 1, kind: 'cut', what }]),
  );

  it('exclude a ring that was too short', () =>
    expect(failuresOf(scene(1, { verdicts: [verdict({ outcome: 'too-short' })] }))).toEqual([]));
});

describe('the table', () => {
  it('takes percentiles by nearest rank', () => {
    expect(percentile([5, 1, 3], 50)).toBe(3);
    expect(percentile([5, 1, 3], 99)).toBe(5);
    expect(percentile([], 50)).toBeNull();
  });

  it('counts each ring once, in its own column', () => {
    const rings = [
      verdict(),
      verdict({ late: true, shownAt: 3_000 }),
      verdict({ outcome: 'lost' }),
      verdict({ outcome: 'too-short' }),
      verdict({ ghostMs: 5 }),
    ];
    expect(rowOf('x', [scene(1, { verdicts: rings, doubles: ['two'] })])).toEqual({
      title: 'x',
      faults: 1,
      rings: 5,
      shown: 3,
      lost: 1,
      duplicate: 1,
      ghost: 1,
      late: 1,
      tooShort: 1,
      shownMs: [20, 2_000],
      recoveryMs: [300, 300],
    });
  });

  it('has a row for each kind, with a calm scene as no fault, and a total', () => {
    const rows = rowsOf([scene(1), scene(2, { kind: 'none', recoveryMs: null })]);
    expect(rows.map(({ title, faults }) => [title, faults])).toEqual([
      ['socket cut', 1],
      ['no fault', 0],
      ['all', 1],
    ]);
  });

  it('names seed, browser, command, skipped kinds and every failure', () => {
    const report = reportOf(
      {
        ...run(scene(3, { doubles: ['two cards for X'] })),
        skipped: { 'offline, then online': 'no namespace' },
      },
      'npm run faults',
    );
    for (const words of [
      'Chrome/1',
      'seed 4',
      '1.5 minutes',
      '`npm run faults`',
      'offline, then online: SKIPPED, no namespace',
      'scene 3, cut: duplicate: two cards for X',
    ])
      expect(report).toContain(words);
  });
});

describe('a run after an interruption', () => {
  it('is loaded from disk unchanged, with its options', async () => {
    const out = await mkdtemp(path.join(tmpdir(), 'ringside-store-'));
    await saveRun(run(scene(1)), 'report', out);
    expect(await loadRun('chromium', out)).toEqual(run(scene(1)));
    await expect(loadRun('firefox', out)).rejects.toThrow('no run to resume');
    await rm(out, { recursive: true });
  });
});

describe('the command line', () => {
  it.each<[string[], object]>([
    [[], { browser: 'chromium', rings: 60, seed: 42, lanes: 1, resume: false, onTop: false, only: null }],
    [
      ['--browser', 'firefox', '--rings', '200', '--seed', '9', '--lanes', '3', '--resume'],
      { browser: 'firefox', rings: 200, seed: 9, lanes: 3, resume: true, onTop: false, only: null },
    ],
    [
      ['--only', 'half-open', '--only', 'cut'],
      {
        browser: 'chromium',
        rings: 60,
        seed: 42,
        lanes: 1,
        resume: false,
        onTop: false,
        only: ['half-open', 'cut'],
      },
    ],
    [
      ['--on-top', '--rings', '24'],
      { browser: 'chromium', rings: 24, seed: 42, lanes: 1, resume: false, onTop: true, only: null },
    ],
  ])('is read from %j', (words, asked) => expect(readArguments(words, () => 42)).toEqual(asked));

  it.each([
    [['--browser', 'opera']],
    [['--browser', 'firefox', '--on-top']],
    [['--rings', '0']],
    [['--rings', 'many']],
    [['--speed', '2']],
    [['--only', 'flood']],
  ])('refuses %j', (words) => {
    expect(() => readArguments(words, () => 42)).toThrow();
  });
});
