import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate } from '../../../src/domain/crm/crm-url.ts';
import { type LinkValues, linkValues, sampleValues } from '../../../src/domain/crm/link-values.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { summarize } from '../../../src/domain/callers/summarize.ts';
import type { LinkPolicy } from '../../../src/domain/crm/url-policy.ts';
import { call, line, play } from '../../support/event-builders.ts';

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
    [
      'https://crm.example.com/?n={name}&d={did}&c={callId}&l={line}',
      'https://crm.example.com/?n=Clark%20Kent&d=0722776772&c=202012021122010135330b4f77&l=SIPSIP1',
    ],
    ['http://intranet/x?queue={queue}', 'http://intranet/x?queue=Support'],
    [
      'https://crm.example.com/?a={e164Digits}&b={internationalDashed}&c={bare}',
      'https://crm.example.com/?a=972501234567&b=%2B972%2050-123-4567&c=501234567',
    ],
    [
      'https://crm.example.com/?q={queueId}&l={lineNumber}&u={lineUser}&i={lineUserId}&d={direction}',
      'https://crm.example.com/?q=123456&l=1234567&u=Lois%20Lane&i=7654321&d=incoming',
    ],
    [
      'https://crm.example.com/?s={started}&r={rings}&b={label}&o={outcome}',
      'https://crm.example.com/?s=2020-12-02T09%3A22%3A01.000Z&r=1&b=Support&o=',
    ],
    [
      'https://crm.example.com/?q={E164}&c={ callid }',
      'https://crm.example.com/?q=%2B972501234567&c=202012021122010135330b4f77',
    ],
    [
      'https://crm.example.com/{data.Order}?n={data.order no}&x={data.none}',
      'https://crm.example.com/A-4711?n=&x=',
    ],
    [
      'https://crm.example.com/?q={digits:last9}&d={did:e164}',
      'https://crm.example.com/?q=501234567&d=%2B972722776772',
    ],
    ['https://crm.example.com/?q={national:###-###-####}', 'https://crm.example.com/?q=050-123-4567'],
    [
      'https://crm.example.com/?q={did:e164Digits:last9:(##) ### ## ##}',
      'https://crm.example.com/?q=%2872%29%20277%2067%2072',
    ],
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
    ['https://crm.example.com/?q={data.}', 'template-unknown-placeholder'],
    ['https://crm.example.com/?q={data}', 'template-unknown-placeholder'],
    ['https://crm.example.com/?q={phone:first9}', 'template-unknown-modifier'],
    ['https://crm.example.com/?q={phone:last0}', 'template-unknown-modifier'],
    ['https://crm.example.com/?q={phone:}', 'template-unknown-modifier'],
    ['https://crm.example.com/?q={phone:e164:###x}', 'template-unknown-modifier'],
    ['https://{national:##}.example.com/', 'template-placeholder-in-host'],
    ['https{phone}://crm.example.com/', 'template-placeholder-in-host'],
    ['https://crm.example.com{phone}/', 'template-placeholder-in-host'],
    ['https:{phone}', 'template-not-http'],
    ['priority:{phone}', 'template-not-http'],
    ['https://crm.example.com/a b?q={phone}', 'template-not-a-url'],
    ['https://crm.example.com/\u0000?q={phone}', 'template-not-a-url'],
    ['https://crm.example.com:99999/{phone}', 'template-not-a-url'],
    ['https://crm.example.com/c/../{phone}', 'template-not-a-url'],
    ['https://crm.example.com/%2e/{phone}', 'template-not-a-url'],
  ])('%s is refused: %s', (template, fault) => {
    expect(checkTemplate(template)).toBe(fault);
    expect(urlOf(template)).toBe('bad-template');
  });

  it('makes no link if none is set up, or if the caller lacks the required number', () => {
    expect(urlOf('')).toBe('no-template');
    expect(urlOf('https://crm.example.com/{phone}', { phone: '' })).toBe('no-number');
    expect(urlOf('https://crm.example.com/?c={callId}', { phone: '' })).toBe(
      'https://crm.example.com/?c=202012021122010135330b4f77',
    );
    expect(urlOf('https://crm.example.com/{NATIONAL:last4}', { national: '' })).toBe('no-number');
    expect(urlOf('https://crm.example.com/{phone:last4}', { phone: '*' })).toBe('no-number');
  });

  it('replaces any other empty value with an empty text', () => {
    expect(
      urlOf('https://crm.example.com/{name}/x?d={did:e164}&o={data.Order:###}', {
        name: '',
        did: '',
        details: [],
      }),
    ).toBe('https://crm.example.com//x?d=&o=');
  });

  it('keeps a value in its place', () => {
    expect(urlOf('https://crm.example.com/c?q={name}', { name: '../../admin?x=1#y' })).toBe(
      'https://crm.example.com/c?q=..%2F..%2Fadmin%3Fx%3D1%23y',
    );
    expect(urlOf('https://crm.example.com/c/{name}/edit', { name: '..' })).toBe('bad-value');
    expect(urlOf('https://crm.example.com/c/{name}', { name: '.' })).toBe('bad-value');
    expect(urlOf('https://crm.example.com/c/{name}{queue}', { name: '.', queue: '.' })).toBe('bad-value');
    expect(urlOf('https://crm.example.com/c/.{name}', { name: '' })).toBe('bad-value');
    expect(urlOf('https://crm.example.com/{name}?n={name}#/{name}', { name: '...' })).toBe(
      'https://crm.example.com/...?n=...#/...',
    );
    expect(urlOf('https://crm.example.com/?n={name}#/{name}', { name: '..' })).toBe(
      'https://crm.example.com/?n=..#/..',
    );
    expect(urlOf('https://crm.example.com/c/{name}?n={name}#{name}', { name: `'(*)!~` })).toBe(
      'https://crm.example.com/c/%27%28%2A%29%21~?n=%27%28%2A%29%21~#%27%28%2A%29%21~',
    );
    expect(urlOf('https://crm.example.com/?q={name}', { name: '\ud800&admin=1' })).toBe(
      'https://crm.example.com/?q=%EF%BF%BD%26admin%3D1',
    );
  });
});

describe('a mask', () => {
  const masked = (number: string, mask: string): unknown => {
    const link = fillTemplate(`https://crm.example.com/?q={digits:${mask}}`, values({ digits: number }));
    return link.kind === 'link' ? new URL(link.url).searchParams.get('q') : link.why;
  };

  it.each([
    ['0501234567', '###-###-####', '050-123-4567'],
    ['031234567', '###-###-####', '03-123-4567'],
    ['4567', '###-###-####', '4567'],
    ['972501234567', '###-###-####', '97250-123-4567'],
    ['4155550123', '(###) ###-####', '(415) 555-0123'],
    ['5550123', '(###) ###-####', '555-0123'],
    ['501234567', '+972 ##-#######', '+972 50-1234567'],
    ['501234567', '0#########', '0501234567'],
    ['12', '#.', '12.'],
  ])('%s in %s is %s', (number, mask, shown) => {
    expect(masked(number, mask)).toBe(shown);
  });
});

describe('the administrator’s policy', () => {
  const policy: LinkPolicy = {
    schemes: ['priority', 'tel', 'javascript'],
    hosts: ['crm.example.com', '*.example.org', 'בדיקה.example'],
  };
  const filled = (template: string, under: LinkPolicy = policy): unknown => {
    const link = fillTemplate(template, values(), under);
    return link.kind === 'link' ? link.url : link.why;
  };

  it.each([
    ['https://crm.example.com/{phone}', null],
    ['https://CRM.example.com:8443/{phone}', null],
    ['https://a.b.example.org/{phone}', null],
    ['https://xn--5dbedt4e.example/{phone}', null],
    ['https://example.org/{phone}', 'template-host-forbidden'],
    ['https://evilexample.org/{phone}', 'template-host-forbidden'],
    ['https://crm.example.com.evil.example/{phone}', 'template-host-forbidden'],
    ['https://www.example.com/{phone}', 'template-host-forbidden'],
    ['priority:open?phone={phone}', null],
    ['PRIORITY:{phone}', null],
    ['priority://crm.example.com/{phone}', null],
    ['priority://evil.example/{phone}', 'template-host-forbidden'],
    ['priority://{phone}', 'template-placeholder-in-host'],
    ['priority{phone}:x', 'template-placeholder-in-host'],
    ['javascript:alert({phone})', 'template-not-http'],
    ['ftp://crm.example.com/{phone}', 'template-not-http'],
  ] as const)('%s: %s', (template, fault) => {
    expect(checkTemplate(template, policy)).toBe(fault);
    if (fault !== null) expect(filled(template)).toBe('bad-template');
  });

  it('keeps the plus in the path of a program’s address, and encodes other values', () => {
    expect(filled('tel:{e164}')).toBe('tel:+972501234567');
    expect(filled('priority:open?phone={e164}&n={name}')).toBe(
      'priority:open?phone=%2B972501234567&n=Clark%20Kent',
    );
    expect(filled('priority:{phone}', { schemes: [], hosts: null })).toBe('bad-template');
  });

  it('lets no value become the host of a program’s address', () => {
    const anywhere = { schemes: ['priority'], hosts: null };
    const link = fillTemplate('priority:/{data.Order}/{phone}', values({ details: [] }), anywhere);
    expect(link).toEqual({ kind: 'none', why: 'bad-value' });
  });
});

describe('the values of a call', () => {
  const valuesOf = (different: Record<string, unknown>): LinkValues => {
    const state = play([line('NEWCALL', call(different))]);
    const [known] = Object.values(state.calls);
    if (known === undefined) throw new Error('no call');
    return linkValues(summarize(state, known, 'IL'), 'IL');
  };

  it('contain the number in each form', () => {
    expect(valuesOf({ callerphone: '972501234567' })).toMatchObject({
      phone: '972501234567',
      digits: '972501234567',
      national: '0501234567',
      e164: '+972501234567',
      name: 'Clark Kent',
      did: '0722776772',
      line: 'SIPSIP1',
      callId: 'call-1',
    });
  });

  it('contain no number for a hidden caller', () => {
    expect(valuesOf({ callerphone: 'Anonymous' })).toMatchObject({
      phone: '',
      digits: '',
      national: '',
      e164: '',
      international: '',
    });
  });

  it('contain the internal number for a colleague', () => {
    expect(
      valuesOf({
        callerphone: 'Lois Lane',
        callername: 'Lois Lane',
        originalCallerID: '602',
        isInternal: true,
      }),
    ).toMatchObject({ phone: '602', name: 'Lois Lane' });
  });

  it('contain the line, the queue and the custom data', () => {
    expect(valuesOf({ queueID: '77', customdata: { 'Order No': 'A-1' } })).toMatchObject({
      line: 'SIPSIP1',
      lineNumber: '1234567',
      lineUser: 'Clark Kent',
      lineUserId: '7654321',
      queueId: '77',
      direction: 'incoming',
      label: 'Clark Kent',
      rings: '1',
      details: [{ name: 'Order No', value: 'A-1' }],
    });
  });

  it('contain an internal line unchanged, even where it looks like a national number', () => {
    expect(
      valuesOf({ callerphone: 'Lois Lane', originalCallerID: '1234567', isInternal: true }),
    ).toMatchObject({ phone: '1234567', e164: '1234567', international: '1234567' });
    expect(
      valuesOf({ callerphone: 'Lois Lane', originalCallerID: '0501234567', isInternal: true }),
    ).toMatchObject({ e164: '+972501234567' });
  });

  it('contain no number for a colleague whose number is unknown', () => {
    const colleague = valuesOf({ callerphone: 'Lois Lane', originalCallerID: '', isInternal: true });
    expect(fillTemplate('https://crm.example.com/{bare}', colleague)).toEqual({
      kind: 'none',
      why: 'no-number',
    });
  });

  it('contain what is known of a call that an older version stored', () => {
    const old: CallSummary = {
      callId: 'c1',
      direction: 'incoming',
      caller: { kind: 'external', number: '0501234567' },
      name: '',
      dialed: '',
      queue: '',
      lineId: 'SIP',
      rings: 1,
      late: false,
      startedAt: 0,
      talkingAt: null,
      endedAt: null,
      outcome: 'missed',
      suppressed: null,
      details: [],
      linkId: null,
      lookup: null,
    };
    expect(linkValues(old, 'IL')).toMatchObject({
      e164: '+972501234567',
      label: '',
      queueId: '',
      lineNumber: '',
      lineUser: '',
      lineUserId: '',
      outcome: 'missed',
      started: '1970-01-01T00:00:00.000Z',
    });
  });
});
