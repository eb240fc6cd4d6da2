/**
 * `npm run policy -- <file>` lints a policy file and prints the effect of each key. It exits with an error if
 * a key is not applied or allows too much. Values that are only doubtful are printed as warnings.
 */
import { readFile } from 'node:fs/promises';
import { lintPolicy } from './lint.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Which file? npm run policy -- <file>');
  process.exit(2);
}
try {
  const { does, wrong, doubts } = lintPolicy(await readFile(file, 'utf8'));
  for (const line of does) console.log(`✓ ${line}`);
  for (const line of doubts) console.warn(`! ${line}`);
  for (const line of wrong) console.error(`✗ ${line}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} catch (thrown) {
  console.error(
    `✗ ${file} cannot be read as JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  );
  process.exitCode = 1;
}
