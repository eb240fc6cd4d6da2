/**
 * The order of test files: the longest first, so that none runs alone at the end, and both browsers side by
 * side.
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
        rank(a) - rank(b) ||
        statSync(b.moduleId).size - statSync(a.moduleId).size ||
        a.moduleId.localeCompare(b.moduleId) ||
        a.project.name.localeCompare(b.project.name),
    );
    return Promise.resolve(sorted);
  }
}
