import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openTable } from '../../../src/domain/callers/contacts/contact-file.ts';
import { digitsWithCountry } from '../../../src/domain/common/phone-number.ts';
import { readWorkbook } from '../../../src/platform/xlsx/workbook.ts';

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const BOOK =
  '<?xml version="1.0"?><workbook><sheets><sheet name="Old" sheetId="1" state="hidden" r:id="rId1"/>' +
  '<sheet name="People" sheetId="2" r:id="rId2"/></sheets></workbook>';
const RELATIONS =
  `<Relationships><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${RELATION}/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
  `<Relationship Id="rId3" Type="${RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
const STRINGS =
  '<sst><si><t>Name</t></si><si><t>Phone</t></si><si><r><t xml:space="preserve">Dana </t></r><r><t>Le&amp;vi</t></r>' +
  '<rPh sb="0" eb="1"><t>aid</t></rPh></si></sst>';
const SHEET =
  '<x:worksheet><x:sheetData>' +
  '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c></x:row>' +
  '<x:row r="3"><x:c r="A3" t="s"><x:v>2</x:v></x:c><x:c r="C3"><x:v>9.72505550101E11</x:v></x:c></x:row>' +
  '<x:row r="4"><x:c r="A4" t="inlineStr"><x:is><x:t><![CDATA[Gil]]></x:t></x:is></x:c>' +
  '<x:c r="C4" t="str"><x:f>A1</x:f><x:v>0505550102</x:v></x:c></x:row>' +
  '<x:row r="5"><x:c r="A5" t="e"><x:v>#N/A</x:v></x:c><x:c r="C5"><x:v>9.7250555011E11</x:v></x:c></x:row>' +
  '</x:sheetData></x:worksheet>';

const book = (files: Record<string, string> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml': BOOK,
        'xl/_rels/workbook.xml.rels': RELATIONS,
        'xl/sharedStrings.xml': STRINGS,
        'xl/worksheets/sheet1.xml': '<worksheet/>',
        'xl/worksheets/sheet2.xml': SHEET,
        ...files,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
const cellsOf = async (bytes: Uint8Array) => (await readWorkbook(bytes))?.map(({ cells }) => cells);

describe('a workbook', () => {
  it('gives the rows of its first visible sheet, with all digits of a number', async () => {
    expect(await cellsOf(book())).toEqual([
      ['Name', '', 'Phone'],
      [],
      ['Dana Le&vi', '', '972505550101'],
      ['Gil', '', '0505550102'],
      ['', '', '972505550110'],
    ]);
  });

  it('is read like a table of text', async () => {
    const rows = (await readWorkbook(book())) ?? [];
    const { layout, read } = openTable(() => rows, { region: 'IL', readNumber: digitsWithCountry });
    expect(layout?.isKnown).toBe(true);
    expect([...read(null)].map(({ row, contact }) => [row, contact?.name])).toEqual([
      [3, 'Dana Le&vi'],
      [4, 'Gil'],
      [5, undefined],
    ]);
  });

  it('that marks each visible sheet as such is read', async () => {
    const marked = BOOK.replace('<sheet name="People"', '<sheet state="visible" name="People"');
    expect(await readWorkbook(book({ 'xl/workbook.xml': marked }))).not.toBeNull();
  });

  it('without a visible sheet gives null', async () => {
    expect(
      await readWorkbook(
        book({ 'xl/workbook.xml': BOOK.replace('<sheet name="People"', '<sheet state="hidden"') }),
      ),
    ).toBeNull();
  });

  it.each([
    ['a document type', book({ 'xl/worksheets/sheet2.xml': `<!DOCTYPE x [<!ENTITY a "b">]>${SHEET}` })],
    ['damaged markup', book({ 'xl/worksheets/sheet2.xml': '<a><b></a>' })],
    ['a missing sheet', book({ 'xl/_rels/workbook.xml.rels': RELATIONS.replace('sheet2', 'sheet9') })],
    ['an entry that grows too much', book({ 'xl/worksheets/sheet2.xml': `<a>${' '.repeat(5_000_000)}</a>` })],
    [
      'too many entries',
      book(Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`x${String(at)}`, '']))),
    ],
    ['a cut archive', book().slice(0, -100)],
    ['only its first bytes', Uint8Array.of(0x50, 0x4b, 3, 4, 0x14, 0, 6, 0)],
  ])('with %s is refused', async (_, bytes) => {
    await expect(readWorkbook(bytes)).rejects.toThrow();
  });

  it('with a row far below gives no more rows than a table may have', async () => {
    const far = SHEET.replace('<x:row r="5">', '<x:row r="1048576">');
    expect(await cellsOf(book({ 'xl/worksheets/sheet2.xml': far }))).toHaveLength(100_000);
  });
});
