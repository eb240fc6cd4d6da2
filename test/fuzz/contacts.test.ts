/** Any contact file gives no exception and no endless work, and only clean names, dialled keys and https links. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createCollector } from '../../src/domain/callers/contacts/collect.ts';
import { openTable, openText, refusalOf } from '../../src/domain/callers/contacts/contact-file.ts';
import { ENCODINGS } from '../../src/domain/callers/contacts/encodings.ts';
import { digitsWithCountry } from '../../src/domain/common/phone-number.ts';
import { readWorkbook } from '../../src/platform/xlsx/workbook.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { hostileText } from '../support/malicious-values.ts';
import { unreadableIn } from '../support/readable.ts';
import { strToU8, zipSync } from 'fflate';

const FOLDER = path.join(import.meta.dirname, '../fixtures/contacts');
const samples = readdirSync(FOLDER)
  .map((file) => new Uint8Array(readFileSync(path.join(FOLDER, file))))
  .filter((bytes) => bytes.length > 20);

const cell = fc.oneof(
  hostileText,
  fc.constantFrom(
    '0505550101',
    '+972505550102',
    '9.72506E+11',
    '"',
    '""',
    '"a',
    "'",
    '=1+1',
    '',
    'Name',
    'Phone',
  ),
  fc.constantFrom(
    'https://crm.example.com/1',
    'http://x',
    'javascript:alert(1)',
    '03-5550101,,12',
    'שם',
    'טלפון',
  ),
);
const table = fc
  .tuple(
    fc.constantFrom(
      'Name,Phone,Record URL,Status',
      'First Name;Last Name;Phone;Company',
      '',
      'a|b|c',
      'sep=;',
    ),
    fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }),
    fc.constantFrom(',', ';', '\t', '|'),
    fc.constantFrom('\r\n', '\n', '\r'),
  )
  .map(([header, rows, separator, end]) => [header, ...rows.map((row) => row.join(separator))].join(end));
const card = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(
          'BEGIN',
          'END',
          'N',
          'FN',
          'ORG',
          'TEL',
          'item1.TEL',
          'item1.X-ABLabel',
          'PHOTO',
          'AGENT',
          ' x',
          'KIND',
        ),
        fc.constantFrom(
          '',
          ';CELL',
          ';TYPE="a,b"',
          ';ENCODING=QUOTED-PRINTABLE',
          ';CHARSET=windows-1255',
          ';CHARSET=no',
        ),
        fc.oneof(cell, fc.constantFrom('VCARD', '=D7=90=', 'Levi;Dana;;;', 'group', '\\,\\;\\')),
      )
      .map(([name, params, value]) => `${name}${params}:${value}`),
    { maxLength: 12 },
  )
  .map((lines) => ['BEGIN:VCARD', ...lines, 'TEL:0505550101', 'END:VCARD'].join('\r\n'));

/** A real file with some bytes changed, and perhaps cut off. */
const spoiltSample = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
    fc.nat(400),
  )
  .map(([bytes, changes, cut]) => {
    const spoilt = bytes.slice(0, cut < 100 ? Math.max(1, bytes.length - cut) : bytes.length);
    for (const [at, byte] of changes) spoilt[at % spoilt.length] = byte;
    return spoilt;
  });
const file = fc.oneof(
  fc.oneof(table, card).map((text) => new TextEncoder().encode(text)),
  spoiltSample,
  fc.uint8Array({ maxLength: 200 }),
);

const isClean = (text: string): boolean =>
  text.length <= 120 && text.isWellFormed() && unreadableIn(text) === null;
const isSafeLink = (url: string): boolean => url === '' || /^https:\/\/[^/@\s\\]+\/[\x21-\x7e]*$/.test(url);

it(
  `${String(CASES)} hostile files give only clean names, keys and links`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    const met = { contacts: 0, faults: 0, refused: 0 };
    fc.assert(
      fc.property(file, fc.option(fc.constantFrom(...ENCODINGS), { freq: 8 }), (bytes, encoding) => {
        if (refusalOf(bytes) !== null) {
          met.refused += 1;
          return true;
        }
        const opened = openText(bytes, encoding, { region: 'IL', readNumber: digitsWithCountry });
        const collector = createCollector();
        for (const row of opened.read(null)) {
          collector.add(row);
          met.faults += row.faults.length;
        }
        const rows = collector.rows();
        met.contacts += rows.length;
        return rows.every(
          ({ key, entry: { name, company, tag, owner, recordUrl } }) =>
            /^(?:\d{7,15}|[*#+]?\d{3,6}[*#]?)$/.test(key) &&
            [name, company, tag, owner].every(isClean) &&
            name + company !== '' &&
            isSafeLink(recordUrl),
        );
      }),
      { numRuns: CASES },
    );
    expect(met.contacts).toBeGreaterThan(CASES / 4);
    expect(met.faults).toBeGreaterThan(CASES / 20);
    expect(met.refused).toBeGreaterThan(0);
  },
);

it('a long hostile text takes time that grows with its length', { timeout: FUZZ_TIMEOUT_MS }, () => {
  const reading = { region: 'IL', readNumber: digitsWithCountry } as const;
  for (const piece of ['"', '"a,', '"",""', '""",', 'a;', '\n', 'BEGIN:VCARD\n', '=\n', ' ', '\\;']) {
    const text = `Name,Phone\n${piece.repeat(2_000_000 / piece.length)}`;
    for (const start of ['', 'BEGIN:VCARD\nFN;QUOTED-PRINTABLE:=\n']) {
      const opened = openText(new TextEncoder().encode(start + text), null, reading);
      const collector = createCollector();
      for (const row of opened.read(null)) collector.add(row);
      expect(collector.report().contacts).toBeLessThan(2);
    }
  }
});

it('hostile workbooks are read or refused', { timeout: FUZZ_TIMEOUT_MS }, async () => {
  const met = { read: 0, refused: 0 };
  const markup = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<row r="2">',
          '</row>',
          '<row>',
          '<c r="A1" t="s">',
          '<c t="inlineStr">',
          '<c>',
          '</c>',
          '<v>',
          '</v>',
        ),
        fc.constantFrom(
          '<t>',
          '</t>',
          '<is>',
          '</is>',
          '0',
          '9.7E11',
          '&amp;',
          '&bad;',
          '<![CDATA[x]]>',
          '<!-- -->',
          '<c r="ZZZ9">',
        ),
        hostileText,
      ),
      { maxLength: 20 },
    )
    .map(
      (parts) => `<worksheet><sheetData><row><c><v>1</v></c></row>${parts.join('')}</sheetData></worksheet>`,
    );
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  await fc.assert(
    fc.asyncProperty(
      markup,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
      async (sheet, changes) => {
        const bytes = zipSync({
          'xl/workbook.xml': strToU8('<workbook><sheets><sheet r:id="a"/></sheets></workbook>'),
          'xl/_rels/workbook.xml.rels': strToU8(
            `<Relationships><Relationship Id="a" Type="${relation}/worksheet" Target="s.xml"/></Relationships>`,
          ),
          'xl/s.xml': strToU8(sheet),
        });
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const rows = await readWorkbook(bytes).catch(() => null);
        if (rows === null) {
          met.refused += 1;
          return;
        }
        met.read += 1;
        const table = openTable(() => rows, { region: 'IL', readNumber: digitsWithCountry });
        for (const { contact } of table.read(null))
          expect(contact === null || isClean(contact.name)).toBe(true);
      },
    ),
    { numRuns: CASES / 20 },
  );
  expect(Math.min(met.read, met.refused)).toBeGreaterThan(CASES / 400);
});
