/** `npm run policy-keys`: writes the table of keys into docs/rollout.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withTable } from '../browser-differences.ts';
import { POLICY_KEYS, type Schema } from './keys.ts';

/** The docs with the present table of keys. Throws where its place is not marked once. */
export function withKeys(docs: string): string {
  const rows = Object.entries(POLICY_KEYS).map(([name, { schema, does }]) => `| \`${name}\` | ${formOf(schema)} | ${does} |`);
  return withTable(docs, ['| key | form | what it does |', '|---|---|---|', ...rows].join('\n'), '<!-- keys -->', '<!-- /keys -->');
}

const FORMS: Readonly<Record<Schema['type'], string>> = { string: 'text', boolean: 'true or false', integer: 'whole number', object: 'object', array: 'list' };
const ITEMS: Readonly<Record<Schema['type'], string>> = { string: 'texts', boolean: 'switches', integer: 'whole numbers', object: 'objects', array: 'lists' };

function formOf({ type, enum: values, items }: Schema): string {
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(' ');
  return items === undefined ? FORMS[type] : `list of ${ITEMS[items.type]}`;
}

const DOCS = fileURLToPath(new URL('../../docs/rollout.md', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(DOCS, withKeys(await readFile(DOCS, 'utf8')));
