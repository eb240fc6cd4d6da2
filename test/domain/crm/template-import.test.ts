import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importTemplate } from '../../../src/domain/crm/template-import.ts';
import { checkTemplate, PLACEHOLDERS } from '../../../src/domain/crm/crm-url.ts';

describe('a template of another tool', () => {
  it.each([
    ['https://c.example/?q=[callerid]&n=[callername]', 'https://c.example/?q={phone}&n={name}'],
    ['https://c.example/?q=[Number]', 'https://c.example/?q={phone}'],
    ['https://c.example/?q=%CallerNumber%&n=%CallerDisplayName%', 'https://c.example/?q={phone}&n={name}'],
    ['https://c.example/?q={CALLERNUM}', 'https://c.example/?q={phone}'],
    ['https://c.example/?q=$CALLER_NUMBER&n=$CALLER_NAME', 'https://c.example/?q={phone}&n={name}'],
    ['https://c.example/?q=%CALLER_NUMBER', 'https://c.example/?q={phone}'],
    ['https://c.example/?q={{phone}}&d={{ did }}', 'https://c.example/?q={phone}&d={did}'],
    ['https://c.example/?q={{Call.Ani}}&d={{Call.CalledAddress}}', 'https://c.example/?q={phone}&d={did}'],
    [
      'https://c.example/?q=@Call.ANI@&d=@Call.DNIS@&a=@Agent.user_name@',
      'https://c.example/?q={phone}&d={did}&a={lineUser}',
    ],
    [
      'https://c.example/?q=${CALLERID(num)}&n=${CALLERID(name)}&u=${UNIQUEID}',
      'https://c.example/?q={phone}&n={name}&u={callId}',
    ],
    ['https://c.example/?q=#{CLID}', 'https://c.example/?q={phone}'],
    [
      'https://c.example/?q=--A--phone_number--B--&u=--A--uniqueid--B--',
      'https://c.example/?q={phone}&u={callId}',
    ],
    [
      'https://c.example/?q=$remote&n=$display_remote&c=$call-id',
      'https://c.example/?q={phone}&n={name}&c={callId}',
    ],
    ['https://c.example/?q=#CALLERID#', 'https://c.example/?q={phone}'],
    ['https://c.example/<phone>/<queue name>', 'https://c.example/{phone}/{queue}'],
    ['https://c.example/?q=%7Bphone%7D&n=%5BName%5D', 'https://c.example/?q={phone}&n={name}'],
    ['https://c.example/?o={{customdata.Order No}}', 'https://c.example/?o={data.Order No}'],
    [
      'https://c.example/{extension}/{queue_id}/{direction}?s=[DateTime]',
      'https://c.example/{line}/{queueId}/{direction}?s={started}',
    ],
  ])('%s becomes %s', (foreign, template) => {
    expect(importTemplate(foreign)).toEqual({ template, unknown: [] });
    expect(checkTemplate(template)).toBeNull();
  });

  it.each([
    [
      'https://c.example/?q=[Number]&e=[AgentEmail]',
      'https://c.example/?q={phone}&e=[AgentEmail]',
      ['[AgentEmail]'],
    ],
    [
      'https://c.example/?q={colour}&r={{Lead.Score}}&q={colour}',
      'https://c.example/?q={colour}&r={{Lead.Score}}&q={colour}',
      ['{colour}', '{{Lead.Score}}'],
    ],
    [
      'https://c.example/?x=--A--lead_id--B--',
      'https://c.example/?x=--A--lead_id--B--',
      ['--A--lead_id--B--'],
    ],
    ['https://c.example/?x={}', 'https://c.example/?x={}', ['{}']],
    ['https://c.example/?x={phone:last0}', 'https://c.example/?x={phone:last0}', ['{phone:last0}']],
  ])('in %s keeps and names what is unknown', (foreign, template, unknown) => {
    expect(importTemplate(foreign)).toEqual({ template, unknown });
  });

  it.each([
    'https://c.example/?filter[phone]={phone}',
    'https://c.example/?filter[phone][like]={phone}',
    'https://c.example/?filter%5Bphone%5D={phone}',
    'https://c.example/api?$filter=phone%20eq%20{phone}&$from=1&$tos=2',
    'https://c.example/%D7%A9%D7%9C%D7%95%D7%9D?x=100%25&q={e164}#top',
    'https://c.example/%D7abc%D7?q={e164}',
    'https://c.example/?q={did:e164:last9}&o={data.Order No}&m={national:###-###}',
  ])('keeps what belongs to the URL: %s', (template) => {
    expect(importTemplate(template)).toEqual({ template, unknown: [] });
  });

  it('keeps Ringside’s own placeholders', () => {
    for (const name of PLACEHOLDERS)
      expect(importTemplate(`https://c.example/{${name}}`)).toEqual({
        template: `https://c.example/{${name}}`,
        unknown: [],
      });
  });

  it('names every unknown part as written, and is valid unless a part is unknown', () => {
    const marks = fc.constantFrom(
      '{',
      '}',
      '{{',
      '}}',
      '[',
      ']',
      '%',
      '$',
      '#',
      '@',
      '<',
      '>',
      '--A--',
      '--B--',
      '=',
      '&',
      '/',
      '?',
      '%7B',
      '%5D',
    );
    const words = fc.constantFrom(...PLACEHOLDERS, 'CALLERNUM', 'callerid', 'colour', 'data.x', 'ani', '');
    fc.assert(
      fc.property(fc.array(fc.tuple(marks, words, marks), { maxLength: 5 }), (parts) => {
        const { template, unknown } = importTemplate(`https://c.example/${parts.flat().join('')}`);
        expect(unknown.filter((written) => !template.includes(written))).toEqual([]);
        const strayBraces = /[{}]/.test(template.replace(/\{[^{}]*\}/g, ''));
        if (unknown.length === 0 && !strayBraces) expect(checkTemplate(template)).toBeNull();
      }),
    );
  });
});
