/** Reading a whole contact file: what is refused as too long. */
import { expect, it } from 'vitest';
import { MAX_ROWS } from '../../../src/domain/callers/contacts/contact.ts';
import { digitsWithCountry } from '../../../src/domain/common/phone-number.ts';
import * as reader from '../../../src/platform/contacts/contacts-reader.ts';
import { readContacts } from '../../../src/platform/contacts/read-contacts.ts';

/** Reads a table in which only the last row has a number. */
async function readTable(rows: number) {
  const text = `Name,Phone\n${'Nobody,\n'.repeat(rows - 2)}Dana,0505550101\n`;
  const reading = { region: 'IL', readNumber: digitsWithCountry } as const;
  const { file } = await reader.open(new TextEncoder().encode(text), null, reading);
  if (file === null) throw new Error('The table was refused');
  return readContacts(reader, file, null, () => undefined, new AbortController().signal);
}

it('a table of as many rows as are read is taken', async () => {
  expect(await readTable(MAX_ROWS)).toMatchObject({ fault: null, report: { contacts: 1 } });
});

it('a table with one row more is refused, because its last rows would be lost', async () => {
  expect(await readTable(MAX_ROWS + 2)).toMatchObject({ fault: 'too-many' });
});
