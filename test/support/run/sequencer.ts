/**
 * The order of test files: one project after the other, because a process runs the files of one project
 * only, and in each project the longest first, so that none runs alone at the end. Firefox comes before
 * Chromium, because its files take longer.
 */
import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { statSync } from 'node:fs';

/** Files that take long for their size, the longest first. */
const LONGEST = [
  'faults.test.ts',
  'ring.test.ts',
  'access.test.ts',
  'full-day.test.ts',
  'policy.test.ts',
  'restart.test.ts',
  'reconnect.test.ts',
  'path.test.ts',
  'package.test.ts',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.indexOf(path.basename(moduleId));
  return at === -1 ? LONGEST.length : at;
};

export class RingsideSequencer extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    const sorted = files.toSorted(
      (a, b) =>
        order(a) - order(b) ||
        b.project.name.localeCompare(a.project.name) ||
        rank(a) - rank(b) ||
        statSync(b.moduleId).size - statSync(a.moduleId).size ||
        a.moduleId.localeCompare(b.moduleId),
    );
    return Promise.resolve(sorted);
  }
}
