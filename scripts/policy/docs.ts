/** `npm run policy-keys` writes the table of keys into docs/rollout.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withTable } from '../browser-differences.ts';
import type { Form, Part } from './schema-builders.ts';
import { POLICY_KEYS } from './keys.ts';

/** Returns the docs with the current table of keys. Throws unless each mark occurs exactly once. */
export function withKeys(docs: string): string {
  return withTable(
    docs,
    [
      '| key | takes | what it does |',
      '|---|---|---|',
      ...Object.entries(POLICY_KEYS).flatMap(([name, part]) => rows(name, part)),
    ].join('\n'),
    '<!-- keys -->',
    '<!-- /keys -->',
  );
}

/**
 * Returns one row for a value and one for each part of it. The parts of working hours are listed only once,
 * for `workHours`.
 */
function rows(name: string, { form, does }: Part): readonly string[] {
  return [
    `| \`${name}\` | ${form.says} | ${does} |`,
    ...(form === POLICY_KEYS.workHours.form && name !== 'workHours' ? [] : partsOf(name, form)),
  ];
}

const partsOf = (name: string, { parts = {}, items }: Form): readonly string[] =>
  items === undefined
    ? Object.entries(parts).flatMap(([part, each]) => rows(`${name}.${part}`, each))
    : partsOf(`${name}[]`, items);

const DOCS = fileURLToPath(new URL('../../docs/rollout.md', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(DOCS, withKeys(await readFile(DOCS, 'utf8')));
