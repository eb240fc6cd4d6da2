/** What the answers of a CRM mean together, and which numbers it is asked about. */
import { describe, expect, it } from 'vitest';
import { applyAnswer, chooseMatch } from '../../../src/domain/calls/caller-lookup.ts';
import type { Call } from '../../../src/domain/calls/call.ts';
import { choiceOf, withChoice, type RecordChoice } from '../../../src/domain/crm-match/record-choices.ts';
import { failureIn, type FoundRecord, matchOf, type Reading } from '../../../src/domain/crm-match/records.ts';
import { digitsToFind, fillText, numberValues } from '../../../src/domain/crm-match/requests.ts';
import { adapterOf, planOf } from '../../support/crm-plans.ts';

const record = (key: string, name = key): FoundRecord => ({
  key,
  name,
  company: '',
  tag: '',
  owner: '',
  url: null,
  changedAt: NaN,
  later: null,
});
const reading = (...records: readonly FoundRecord[]): Reading => ({
  kind: 'records',
  records,
  total: records.length,
});
const bad: Reading = { kind: 'failed', why: 'slow' };

describe('several answers', () => {
  it('are one match if they have the same record', () => {
    const { answer } = matchOf(
      [reading(record('a 1', 'First')), reading(record('a 1', 'Again'))],
      null,
      null,
    );
    expect(answer).toMatchObject({ kind: 'found', name: 'First', total: 1 });
  });

  it('count as found if one failed, and as failed if the others found nobody', () => {
    expect(matchOf([bad, reading(record('a 1'))], null, null).answer).toMatchObject({ name: 'a 1' });
    expect(matchOf([reading(), bad], null, null).answer).toEqual({ kind: 'failed', why: 'slow' });
  });

  it('offer at most five records, and count all', () => {
    const many = Array.from({ length: 8 }, (_, at) => record(`a ${String(at)}`));
    const { answer } = matchOf([reading(...many)], null, null);
    expect(answer).toMatchObject({ total: 8, name: '', chosen: null });
    expect(answer.kind === 'found' && answer.matches).toHaveLength(5);
  });

  it('show the remembered record, and still offer the others', () => {
    const { answer, shown } = matchOf([reading(record('a 1'), record('a 2'))], 'a 2', null);
    expect(answer).toMatchObject({ name: 'a 2', total: 2, chosen: 'a 2' });
    expect(shown?.key).toBe('a 2');
    expect(matchOf([reading(record('a 1'), record('a 2'))], 'a 9', null).shown).toBeNull();
  });

  it.each([
    ['all say when they were changed', [1, 3, 2], 'a 1'],
    ['one does not say it', [1, NaN, 2], undefined],
    ['none says it', [NaN, NaN, NaN], undefined],
  ])('name the record that was changed last if %s', (_, times, latest) => {
    const records = times.map((changedAt, at) => ({ ...record(`a ${String(at)}`), changedAt }));
    const { answer } = matchOf([reading(...records)], null, null);
    expect(answer.kind === 'found' && answer.latest).toBe(latest);
  });

  it('do not name it if the CRM has more records than it sent', () => {
    const records = [1, 2].map((changedAt) => ({ ...record(`a ${String(changedAt)}`), changedAt }));
    const { answer } = matchOf([{ kind: 'records', records, total: 9 }], null, null);
    expect(answer).toMatchObject({ total: 9, chosen: null });
    expect(answer).not.toHaveProperty('latest');
  });

  it('without anybody name the page for a new record', () => {
    expect(matchOf([reading()], null, 'https://crm.example.com/new').answer).toMatchObject({
      total: 0,
      newUrl: 'https://crm.example.com/new',
    });
  });
});

it.each([
  [401, 'token'],
  [403, 'rights'],
  [404, 'no-page'],
  [429, 'busy'],
  [500, 'status'],
  [503, 'status'],
  [200, null],
])('the status %i means %s', (status, why) => {
  expect(failureIn({}, status, {})).toBe(why);
});

it('a failure in an answer with a good status is found by the paths of the adapter', () => {
  const { errors } = planOf(adapterOf('monday'));
  expect(failureIn({ errors: [{ message: 'no' }] }, 200, errors)).toBe('not-ok');
  expect(failureIn({ errors: [{ extensions: { code: 'IP_RATE_LIMIT_EXCEEDED' } }] }, 200, errors)).toBe(
    'busy',
  );
  expect(failureIn({ success: false }, 200, planOf(adapterOf('pipedrive')).errors)).toBe('not-ok');
  expect(failureIn({ error: 'QUERY_LIMIT_EXCEEDED' }, 503, planOf(adapterOf('bitrix24')).errors)).toBe(
    'busy',
  );
  expect(failureIn('text', 200, {})).toBe('not-json');
});

it.each([
  ['0501234567', '501234567'],
  ['+972 50-123-4567', '501234567'],
  ['12345', null],
  ['*2345678', null],
  ['1700123456', '1700123456'],
  ['', null],
])('of the number %s the digits to find are %s', (number, digits) => {
  expect(digitsToFind(number, 'IL')).toBe(digits);
});

it('the forms of a number hold nothing that could end a text', () => {
  const values = Object.values(numberValues(`x'"<{0501234567}>`, 'IL'));
  for (const value of values) expect(value).toMatch(/^[\d+*#(). -]{0,32}$/);
  expect(fillText('{{bare:last4}} {{unknown}} {{toString}}', numberValues('0501234567', 'IL'), 'IL')).toBe(
    '4567  ',
  );
});

describe('the choices', () => {
  it('keep one record for each number, the newest 500', () => {
    let choices: readonly RecordChoice[] = [];
    for (let at = 0; at < 510; at += 1) choices = withChoice(choices, String(at), 'a 1');
    choices = withChoice(choices, '509', 'a 2');
    expect(choices).toHaveLength(500);
    expect(choiceOf(choices, '509')).toBe('a 2');
    expect(choiceOf(choices, '9')).toBeNull();
  });

  it('change what the card shows of a call', () => {
    const { answer } = matchOf([reading(record('a 1'), record('a 2'))], null, null);
    const call = { lookup: answer } as Call;
    expect(chooseMatch(call, 'a 2').lookup).toMatchObject({ name: 'a 2', chosen: 'a 2', total: 2 });
    expect(chooseMatch(call, 'a 9')).toBe(call);
  });

  it('stay when the rest of an answer for another record comes later', () => {
    const both = [reading(record('a 1'), record('a 2'))];
    const first = matchOf(both, 'a 1', null).answer;
    const chosen = chooseMatch({ lookup: first } as Call, 'a 2');
    expect(applyAnswer(chosen, { ...first, owner: 'Late' } as typeof first)).toBe(chosen);
    const same = matchOf(both, 'a 2', null).answer;
    expect(applyAnswer(chosen, { ...same, owner: 'Late' } as typeof same).lookup).toMatchObject({
      owner: 'Late',
    });
  });
});
