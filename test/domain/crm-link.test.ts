import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate, type LinkValues, linkValues, PLACEHOLDERS, sampleValues } from '../../src/domain/crm-link.ts';
import { summarize } from '../../src/domain/call-summary.ts';
import { call, line, play } from '../support/wire-story.ts';

const values = (different: Partial<LinkValues> = {}): LinkValues => ({ ...sampleValues('IL'), ...different });
const urlOf = (template: string, different: Partial<LinkValues> = {}): unknown => {
  const link = fillTemplate(template, values(different));
  return link.kind === 'link' ? link.url : link.why;
};

describe('a template', () => {
  it.each([
    ['https://crm.example.com/search?q={phone}', 'https://crm.example.com/search?q=0501234567'],
    ['https://crm.example.com/search?q={e164}', 'https://crm.example.com/search?q=%2B972501234567'],
    ['https://crm.example.com/c/{national}#t={digits}', 'https://crm.example.com/c/0501234567#t=0501234567'],
    ['https://crm.example.com/?n={name}&d={did}&c={callId}&l={line}', 'https://crm.example.com/?n=Clark%20Kent&d=0722776772&c=202012021122010135330b4f77&l=SIPSIP1'],
    ['http://intranet/x?queue={queue}', 'http://intranet/x?queue=Support'],
    ['https://crm.example.com/', 'https://crm.example.com/'],
  ])('%s gives %s', (template, url) => {
    expect(checkTemplate(template)).toBeNull();
    expect(urlOf(template)).toBe(url);
  });

  it.each([
    ['javascript:alert({phone})', 'template-not-http'],
    ['data:text/html,{name}', 'template-not-http'],
    ['ftp://crm.example.com/{phone}', 'template-not-http'],
    ['crm.example.com/{phone}', 'template-not-http'],
    ['{phone}', 'template-placeholder-in-host'],
    ['https://{line}.example.com/', 'template-placeholder-in-host'],
    ['https://crm.example.com:{line}/', 'template-placeholder-in-host'],
    ['https://{name}@crm.example.com/', 'template-placeholder-in-host'],
    ['https://user:secret@crm.example.com/{phone}', 'template-not-a-url'],
    ['https://crm.example.com\\{phone}', 'template-not-a-url'],
    ['https:///{phone}', 'template-not-a-url'],
    ['https://crm.example.com/{colour}', 'template-unknown-placeholder'],
    ['https://crm.example.com/{}', 'template-unknown-placeholder'],
    ['https://crm.example.com/?q={phone', 'template-unknown-placeholder'],
    ['https://crm.example.com/?q={a{phone}b}', 'template-unknown-placeholder'],
  ])('%s is refused: %s', (template, fault) => {
    expect(checkTemplate(template)).toBe(fault);
    expect(urlOf(template)).toBe('bad-template');
  });

  it('makes no link where none is set up, or for a caller without the number that it needs', () => {
    expect(urlOf('')).toBe('no-template');
    expect(urlOf('https://crm.example.com/{phone}', { phone: '' })).toBe('no-number');
    expect(urlOf('https://crm.example.com/?c={callId}', { phone: '' })).toBe('https://crm.example.com/?c=202012021122010135330b4f77');
  });

  it('a value cannot leave its place', () => {
    expect(urlOf('https://crm.example.com/c/{name}', { name: '../../admin?x=1#y' })).toBe('https://crm.example.com/c/..%2F..%2Fadmin%3Fx%3D1%23y');
    expect(urlOf('https://crm.example.com/c/{name}/edit', { name: '..' })).toBe('bad-template');
    expect(urlOf('https://crm.example.com/?q={name}', { name: '\ud800&admin=1' })).toBe('https://crm.example.com/?q=%EF%BF%BD%26admin%3D1');
  });

  it('whatever the caller sends, the URL keeps the template’s scheme, host and number of parts', () => {
    const place = fc.constantFrom('/c/{p}', '/c/{p}/edit', '?q={p}', '?a=1&q={p}&z=2', '#{p}', '/#/search/{p}');
    fc.assert(
      fc.property(place, fc.constantFrom(...PLACEHOLDERS), fc.string({ unit: 'binary' }), (where, placeholder, value) => {
        const template = `https://crm.example.com${where.replace('{p}', `{${placeholder}}`)}`;
        const link = fillTemplate(template, values({ phone: '1', [placeholder]: value }));
        if (link.kind === 'none') return;
        const url = new URL(link.url);
        const plain = new URL(template.replace(`{${placeholder}}`, 'x'));
        expect([url.origin, url.username, url.pathname.split('/').length, [...url.searchParams.keys()]]).toEqual([plain.origin, '', plain.pathname.split('/').length, [...plain.searchParams.keys()]]);
      }),
    );
  });
});

describe('what a call offers', () => {
  const valuesOf = (different: Record<string, unknown>): LinkValues => {
    const book = play([line('NEWCALL', call(different))]);
    const [known] = Object.values(book.calls);
    if (known === undefined) throw new Error('no call');
    return linkValues(summarize(book, known), 'IL');
  };

  it('the number in each form', () => {
    expect(valuesOf({ callerphone: '972501234567' })).toMatchObject({ phone: '972501234567', digits: '972501234567', national: '0501234567', e164: '+972501234567', name: 'Clark Kent', did: '0722776772', line: 'SIPSIP1', callId: 'call-1' });
  });

  it('nothing for a hidden number', () => {
    expect(valuesOf({ callerphone: 'Anonymous' })).toMatchObject({ phone: '', digits: '', national: '', e164: '', international: '' });
  });

  it('the inner number for a colleague', () => {
    expect(valuesOf({ callerphone: 'Lois Lane', callername: 'Lois Lane', originalCallerID: '602', isInternal: true })).toMatchObject({ phone: '602', name: 'Lois Lane' });
  });
});
