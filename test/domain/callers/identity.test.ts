import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALLER_SOURCES, type CallerSource } from '../../../src/domain/common/caller/caller-details.ts';
import { type CallerCandidate, identifyCaller } from '../../../src/domain/callers/identity.ts';

const from = (source: CallerSource, known: Partial<CallerCandidate>): CallerCandidate => ({
  source,
  name: '',
  company: '',
  tag: '',
  owner: '',
  recordUrl: '',
  ...known,
});

describe('who is calling', () => {
  it('is nobody without a source', () => {
    expect(identifyCaller([])).toEqual({
      source: null,
      name: '',
      company: '',
      tag: '',
      owner: '',
      recordUrl: '',
    });
    expect(identifyCaller([from('label', {})]).source).toBeNull();
  });

  it.each(CALLER_SOURCES.slice(1).map((source, index) => [CALLER_SOURCES[index] ?? 'crm', source] as const))(
    'is named by the source %s before %s, in any order',
    (better, worse) => {
      const both = [from(worse, { name: 'Worse' }), from(better, { name: 'Better' })];
      expect(identifyCaller(both)).toMatchObject({ source: better, name: 'Better' });
      expect(identifyCaller(both.reverse())).toMatchObject({ source: better, name: 'Better' });
    },
  );

  it('has the record of a lookup that names nobody, and the name from the contacts', () => {
    const identity = identifyCaller([
      from('lookup', { recordUrl: 'https://crm.example.com/1' }),
      from('directory', { name: 'Dana Levi', company: 'Levi Logistics' }),
    ]);
    expect(identity).toMatchObject({
      source: 'directory',
      name: 'Dana Levi',
      company: 'Levi Logistics',
      recordUrl: 'https://crm.example.com/1',
    });
  });

  it.each([
    ['Dana Levi', 'Dana Levi'],
    ['Dana Levi', 'dana'],
    ['Dana', 'Dr. Dana Levi'],
    ['Levi, Dana', 'Dana Levi'],
    ['דנה לוי', 'לוי דנה'],
  ])('%s is filled in with what another source knows of %s', (name, other) => {
    const known = [from('crm', { name }), from('directory', { name: other, tag: 'VIP', owner: 'Lois' })];
    expect(identifyCaller(known)).toMatchObject({ name, tag: 'VIP', owner: 'Lois', source: 'crm' });
  });

  it('does not mix two people with one number', () => {
    const known = [
      from('crm', { name: 'Dana Levi', company: 'Levi Logistics' }),
      from('directory', { name: 'Dana Cohen', tag: 'Debtor', recordUrl: 'https://crm.example.com/2' }),
    ];
    expect(identifyCaller(known)).toEqual(from('crm', { name: 'Dana Levi', company: 'Levi Logistics' }));
  });

  it('compares companies if a name is missing', () => {
    const company = from('lookup', { company: 'Levi Logistics' });
    const same = from('directory', { name: 'Dana', company: 'Levi Logistics Ltd', tag: 'VIP' });
    const other = from('directory', { name: 'Noa', company: 'Daily Planet', tag: 'VIP' });
    expect(identifyCaller([company, same])).toMatchObject({ name: 'Dana', tag: 'VIP', source: 'directory' });
    expect(identifyCaller([company, other])).toMatchObject({ name: '', tag: '', source: 'lookup' });
  });

  it('only says what a source has said, whatever the sources say', () => {
    const text = fc.oneof(fc.constant(''), fc.string({ unit: 'binary' }), fc.constantFrom('Dana', 'Levi'));
    const candidate = fc.record({
      source: fc.constantFrom(...CALLER_SOURCES),
      name: text,
      company: text,
      tag: text,
      owner: text,
      recordUrl: text,
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 6 }), (known) => {
        const { source, ...details } = identifyCaller(known);
        for (const field of ['name', 'company', 'tag', 'owner', 'recordUrl'] as const)
          expect(['', ...known.map((each) => each[field])]).toContain(details[field]);
        expect(source === null).toBe(details.name === '' && details.company === '');
      }),
    );
  });
});
