/**
 * The order of test files: one project after the other, because a process runs the files of one project
 * only, and in each project the longest first, so that none runs alone at the end. Firefox comes before
 * Chromium, because its files take longer.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { statSync } from 'node:fs';

/** Files that take long for their size, the longest first: the ends of their paths. */
const LONGEST = [
  'e2e/faults.test.ts',
  'e2e/ring.test.ts',
  'e2e/access.test.ts',
  'e2e/full-day.test.ts',
  'e2e/restart.test.ts',
  'e2e/policy.test.ts',
  'e2e/reconnect.test.ts',
  'e2e/float.test.ts',
  'e2e/origins.test.ts',
  'fuzz/path.test.ts',
  'build/package.test.ts',
  'fuzz/crm-match.test.ts',
  'fuzz/contacts.test.ts',
  'crm/crm-url.property.test.ts',
  'connection/flood.test.ts',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((end) => moduleId.endsWith(`/${end}`));
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
