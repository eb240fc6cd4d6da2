/** Contact files of many programs, with invented people: what each of them yields. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCollector } from '../../../../src/domain/callers/contacts/collect.ts';
import type { FileFault, RowFault } from '../../../../src/domain/callers/contacts/contact.ts';
import {
  type ContactFile,
  isArchive,
  openText,
  refusalOf,
} from '../../../../src/domain/callers/contacts/contact-file.ts';
import { digitsWithCountry } from '../../../../src/domain/common/phone-number.ts';
import { toCsv } from '../../../../src/domain/common/csv.ts';

const FOLDER = path.join(import.meta.dirname, '../../../fixtures/contacts');
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(path.join(FOLDER, file)));
const open = (file: string): ContactFile =>
  openText(bytesOf(file), null, { region: 'IL', readNumber: digitsWithCountry });

interface Expected {
  /** `name | company | label number x extension, …` for each contact. Labels only where the file is about them. */
  readonly contacts: readonly string[];
  readonly faults?: readonly RowFault[];
  readonly encoding?: string;
  /** True where a person has to confirm the columns. */
  readonly asks?: true;
}

/** The samples whose labels are compared. */
const NUMBER_LABELS = new Set(['v01', 'v02', 'v09', 'c01', 'c02', 'c04', 'c05']);

function yieldOf(file: string): Expected {
  const opened = open(file);
  const rows = [...opened.read(null)];
  const isLabelled = NUMBER_LABELS.has(file.slice(0, 3));
  const faults = rows.flatMap((row) => row.faults);
  return {
    contacts: rows.flatMap(({ contact }) =>
      contact === null
        ? []
        : [
            [
              contact.name,
              contact.company,
              contact.numbers
                .map(
                  ({ key, label, extension }) =>
                    `${isLabelled ? `${label} ` : ''}${key}${extension === '' ? '' : ` x${extension}`}`,
                )
                .join(', '),
            ].join(' | '),
          ],
    ),
    ...(faults.length > 0 ? { faults } : {}),
    ...(opened.encoding === 'utf-8' ? {} : { encoding: opened.encoding ?? '' }),
    ...(opened.layout?.isKnown === false ? { asks: true as const } : {}),
  };
}

const people = (...contacts: string[]): Expected => ({ contacts });

const YIELDS: Readonly<Record<string, Expected>> = {
  'c01-google-old.csv': people(
    'Dana Levi | Example Foods Ltd | Mobile 972505550101, Mobile 972525550102, Work 97235550103',
  ),
  'c02-google-new.csv': people('Dana Levi | Example Foods Ltd | Mobile 972505550101, Mobile 972525550102'),
  'c03-google-new-organisation.csv': people('Dana Levi | Example Foods Ltd | 972505550101'),
  'c04-outlook-com.csv': people(
    'Dana Levi | Example Foods Ltd | Business Phone 97235550103, Mobile Phone 972505550101, Company Main Phone 97235550100',
  ),
  'c05-outlook-hebrew-1255.csv': {
    ...people(
      'דנה לוי | מזון לדוגמה בע"מ | טלפון בעבודה 97235550103, טלפון נייד 972505550101, טלפון ראשי של החברה 97235550100',
    ),
    encoding: 'windows-1255',
  },
  'c06-outlook-english-headers-hebrew-body-1255.csv': {
    ...people('דנה לוי | מזון לדוגמה | 972505550101'),
    encoding: 'windows-1255',
  },
  'c07-outlook-russian-1251-semicolon.csv': {
    ...people('Ирина Примерова | ООО Пример | 97235550103, 972545550104'),
    encoding: 'windows-1251',
  },
  'c08-outlook-arabic-1256.csv': {
    ...people('ليلى مثال | شركة المثال | 97245550105, 972525550106'),
    encoding: 'windows-1256',
  },
  'c09-outlook-german-semicolon-1252.csv': {
    ...people('Jörg Muster | Beispiel GmbH | 49305550107, 4915755550108'),
    encoding: 'windows-1252',
  },
  'c10-hubspot.csv': people('Dana Levi | Example Foods Ltd | 97235550103, 972505550101'),
  'c11-zoho.csv': people('Dana Levi | Example Foods Ltd | 97235550103, 972505550101'),
  'c12-pipedrive.csv': people('Dana Levi | Example Foods Ltd | 97235550103, 972505550101, 972525550102'),
  'c13-monday.csv': {
    ...people('Dana Levi |  | 972505550101', 'Gil Mor |  | 97235550103', 'Noa Tal |  | 972525550102'),
    faults: ['no-number'],
  },
  'c14-free-columns.csv': { ...people('דנה לוי |  | 972505550101, 97235550103'), asks: true },
  'c15-bom.csv': people('Dana |  | 972505550101'),
  'c16-bom-quoted-header.csv': people('Dana |  | 972505550101'),
  'c17-utf16le-tab.csv': { ...people('דנה |  | 972505550101'), encoding: 'utf-16le' },
  'c18-utf16le-no-bom.csv': { ...people('דנה |  | 972505550101'), encoding: 'utf-16le' },
  'c19-iso-8859-8.csv': { ...people('דנה |  | 972505550101'), encoding: 'windows-1255' },
  'c20-double-bom.csv': people('Dana |  | 972505550101'),
  'c21-sep-line.csv': people('Dana |  | 972505550101'),
  'c22-decimal-commas.csv': people('Dana |  | 972505550101', 'Gil |  | 972505550102'),
  'c23-lone-cr.csv': people('Dana |  | 972505550101', 'Gil |  | 972505550102'),
  'c24-newline-in-cell.csv': people('Dana |  | 972505550101', 'Gil |  | 972505550102'),
  'c25-gershayim-inside.csv': people(
    'עו"ד דנה |  | 972505550101',
    'חברת אבג בע"מ |  | 972505550102',
    'נועה |  | 972505550103',
  ),
  'c26-quote-at-start-not-quoted.csv': people(
    '"אבג" בע"מ |  | 972505550101',
    'נועה |  | 972505550102',
    'גיל |  | 972505550103',
  ),
  'c27-quote-never-closed.csv': {
    ...people('Dana |  | 972505550101', 'Gil |  | 972505550102'),
    faults: ['open-quote'],
  },
  'c28-ragged.csv': people('Dana |  | 972505550101', 'Gil |  | 972505550102', 'Noa |  | 972505550103'),
  'c29-blank-lines.csv': people('Dana |  | 972505550101'),
  'c30-same-header-twice.csv': people('Dana |  | 972505550101, 97235550103'),
  'c31-hostile-headers.csv': { ...people('a |  | 972505550101'), asks: true },
  'c32-no-header.csv': { ...people('Dana Levi |  | 972505550101', 'Gil Mor |  | 972505550102'), asks: true },
  'c33-scientific.csv': { ...people('Gil |  | 972505550102'), faults: ['damaged-number', 'damaged-number'] },
  'c34-lost-zero.csv': people('Dana |  | 972505550101', 'Gil |  | 97235550103', 'Noa |  | 972505550104'),
  'c35-excel-text-tricks.csv': people(
    'Dana |  | 972505550101',
    'Gil |  | 972505550102',
    'Noa |  | 972505550103',
    'Tal |  | 972505550104',
  ),
  'c36-formula.csv': people(
    '=HYPERLINK("http://example.com","x") |  | 972505550101',
    '@Dana |  | 972505550102',
    '+Gil |  | 972505550103',
  ),
  'c37-several-in-cell.csv': people(
    'Dana |  | 972505550101, 972525550102',
    'Gil |  | 972505550103, 97235550104',
    'Noa |  | 972505550105, 97235550106',
    'Tal |  | 972505550107, 97235550108',
    'Ido |  | 972505550109, 972525550110',
  ),
  'c38-extensions.csv': people(
    'Dana |  | 97235550103 x12',
    'Gil |  | 97235550103 x13',
    'Noa |  | 97235550103 x14',
    'Tal |  | 97235550103 x15',
    'Ido |  | 97235550103 x16',
  ),
  'c39-invisible.csv': people(
    'Dana |  | 972505550101',
    'Gil |  | 972505550102',
    'Noa |  | 972505550103',
    'Tal |  | 972505550104',
  ),
  'c40-no-number.csv': {
    ...people('Ido |  | *2700'),
    faults: ['no-number', 'no-number', 'no-number', 'no-number', 'no-number'],
  },
  'c41-shared-number.csv': people(
    'Dana Levi | Example Foods Ltd | 97235550100',
    'Gil Mor | Example Foods Ltd | 97235550100',
    'Dana Levi | Example Foods Ltd | 97235550100',
  ),
  'c42-nul-and-control.csv': people('Da na |  | 972505550101'),
  'c43-right-to-left-override.csv': people('Dana 10155505 050 |  | 972505550101'),
  'c44-pipe.csv': people('Dana |  | 972505550101'),
  'c49-header-only.csv': people(),
  'v01-icloud-3.0.vcf': people(
    'Dana Levi | Example Foods Ltd | cell 972505550101, Other 97235550103, מפעל 97245550104',
  ),
  'v02-google-3.0.vcf': people('Dana Levi |  | cell 972505550101, work 97235550103,  97235550104'),
  'v03-android-2.1-qp.vcf': people('דנה לוי |  | 972505550101, 97235550103, 97245550104'),
  'v04-qp-soft-break.vcf': people('דנה לוי |  | 972505550101'),
  'v05-qp-soft-break-folded.vcf': people('דנה לוי |  | 972505550101'),
  'v06-qp-charset-1255.vcf': people('דנה לוי |  | 972505550101'),
  'v07-8bit-1255.vcf': { ...people('דנה לוי |  | 972505550101'), encoding: 'windows-1255' },
  'v08-8bit-1255-undeclared.vcf': { ...people('דנה לוי |  | 972505550101'), encoding: 'windows-1255' },
  'v09-outlook-2.1.vcf': people(
    'Dana Levi | Example Foods Ltd | work 97235550103, cell 972505550101, assistant 97235550105, company 97235550100',
  ),
  'v10-4.0-uri.vcf': people('Dana Levi |  | 972505550101, 97235550103 x12, 97235550104'),
  'v11-folded.vcf': people('Dana Very Long Name Levi |  | 972505550101'),
  'v12-folded-inside-utf8.vcf': people('דנה לוי |  | 972505550101'),
  'v13-lf-only.vcf': people('Dana Levi |  | 972505550101'),
  'v14-bom.vcf': people('Dana Levi |  | 972505550101'),
  'v15-utf16le.vcf': { ...people('דנה לוי |  | 972505550101'), encoding: 'utf-16le' },
  'v16-no-fn.vcf': people('Dana Ruth Levi |  | 97235550103'),
  'v17-company-only.vcf': people(' | Example Foods Ltd | 97235550100'),
  'v18-escapes.vcf': people('Levi, Dana; Buyer | Foods, Ltd | 972505550101'),
  'v19-two-cards-no-blank.vcf': people('Dana Levi |  | 972505550101', 'Gil Mor |  | 972505550102'),
  'v20-last-card-cut.vcf': people('Dana Levi |  | 972505550101', 'Gil Mor |  | 972505550102'),
  'v21-photo.vcf': people('Dana Levi |  | 972505550101'),
  'v22-apple-group-card.vcf': people(),
  'v23-lower-case.vcf': people('Dana Levi |  | 972505550101'),
  'v24-odd-params.vcf': people('Dana Levi |  | 972505550101, 97235550103, 97245550104, 972525550102'),
  'v25-junk-line.vcf': people('Dana Levi |  | 972505550101'),
  'v26-no-number.vcf': { ...people(), faults: ['no-number'] },
  'v27-nested-agent.vcf': people('Gil Mor |  | 972505550102', 'Dana Levi |  | 972505550101'),
};

const REFUSED: Readonly<Record<string, FileFault>> = {
  'c45-html-instead.csv': 'web-page',
  'c46-xls-is-not-csv.csv': 'old-excel',
  'c48-empty.csv': 'empty',
};
/** A workbook without a workbook in it. */
const ARCHIVE = 'c47-xlsx-is-not-csv.csv';

describe('the sample', () => {
  it.each(Object.keys(YIELDS))('%s yields what its program meant', (file) => {
    expect(refusalOf(bytesOf(file))).toBeNull();
    expect(yieldOf(file)).toEqual(YIELDS[file]);
  });

  it.each(Object.entries(REFUSED))('%s is refused: %s', (file, fault) => {
    expect(refusalOf(bytesOf(file))).toBe(fault);
  });

  it('c47-xlsx-is-not-csv.csv is recognised as an archive', () => {
    expect(isArchive(bytesOf(ARCHIVE))).toBe(true);
    expect(isArchive(bytesOf('c15-bom.csv'))).toBe(false);
  });

  it('c36-formula.csv gives names that are guarded when they are exported again', () => {
    const names = [...open('c36-formula.csv').read(null)].map(({ contact }) => [contact?.name ?? '']);
    expect(toCsv(names).match(/'/g)).toHaveLength(names.length);
  });

  it('c41-shared-number.csv gives the company for a number of two people', () => {
    const collector = createCollector();
    for (const row of open('c41-shared-number.csv').read(null)) collector.add(row);
    expect(collector.rows()).toEqual([
      {
        key: '97235550100',
        entry: { name: '', company: 'Example Foods Ltd', tag: '', owner: '', recordUrl: '' },
        people: 2,
      },
    ]);
    expect(collector.report()).toMatchObject({ contacts: 2, numbers: 1, faults: { repeated: 1 } });
  });

  it('is in the table, whichever it is', () => {
    expect([...Object.keys(YIELDS), ...Object.keys(REFUSED), ARCHIVE].sort()).toEqual(
      readdirSync(FOLDER).sort(),
    );
    expect(readdirSync(FOLDER)).toHaveLength(76);
  });
});
