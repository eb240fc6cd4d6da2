import { describe, expect, it } from 'vitest';
import { MOST_SHOWN, searchLines, usersOf } from '../../../../src/ui/options/account/line-search.ts';
import type { LineFacts } from '../../../../src/domain/calls/lines.ts';

const line = (lineId: string, userName: string, number: string, userId = lineId): LineFacts => ({
  lineId,
  userName,
  number,
  userId,
  onlineUserId: userId,
  statusId: 1,
  statusSince: null,
});
const lines = [
  line('SIP3', 'Zoë Ångström', '1203'),
  line('SIP1', 'קלארק קנט', '1201'),
  line('SIP2', 'Lois Lane', '1202'),
];
const found = (query: string, picked: readonly string[] = []): string[] =>
  searchLines(lines, picked, query).shown.map(({ lineId }) => lineId);

describe('a line', () => {
  it.each([
    ['lois', ['SIP2']],
    ['LANE lois', ['SIP2']],
    ['zoe angstrom', ['SIP3']],
    ['1203', ['SIP3']],
    ['sip1', ['SIP1']],
    ['קנט', ['SIP1']],
    ['lois 1203', []],
  ])('is found by "%s"', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('that was picked comes first, whether it matches or not', () => {
    expect(found('lois', ['SIP3'])).toEqual(['SIP3', 'SIP2']);
  });

  it('among thousands is one of the first hundred shown, and the others are counted', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      line(`S${String(index)}`, `User ${String(index)}`, String(index)),
    );
    const { shown, more } = searchLines(many, ['S4999'], 'user');
    expect([shown[0]?.lineId, shown.length, more]).toEqual(['S4999', MOST_SHOWN + 1, 5_000 - 1 - MOST_SHOWN]);
  });
});

it('users are named once each, in order', () => {
  expect(usersOf([...lines, line('SIP9', 'Lois Lane', '1209', 'SIP2'), line('SIP8', '', '1')])).toEqual([
    { userId: 'SIP2', userName: 'Lois Lane' },
    { userId: 'SIP3', userName: 'Zoë Ångström' },
    { userId: 'SIP1', userName: 'קלארק קנט' },
  ]);
});
