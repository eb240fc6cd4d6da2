import { describe, expect, it } from 'vitest';
import type { LookupAnswer } from '../../src/domain/calls/lookup-result.ts';
import { type LookupFacts, lookupRequest, readLookup } from '../../src/voicenter/lookup.ts';
import type { LookupMethod } from '../../src/domain/settings/choices.ts';

const ADDRESS = 'https://crm.example.com/popup';
const facts: LookupFacts = {
  phone: '0501234567',
  callerName: 'דנה כהן',
  callId: '20201202',
  lineId: 'SIPSIP1',
  did: '0722776772',
  direction: 'incoming',
  startedAt: 1_703_754_819_900,
  answeredAt: null,
  cause: 'User busy',
  region: 'IL',
  received: {
    json: JSON.stringify({
      callStarted: 1_703_762_019,
      callAnswered: 0,
      callerphone: '0501234567',
      recording: { Filename: 'sample.mp3', IsMuted: 0 },
      customdata: {},
    }),
    wallAhead: 7_200_000,
    cause: null,
  },
};
const asked = (
  method: LookupMethod,
  { address = ADDRESS, different = {} }: { address?: string; different?: Partial<LookupFacts> } = {},
) => lookupRequest(address, method, { ...facts, ...different }, 'Ringing');
const bodyOf = (
  method: 'form' | 'json',
  phase: Parameters<typeof lookupRequest>[3],
  different: Partial<LookupFacts> = {},
): string => lookupRequest(ADDRESS, method, { ...facts, ...different }, phase)?.body ?? '';

describe('the lookup request', () => {
  it('by GET is the contract’s query', () => {
    expect(asked('get')).toEqual({
      url: `${ADDRESS}?phone=0501234567&ivrid=20201202&extenUser=SIPSIP1&did=0722776772&statusCall=Ringing`,
      method: 'GET',
      headers: {},
      body: null,
    });
  });

  it('by form has the same fields, except for `status`', () => {
    expect(asked('form')).toEqual({
      url: ADDRESS,
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'phone=0501234567&ivrid=20201202&extenUser=SIPSIP1&did=0722776772&status=Ringing',
    });
  });

  it('by JSON has exactly the contract’s fields', () => {
    const request = asked('json');
    expect(request).toMatchObject({
      url: ADDRESS,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      phone: '972501234567',
      callerName: 'דנה כהן',
      ivrid: '20201202',
      extenUser: 'SIPSIP1',
      did: '0722776772',
      status: 'Ringing',
      direction: 'Incoming',
      recordFile: 'sample.mp3',
      isMuted: false,
      callStarted: 1_703_762_019,
      isAnswered: false,
      callAnswered: 0,
      currentCall: {
        callStarted: 1_703_762_019,
        callAnswered: 0,
        callerphone: '0501234567',
        recording: { Filename: 'sample.mp3', IsMuted: 0 },
        customdata: {},
      },
    });
  });

  it('has the time of the answer, and the cause only on hang-up', () => {
    expect(JSON.parse(bodyOf('json', 'Talking', { answeredAt: 1_703_754_825_000 }))).toMatchObject({
      status: 'Talking',
      isAnswered: true,
      // By the server's wall clock.
      callAnswered: 1_703_762_025,
    });
    expect(bodyOf('json', 'Talking')).not.toContain('cause');
    expect(JSON.parse(bodyOf('json', 'Hangup'))).toMatchObject({ status: 'Hangup', cause: 'User busy' });
    expect(bodyOf('form', 'Hangup')).toContain('status=Hangup');
  });

  it('leaves out no field when nothing is known', () => {
    const different = { phone: '', callerName: '', did: '', startedAt: null, cause: '', received: null };
    expect(asked('get', { different })?.url).toBe(
      `${ADDRESS}?phone=&ivrid=20201202&extenUser=SIPSIP1&did=&statusCall=Ringing`,
    );
    expect(JSON.parse(asked('json', { different })?.body ?? '')).toMatchObject({
      phone: '',
      callerName: '',
      did: '',
      callStarted: 0,
      recordFile: '',
      isMuted: false,
      currentCall: {},
    });
  });

  it('takes what the page names from the call as it came', () => {
    const json = JSON.stringify({
      callstarted: '1703762019',
      CallAnswered: 1_703_762_030,
      recording: { filename: 'a.mp3', isMuted: true },
    });
    const different = {
      answeredAt: 1_703_754_830_000,
      received: { json, wallAhead: 0, cause: 'No user responding' },
    };
    expect(JSON.parse(bodyOf('json', 'Hangup', different))).toMatchObject({
      recordFile: 'a.mp3',
      isMuted: true,
      callStarted: 1_703_762_019,
      isAnswered: true,
      callAnswered: 1_703_762_030,
      cause: 'No user responding',
    });
    expect(JSON.parse(bodyOf('json', 'Ringing', different))).toMatchObject({
      isAnswered: false,
      callAnswered: 0,
    });
  });

  it.each([
    ['0501234567', '0501234567', '972501234567'],
    ['972501234567', '0501234567', '972501234567'],
    ['+972 50-123-4567', '0501234567', '972501234567'],
    ['+442079460018', '+442079460018', '442079460018'],
    ['*6555', '*6555', '*6555'],
    ['205', '205', '205'],
  ])('writes the number %s as %s, and as %s in JSON', (phone, local, abroad) => {
    const sent = new URL(asked('get', { different: { phone } })?.url ?? '').searchParams.get('phone');
    expect(sent).toBe(local);
    expect(JSON.parse(asked('json', { different: { phone } })?.body ?? '')).toMatchObject({ phone: abroad });
  });

  it.each([
    ['outgoing', 'Outgoing'],
    ['click2call', 'Click2Call'],
    ['spy', 'Spy'],
  ] as const)('names the direction %s as the wire does', (direction, name) => {
    expect(JSON.parse(asked('json', { different: { direction } })?.body ?? '')).toMatchObject({
      direction: name,
    });
  });

  it.each([
    ['?key=a%20b&sign=Zm9v+YmFy==', '?key=a%20b&sign=Zm9v+YmFy==&phone='],
    ['?tenant', '?tenant&phone='],
    ['?', '?phone='],
    ['?phone=&tenant=7&statusCall=x', '?tenant=7&phone='],
    ['?a=1#phone', '?a=1&phone='],
  ])('by GET keeps the query of the address: %s', (own, begin) => {
    const url = asked('get', { address: ADDRESS + own })?.url ?? '';
    expect(url.startsWith(ADDRESS + begin)).toBe(true);
    expect(url.match(/phone=/g)).toHaveLength(1);
    expect(url.endsWith('&statusCall=Ringing')).toBe(true);
  });

  it.each(['form', 'json'] as const)('by %s leaves the address’s query unchanged', (method) => {
    expect(asked(method, { address: `${ADDRESS}?key=a%20b&phone=1#x` })?.url).toBe(
      `${ADDRESS}?key=a%20b&phone=1`,
    );
  });

  it('keeps each value in its field', () => {
    const different = { phone: '+972&did=1#', did: '%00 x' };
    expect(asked('get', { different })?.url).toBe(
      `${ADDRESS}?phone=%2B972%26did%3D1%23&ivrid=20201202&extenUser=SIPSIP1&did=%2500+x&statusCall=Ringing`,
    );
  });

  it.each([
    '',
    'crm.example.com',
    'http://crm.example.com/',
    'https://user:secret@crm.example.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])('is not made for the address "%s"', (address) => {
    expect(asked('get', { address })).toBeNull();
  });

  it('may go to this machine without TLS', () => {
    expect(asked('get', { address: 'http://127.0.0.1:8080/lookup' })?.url).toMatch(
      /^http:\/\/127\.0\.0\.1:8080\/lookup\?phone=/,
    );
  });
});

const read = (fields: object): LookupAnswer => readLookup(200, JSON.stringify({ STATUS: 'OK', ...fields }));
const nothing = { kind: 'found', url: null, urlRefused: false, name: '', company: '', total: null };

describe('the lookup answer', () => {
  it('needs only its STATUS', () => {
    expect(read({})).toEqual(nothing);
    expect(
      read({
        URL: 'https://crm.example.com/1',
        CLIENTNAME: 'Dana',
        COMPANY: 'Cohen & Co',
        TOTAL: 2,
        SECRET: 'x',
      }),
    ).toEqual({
      ...nothing,
      url: 'https://crm.example.com/1',
      name: 'Dana',
      company: 'Cohen & Co',
      total: 2,
    });
    expect(
      readLookup(201, ' {"status":"ok","Url":"https://crm.example.com/1","ClientName":"Dana"}\n'),
    ).toEqual({ ...nothing, url: 'https://crm.example.com/1', name: 'Dana' });
  });

  it.each([[404], [500], [302], [199], [0]])('is refused with HTTP status %d', (status) => {
    expect(readLookup(status, '{"STATUS":"OK"}')).toEqual({ kind: 'failed', why: 'status' });
  });

  it.each(['', 'OK', '<!doctype html>', '{"STATUS":"OK"', 'null', '[]', '[{"STATUS":"OK"}]', '"OK"', '1'])(
    'is refused if it is no JSON object: %s',
    (body) => {
      expect(readLookup(200, body)).toEqual({ kind: 'failed', why: 'not-json' });
    },
  );

  it.each([
    '{}',
    '{"STATUS":"ERROR"}',
    '{"STATUS":null}',
    '{"STATUS":true}',
    '{"STATUS":["OK"]}',
    '{"CLIENTNAME":"Dana"}',
    '{"STATUS":"OK then"}',
  ])('is refused if it does not say OK: %s', (body) => {
    expect(readLookup(200, body)).toEqual({ kind: 'failed', why: 'not-ok' });
  });

  it.each([
    [0, 0],
    ['0', 0],
    ['17', 17],
    [' 3 ', 3],
    [-1, null],
    [1.5, null],
    ['1.5', null],
    ['many', null],
    ['', null],
    [null, null],
    [true, null],
    [[1], null],
    [1e300, null],
    ['9'.repeat(40), null],
  ])('has TOTAL %j as %j', (TOTAL, total) => {
    expect(read({ TOTAL })).toEqual({ ...nothing, total });
  });

  it('has its names cleaned like other text from outside', () => {
    const name = read({ CLIENTNAME: '\u202edana\u0000\n  cohen\u2069 ', COMPANY: 'x'.repeat(5000) });
    expect(name).toEqual({ ...nothing, name: 'dana cohen', company: 'x'.repeat(200) });
    expect(read({ CLIENTNAME: 7, COMPANY: { name: 'x' } })).toEqual({ ...nothing, name: '7' });
  });

  it.each([
    ['http://crm.example.com/?id=1', 'http://crm.example.com/?id=1'],
    [' HTTPS://CRM.example.com/a b?q=דנה ', 'https://crm.example.com/a%20b?q=%D7%93%D7%A0%D7%94'],
    ['https://crm.example.com:8443/#/contact/1', 'https://crm.example.com:8443/#/contact/1'],
  ])('opens %s', (URL, url) => {
    expect(read({ URL })).toEqual({ ...nothing, url });
  });

  it.each(['', null])('names no page by URL %j', (URL) => {
    expect(read({ URL })).toEqual(nothing);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'chrome://settings',
    'about:blank',
    'https://user@crm.example.com/',
    'https://crm.example.com:x@evil.example/',
    'https:///evil.example/',
    'https:evil.example',
    'https:\\\\evil.example',
    'https://crm.example.com\\@evil.example/',
    'https://crm.exam\nple.com/',
    '//evil.example/',
    '/contacts/1',
    'https://',
    'https://[',
    `https://crm.example.com/${'x'.repeat(5000)}`,
    `https://crm.example.com/${'ד'.repeat(1500)}`,
    7,
    true,
    {},
    ['https://crm.example.com/'],
  ])('is used without the forbidden page %j', (URL) => {
    expect(read({ URL, CLIENTNAME: 'Dana', COMPANY: 'Cohen', TOTAL: 1 })).toEqual({
      kind: 'found',
      url: null,
      urlRefused: true,
      name: 'Dana',
      company: 'Cohen',
      total: 1,
    });
  });
});
