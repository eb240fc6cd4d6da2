/**
 * For any template and any caller, a link keeps to the allowed schemes and hosts, and values stay in their
 * place.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { checkTemplate, fillTemplate } from '../../../src/domain/crm/crm-url.ts';
import { linkValues, PLACEHOLDERS } from '../../../src/domain/crm/link-values.ts';
import type { LinkPolicy } from '../../../src/domain/crm/url-policy.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../../support/fuzz-runs.ts';
import type { Caller } from '../../../src/domain/common/types.ts';

const HOSTILE = [
  '',
  '.',
  '..',
  '...',
  '/',
  '//evil.example',
  '\\\\evil.example',
  '/../..',
  '@',
  '@evil.example',
  ':',
  ':443',
  '%2e',
  '%2e%2e',
  '%2f',
  '%',
  '?',
  '#',
  '?admin=1',
  '&admin=1',
  ';',
  '\ud800',
  '\udfff',
  '\u202e',
  '\u200f',
  '%252f',
  '%252e%252e%255c',
  '%c0%af',
  '%u002f',
  '%2',
  'f',
  'e',
  '..;',
  '..?',
  '／',
  '．．',
  '∕',
  '\u200b..',
  '\n',
  '\r\nLocation: x',
  '\t',
  '\0',
  ' ',
  '+',
  '"',
  "'",
  '<script>',
  'javascript:alert(1)',
  'https://evil.example/',
  '{phone}',
  '}',
  '$&',
  '$1',
  'א',
  '😀',
  '__proto__',
  'Clark Kent',
  '0501234567',
  '+972501234567',
  '*2345',
] as const;
const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE), fc.nat(0xffff))
      .map(([a, b, unit]) => a + String.fromCharCode(unit) + b),
  },
);

const caller = fc.oneof<fc.Arbitrary<Caller>[]>(
  hostile.map((number) => ({ kind: 'external', number })),
  fc
    .tuple(hostile, hostile)
    .map(([name, number]) => ({ kind: 'internal', name, number: number === '' ? null : number })),
  fc.constant({ kind: 'hidden' }),
);
const anyCall = fc
  .tuple(caller, hostile, hostile, hostile, hostile)
  .map(([from, a, b, c, d]): CallSummary => ({
    callId: a,
    direction: 'incoming',
    caller: from,
    name: b,
    dialed: c,
    queue: d,
    lineId: b,
    rings: 1,
    late: false,
    startedAt: 0,
    talkingAt: null,
    endedAt: null,
    outcome: null,
    suppressed: null,
    details: [
      { name: 'Order', value: a },
      { name: 'Order No', value: c },
    ],
    linkId: null,
    lookup: null,
    label: d,
    queueId: a,
    lineNumber: b,
    lineUser: c,
    lineUserId: d,
  }));

const slot = fc.constantFrom(
  '',
  '',
  ...PLACEHOLDERS.map((name) => `{${name}}`),
  '{data.Order}',
  '{data.order no}',
  '{data.none}',
  '{digits:last9}',
  '{did:e164}',
  '{national:###-###-####}',
  '{data.Order:international}',
);
/** Mostly a valid part of a URL, sometimes a placeholder or something else in the wrong place. */
const mostly = (sound: readonly string[], odd: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...sound) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
const anyTemplate = fc
  .tuple(
    mostly(
      ['https:', 'https:', 'http:', 'HTTPS:', 'priority:'],
      [
        'ftp:',
        'ms-msdt:',
        'javascript:',
        'data:',
        'file:',
        'ht{name}tps:',
        '{phone}:',
        '{data.Order}',
        'view-source:https:',
        '',
      ],
    ),
    mostly(['//'], ['', '/', '///', '\\\\', '//\t']),
    mostly([''], ['{name}@', 'user@', 'user:{phone}@', '{name}', '@']),
    mostly(
      ['crm.example.com', 'a.example.org'],
      [
        'evil.example',
        'crm.{name}.com',
        '{did}',
        'crm.example.com.',
        'crm.example.com\u202e',
        'crm.example.com\\',
        '',
      ],
    ),
    mostly(['', ':8443'], [':{lineNumber}', ':99999', '{phone}', ':']),
    mostly(['/', '/c/', '/c/d.'], ['', '/a/../', '/.', '/%2e', '//', '\\', '/{', '/..']),
    slot,
    mostly(['', '/edit', '{name}{did}'], ['.', '/..', '}', '/']),
    mostly(['?q=', '?a=1&q=', '?x={name}&y=', ''], ['?', '? ']),
    slot,
    mostly(['#', '#/search/', '#a='], ['', '#{']),
    slot,
  )
  .map((parts) => parts.join(''));

const POLICIES: readonly LinkPolicy[] = [
  { schemes: [], hosts: null },
  { schemes: ['priority', 'javascript', 'data', 'file', 'view-source', 'ms-msdt'], hosts: null },
  { schemes: ['priority'], hosts: [] },
  { schemes: ['priority'], hosts: ['crm.example.com', '*.example.org'] },
];
/**
 * The valid hosts of the lists above, as URLs spell them. `c` is the host after `https:/`. An address for a
 * program has an empty host.
 */
const WRITTEN_HOSTS = [
  'crm.example.com',
  'crm.example.com.',
  'crm.example.com%E2%80%AE',
  'a.example.org',
  'evil.example',
  'c',
  '',
];
/** The oracle checks the same policy independently, for what the lists above can produce. */
const isAllowed = ({ protocol, hostname }: URL, { schemes, hosts }: LinkPolicy): boolean => {
  if (!['https:', 'http:', ...(schemes.length > 0 ? ['priority:'] : [])].includes(protocol)) return false;
  if (hosts === null || (protocol === 'priority:' && hostname === '')) return true;
  return hosts.length > 0 && ['crm.example.com', 'a.example.org'].includes(hostname);
};

/**
 * A value as the URL must contain it: only unreserved characters are unencoded, and the plus in an address
 * for a program.
 */
const ENCODED = /^(?:[\w.~+-]|%[\dA-F]{2})*$/;
/** Number formatting is the slow part, so each call is used for this many templates. */
const TEMPLATES_A_CALL = 10;
/** These cases are cheap, so there are more of them than in the other fuzz tests. */
const TEMPLATES = Math.max(CASES, 100_000);

it(
  `${String(TEMPLATES)} random templates make no forbidden URL, no raw value and no exception`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    let links = 0;
    const why = new Set<string>();
    const templates = fc.array(anyTemplate, { minLength: TEMPLATES_A_CALL, maxLength: TEMPLATES_A_CALL });
    fc.assert(
      fc.property(templates, anyCall, fc.constantFrom(...POLICIES), (written, call, policy) => {
        const values = linkValues(call, 'IL');
        for (const template of written) {
          const link = fillTemplate(template, values, policy);
          const fault = checkTemplate(template, policy);
          if (link.kind === 'none') {
            why.add(link.why);
            expect(link.why === 'bad-template').toBe(fault !== null);
          } else {
            links += 1;
            expect(fault).toBeNull();
            expectKept(link.url, template, policy);
          }
        }
      }),
      { numRuns: TEMPLATES / TEMPLATES_A_CALL },
    );
    // A function that never makes a link would pass every other check.
    expect(links).toBeGreaterThan(TEMPLATES / 10);
    expect([...why].sort()).toEqual(['bad-template', 'bad-value', 'no-number']);
  },
);

function expectKept(link: string, template: string, policy: LinkPolicy): void {
  const url = new URL(link);
  if (!isAllowed(url, policy)) throw new Error(`${link} is not allowed`);
  if (!isWritten(url.hostname, template)) throw new Error(`${link} leads to a host that nobody wrote`);
  if (url.username !== '' || url.password !== '') throw new Error(`${link} has a user`);
  if (!/^[\x21-\x7e]+$/.test(link)) throw new Error(`${link} holds what is not printable`);
  // Harmless values show where the template puts values in the URL. The values there must now be fully
  // encoded.
  const whole = patternOf(template);
  const found = whole?.exec(link) ?? null;
  if (found === null) throw new Error(`${link} is not of the form ${String(whole)}`);
  if (!found.slice(1).every((value) => ENCODED.test(value)))
    throw new Error(`${link} holds an unencoded value`);
  expectFolders(link, template);
}

/** However often a server decodes, the path has the folders of the template, and no folder leads out. */
function expectFolders(link: string, template: string): void {
  const folders = decodedPath(link).split('/');
  const wanted = decodedPath(new URL(template.replace(/\{[^{}]*\}/g, 'x')).href).split('/');
  if (folders.length !== wanted.length) throw new Error(`${link} has other folders than ${template}`);
  const out = folders.find((folder) => /^\.\.?(?:[;?#].*)?$/s.test(folder));
  if (out !== undefined) throw new Error(`${link} leaves a folder`);
}

const utf8Of = (escapes: string): string => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8');

/** The path as read by a server that decodes until nothing changes and accepts every kind of slash. */
function decodedPath(url: string): string {
  let path = url.split(/[?#]/)[0] ?? '';
  for (let before = ''; before !== path;) {
    before = path;
    path = path.replaceAll('%u002f', '/').replaceAll('%c0%af', '/');
    path = path.replace(/(?:%[\da-f]{2})+/gi, utf8Of);
  }
  return path
    .replace(/[／∕\\]/g, '/')
    .replaceAll('．', '.')
    .replaceAll('\u200b', '');
}

/**
 * A host of the list. Without a slash after the host, a host of the list with the dot that the template
 * continues with.
 */
const isWritten = (host: string, template: string): boolean =>
  WRITTEN_HOSTS.includes(host) ||
  (WRITTEN_HOSTS.includes(host.slice(0, -1)) &&
    host.endsWith('.') &&
    template.includes(decodeURIComponent(host)));

/** The URL of a template as a pattern, with a group for each placeholder. */
function patternOf(template: string): RegExp | null {
  const parts = template.split(/\{[^{}]*\}/);
  const marked = parts.reduce((text, part, index) => `${text}slot${String(index)}slot${part}`);
  if (!URL.canParse(marked)) return null;
  const escaped = new URL(marked).href.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/slot\d+slot/g, '(.*?)')}$`, 's');
}
