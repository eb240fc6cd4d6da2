/** Formats a run as a Markdown table. Pure. */
import { FAULT_KINDS, KINDS, type SceneKind } from './fault-types.ts';
import { type Failure, failuresOf, type Run, type SceneResult } from './result.ts';
import { loginOf } from './schedule.ts';

const HEADINGS = [
  'fault',
  'faults',
  'rings',
  'shown',
  'lost',
  'duplicate',
  'ghost',
  'late',
  'too short to count',
  'ring → shown p50',
  'p99',
  'recovery p50',
  'p99',
];

/** One line of the table. Times in ms, null where there is none. */
export interface Row {
  readonly title: string;
  readonly faults: number;
  readonly rings: number;
  readonly shown: number;
  readonly lost: number;
  readonly duplicate: number;
  readonly ghost: number;
  readonly late: number;
  readonly tooShort: number;
  readonly shownMs: readonly [p50: number | null, p99: number | null];
  readonly recoveryMs: readonly [p50: number | null, p99: number | null];
}

/** Returns the nearest-rank percentile, or null when there are no times. */
export function percentile(times: readonly number[], percent: number): number | null {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null;
}

/** Summarises some scenes. */
export function rowOf(title: string, scenes: readonly SceneResult[]): Row {
  const rings = scenes.flatMap(({ verdicts }) => verdicts);
  const failures = scenes.flatMap(failuresOf);
  const shown = rings.filter(({ outcome }) => outcome === 'shown');
  const waits = shown.map(({ shownAt, sentAt }) => (shownAt ?? sentAt) - sentAt);
  const recoveries = scenes.flatMap(({ recoveryMs }) => recoveryMs ?? []);
  const count = (what: Failure['what']): number => failures.filter((failure) => failure.what === what).length;
  return {
    title,
    faults: scenes.filter(({ kind }) => kind !== 'none').length,
    rings: rings.length,
    shown: shown.length,
    lost: count('lost'),
    duplicate: count('duplicate'),
    ghost: count('ghost'),
    late: shown.filter(({ late }) => late).length,
    tooShort: rings.filter(({ outcome }) => outcome === 'too-short').length,
    shownMs: [percentile(waits, 50), percentile(waits, 99)],
    recoveryMs: [percentile(recoveries, 50), percentile(recoveries, 99)],
  };
}

/** Returns all rows: one for each kind that was played, and the total. */
export function rowsOf(scenes: readonly SceneResult[]): Row[] {
  const kinds: readonly SceneKind[] = [...FAULT_KINDS, 'none'];
  const rows = kinds.flatMap((kind) => {
    const its = scenes.filter((scene) => scene.kind === kind);
    return its.length === 0 ? [] : [rowOf(KINDS[kind].title, its)];
  });
  return [...rows, rowOf('all', scenes)];
}

/** Returns the whole report: the run, the table, and each failure. */
export function reportOf(run: Run, command: string): string {
  const failures = run.scenes.flatMap(failuresOf);
  const minutes = (run.elapsedMs / 60_000).toFixed(1);
  return [
    `Ringside fault run: ${run.version}, seed ${String(run.wish.seed)} (${loginOf(run.wish)} login), ${minutes} minutes. Times in ms. Repeat it with \`${command}\`.`,
    '',
    line(HEADINGS),
    line(HEADINGS.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...rowsOf(run.scenes).map((row) => line(cellsOf(row))),
    ...Object.entries(run.skipped).map(([kind, why]) =>
      line([`${kind}: SKIPPED, ${why}`, ...HEADINGS.slice(1).map(() => '–')]),
    ),
    '',
    failures.length === 0
      ? 'No ring was lost, nothing was shown twice, no ghost was seen.'
      : `${String(failures.length)} failures:`,
    ...failures.map(
      ({ scene, kind, what, detail }) => `- scene ${String(scene)}, ${kind}: ${what}: ${detail}`,
    ),
    '',
  ].join('\n');
}

function cellsOf({ title, shownMs, recoveryMs, ...counts }: Row): string[] {
  const { faults, rings, shown, lost, duplicate, ghost, late, tooShort } = counts;
  return [
    title,
    ...[faults, rings, shown, lost, duplicate, ghost, late, tooShort, ...shownMs, ...recoveryMs].map(
      (value) => (value === null ? '–' : String(Math.round(value))),
    ),
  ];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
