import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importTemplate } from '../../../src/domain/crm/template-import.ts';
import { checkTemplate } from '../../../src/domain/crm/crm-url.ts';
import { PLACEHOLDERS } from '../../../src/domain/crm/link-values.ts';

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

  it.each([
    ['https://x.example/one/one.app#{e164}', 'https://x.example/one/one.app#{e164}'],
    ['https://x.example/one/one.app#{number}', 'https://x.example/one/one.app#{phone}'],
    ['https://x.example/one/one.app#{{phone}}', 'https://x.example/one/one.app#{phone}'],
    ['https://x.example/one/one.app#${ani}', 'https://x.example/one/one.app#{phone}'],
    ['https://x.example/one/one.app##{ani}', 'https://x.example/one/one.app#{phone}'],
    ['https://x.example/#{number}', 'https://x.example/#{phone}'],
    ['https://x.example#{number}', 'https://x.example#{phone}'],
    ['https://x.example/?lang=he#{digits:last9}', 'https://x.example/?lang=he#{digits:last9}'],
    ['https://x.example/#{digits}&n=[name]', 'https://x.example/#{digits}&n={name}'],
    ['https://x.example/#/call?n=#phone#', 'https://x.example/#/call?n={phone}'],
    ['https://x.example/#/call?n=#{number}', 'https://x.example/#/call?n={phone}'],
    ['https://x.example/#/call/#{number}/#{did}', 'https://x.example/#/call/{phone}/{did}'],
    ['https://x.example/#!/search/[phone]', 'https://x.example/#!/search/{phone}'],
    ['https://x.example/#[phone]', 'https://x.example/#{phone}'],
    ['https://x.example/#<phone>', 'https://x.example/#{phone}'],
    ['https://x.example/#%phone%', 'https://x.example/#{phone}'],
    ['https://x.example/#%7Bphone%7D', 'https://x.example/#{phone}'],
    ['https://x.example/#$phone', 'https://x.example/#{phone}'],
    ['https://x.example/#@Call.ANI@', 'https://x.example/#{phone}'],
    ['https://x.example/#--A--phone_number--B--', 'https://x.example/#{phone}'],
    ['https://x.example/#contact/{{phone}}', 'https://x.example/#contact/{phone}'],
    ['https://x.example/#contact#phone#', 'https://x.example/#contact{phone}'],
    ['https://x.example/##phone#', 'https://x.example/#{phone}'],
    ['https://x.example/#search/{q}?q=#CALLERID#', 'https://x.example/#search/{q}?q={phone}'],
    ['https://x.example/#/a/{{did}}/#{number}', 'https://x.example/#/a/{did}/{phone}'],
    [
      'https://x.example/?q={national:###-####}&x=1#{did}',
      'https://x.example/?q={national:###-####}&x=1#{did}',
    ],
    ['tel:#{number}', 'tel:#{phone}'],
    [
      'https://acme.lightning.force.com/one/one.app#/alohaRedirect/_ui/search/ui/UnifiedSearchResults?str=%CallerNumber%',
      'https://acme.lightning.force.com/one/one.app#/alohaRedirect/_ui/search/ui/UnifiedSearchResults?str={phone}',
    ],
    [
      'https://org.crm4.dynamics.com/main.aspx?appid=7#pagetype=search&searchText={{ANI}}&searchType=0',
      'https://org.crm4.dynamics.com/main.aspx?appid=7#pagetype=search&searchText={phone}&searchType=0',
    ],
    ['https://x.example/#top?a=1&name=x#', 'https://x.example/#top?a=1&name=x#'],
    ['https://x.example/#search', 'https://x.example/#search'],
    ['https://x.example/#phone', 'https://x.example/#phone'],
    ['https://x.example/#:~:text={phone}', 'https://x.example/#:~:text={phone}'],
  ])('keeps the fragment of %s', (foreign, template) => {
    expect(importTemplate(foreign).template).toBe(template);
  });

  it.each([
    ['https://x.example/?q=#{CLID}&n=#{name}', 'https://x.example/?q={phone}&n={name}'],
    ['https://x.example/?q=#{phone:last9}', 'https://x.example/?q={phone:last9}'],
    ['https://x.example/?q=${phone:last9}', 'https://x.example/?q={phone:last9}'],
    ['https://x.example/#{did}/#{CLID}', 'https://x.example/{did}/{phone}'],
    ['https://x.example/?q=##phone##', 'https://x.example/?q={phone}'],
    ['https://x.example/##phone##/#did#', 'https://x.example/{phone}/{did}'],
    ['https://x.example/?q=#phone#&n=#name##top', 'https://x.example/?q={phone}&n={name}#top'],
  ])('removes the tool’s own # in %s', (foreign, template) => {
    expect(importTemplate(foreign)).toEqual({ template, unknown: [] });
  });

  it('names an unknown placeholder without the # of the fragment', () => {
    expect(importTemplate('https://x.example/#{colour}')).toEqual({
      template: 'https://x.example/#{colour}',
      unknown: ['{colour}'],
    });
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
