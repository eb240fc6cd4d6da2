/** What contact files hold beyond the samples: tags, owners, links, limits and odd cells. */
import { describe, expect, it } from 'vitest';
import { createCollector } from '../../../../src/domain/callers/contacts/collect.ts';
import { hashOf } from '../../../../src/domain/callers/contacts/columns.ts';
import { type Contact, MAX_CONTACTS } from '../../../../src/domain/callers/contacts/contact.ts';
import { openText, refusalOf } from '../../../../src/domain/callers/contacts/contact-file.ts';
import { readNumberCell } from '../../../../src/domain/callers/contacts/number-cell.ts';
import { digitsWithCountry } from '../../../../src/domain/common/phone-number.ts';

const reading = { region: 'IL', readNumber: digitsWithCountry } as const;
const open = (text: string) => openText(new TextEncoder().encode(text), null, reading);
const contactsOf = (text: string): Contact[] =>
  [...open(text).read(null)].flatMap(({ contact }) => (contact === null ? [] : [contact]));
const keysOf = (cell: string): string[] =>
  readNumberCell(cell, '', 'IL', digitsWithCountry).numbers.map(({ key }) => key);

describe('a file of cards', () => {
  const card = (at: number, line = ''): string =>
    `BEGIN:VCARD\r\nVERSION:2.1\r\nFN:P${String(at)}\r\n${line}TEL;CELL:050555010${String(at)}\r\nEND:VCARD\r\n`;

  it.each([
    ['a note', 'NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D7=A9=\r\n=D7=A9=D7=9C\r\n'],
    ['an address', 'ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;=D7=A9=\r\n=D7=A9;;;;\r\n'],
    ['a long name', `X-ABLABEL;ENCODING=QUOTED-PRINTABLE:${`${'=41'.repeat(20)}=\r\n`.repeat(120)}=41\r\n`],
  ])('loses nothing after %s of several quoted-printable lines', (_, line) => {
    const names = contactsOf(card(1) + card(2, line) + card(3) + card(4)).map(({ name }) => name);
    expect(names).toEqual(['P1', 'P2', 'P3', 'P4']);
  });
});

describe('a table', () => {
  it('gives tag, owner and https link, and no other address', () => {
    const [first, second, third] = contactsOf(
      'Name,Phone,Status,Owner,Record URL\n' +
        'Dana,0505550101,VIP,Noa,https://crm.example.com/7\n' +
        'Gil,0505550102,,,http://crm.example.com/8\n' +
        'Tal,0505550103,,,javascript:alert(1)\n',
    );
    expect(first).toMatchObject({ tag: 'VIP', owner: 'Noa', recordUrl: 'https://crm.example.com/7' });
    expect(second?.recordUrl).toBe('');
    expect(third?.recordUrl).toBe('');
  });

  it('is read by the roles that a person chose', () => {
    const text = 'A,B,C\nx,Dana,0505550101\n';
    const file = open(text);
    expect(file.layout).toMatchObject({ isKnown: false, headerAt: 0, roles: ['name', null, 'number'] });
    const [row] = file.read([null, 'name', 'number']);
    expect(row?.contact).toMatchObject({ name: 'Dana', numbers: [{ key: '972505550101', label: 'C' }] });
  });

  it('has the same hash for the same header, and another one for another header', () => {
    const hash = (header: string): string | undefined => open(`${header}\nDana,0505550101\n`).layout?.hash;
    expect(hash('Client ,Line')).toBe(hash('client,line'));
    expect(hash('Client,Line')).not.toBe(hash('Line,Client'));
    expect(new Set(Array.from({ length: 5_000 }, (_, at) => hashOf(`a${String(at)}`))).size).toBe(5_000);
  });

  it('reports a row with a number and neither name nor company', () => {
    const rows = [...open('Name,Phone\n,0505550101\n').read(null)];
    expect(rows).toEqual([{ row: 2, contact: null, faults: ['no-name'] }]);
  });

  it('cuts long names, and keeps half of no character', () => {
    const [contact] = contactsOf(`Name,Phone\n${'😀'.repeat(500)},0505550101\n`);
    expect(contact?.name.length).toBeLessThanOrEqual(120);
    expect(contact?.name.isWellFormed()).toBe(true);
  });

  it('is refused if it is longer than 30 MB', () => {
    expect(refusalOf(new Uint8Array(30_000_001))).toBe('too-big');
    expect(refusalOf(new TextEncoder().encode(' \r\n\t'))).toBe('empty');
  });
});

describe('a cell', () => {
  it.each([
    ['בית: 03-5550101', ['97235550101']],
    ['050-555-0101 (Dana)', ['972505550101']],
    ['972505550101.0', ['972505550101']],
    ['+1 212 555 0123', ['12125550123']],
    ['03-5550101/2', ['97235550101']],
    ['９７２５０５５５０１０１', ['972505550101']],
    ['#101', ['#101']],
    ['1234567890123456', []],
    ['12', []],
    ['call later', []],
    ['1.5E+1', []],
  ])('%s gives %j', (cell, keys) => {
    expect(keysOf(cell)).toEqual(keys);
  });
});

describe('the collected contacts', () => {
  const contact = (name: string, company: string, ...keys: string[]): Contact => ({
    name,
    company,
    tag: '',
    owner: '',
    recordUrl: '',
    numbers: keys.map((key) => ({ key, extension: '', label: '' })),
  });
  const collected = (...contacts: Contact[]) => {
    const collector = createCollector();
    contacts.forEach((each, at) => collector.add({ row: at + 1, contact: each, faults: [] }));
    return collector;
  };

  it('name the last of several people without a common company, and how many there are', () => {
    const [row] = collected(contact('Dana', 'A', '1'), contact('Gil', 'B', '1')).rows();
    expect(row).toMatchObject({ entry: { name: 'Gil', company: 'B' }, people: 2 });
  });

  it('count a repeated contact once, and take a new number of it', () => {
    const collector = collected(
      contact('Dana', 'A', '1'),
      contact('dana', 'a', '1'),
      contact('Dana', 'A', '1', '2'),
    );
    expect(collector.report()).toMatchObject({ contacts: 2, numbers: 2, faults: { repeated: 1 } });
    expect(collector.rows().map(({ people }) => people)).toEqual([1, 1]);
  });

  it('are too many above the limit', () => {
    const collector = createCollector();
    for (let row = 1; row <= MAX_CONTACTS; row += 1)
      collector.add({ row, contact: contact('Dana', '', String(row)), faults: [] });
    expect(collector.isFull()).toBe(false);
    collector.add({ row: 0, contact: contact('Dana', '', 'x'), faults: [] });
    expect(collector.isFull()).toBe(true);
  });

  it('list at most 100 rows with a fault, and count all', () => {
    const collector = createCollector();
    for (let row = 1; row <= 150; row += 1) collector.add({ row, contact: null, faults: ['no-number'] });
    expect(collector.report().faults).toEqual({ 'no-number': 150 });
    expect(collector.report().examples).toHaveLength(100);
  });
});
