import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LINK,
  linkById,
  type LinkSettings,
  mainLink,
  NEW_RECORD,
  newRecordLink,
  otherLinks,
} from '../../../src/domain/crm/call-links.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import type { LookupFound } from '../../../src/domain/calls/lookup-result.ts';

const CRM = 'https://crm.example.com';
const settings: LinkSettings = {
  crmLink: `${CRM}/?q={national}`,
  moreLinks: [
    { id: 'orders', name: 'Orders', template: `${CRM}/orders?of={e164}` },
    { id: 'map', name: 'Map', template: `${CRM}/map` },
  ],
  newRecordLink: `${CRM}/new?phone={digits}`,
  region: 'IL',
  linkSchemes: [],
  linkHosts: null,
};
const found = (different: Partial<LookupFound> = {}): LookupFound => ({
  kind: 'found',
  url: `${CRM}/contacts/7`,
  urlRefused: false,
  name: '',
  company: '',
  total: 1,
  ...different,
});
const call = (different: Partial<CallSummary> = {}): CallSummary => ({
  callId: 'c1',
  direction: 'incoming',
  caller: { kind: 'external', number: '0501234567' },
  name: 'Clark Kent',
  dialed: '0722776772',
  queue: '',
  lineId: 'SIP',
  rings: 1,
  late: false,
  startedAt: 0,
  talkingAt: null,
  endedAt: null,
  outcome: null,
  suppressed: null,
  details: [],
  linkId: null,
  lookup: null,
  ...different,
});
const hidden = call({ caller: { kind: 'hidden' } });
const to = (url: string): object => ({ kind: 'link', url });
const DEFAULT = `${CRM}/?q=0501234567`;
const ORDERS = `${CRM}/orders?of=%2B972501234567`;
const MAP = `${CRM}/map`;

describe('"Open in CRM" leads', () => {
  it.each<[string, CallSummary, object]>([
    ['by the default link', call(), to(DEFAULT)],
    ['by the link of the call’s rule', call({ linkId: 'orders' }), to(ORDERS)],
    ['by the default link, where the rule’s is there no more', call({ linkId: 'gone' }), to(DEFAULT)],
    ['to what the lookup found', call({ lookup: found() }), to(`${CRM}/contacts/7`)],
    [
      'to what the lookup found, whatever the rule says',
      call({ linkId: 'orders', lookup: found() }),
      to(`${CRM}/contacts/7`),
    ],
    [
      'by the rule’s link, where the lookup found no page',
      call({ linkId: 'orders', lookup: found({ url: null }) }),
      to(ORDERS),
    ],
    ['nowhere without a number, and says so', hidden, { kind: 'none', why: 'no-number' }],
    ['where no number is needed', { ...hidden, linkId: 'map' }, to(MAP)],
  ])('%s', (_, told, link) => {
    expect(mainLink(told, settings)).toEqual(link);
  });

  it('nowhere where no link is set up, and gives the reason', () => {
    expect(mainLink(call(), { ...settings, crmLink: '' })).toEqual({ kind: 'none', why: 'no-template' });
  });
});

describe('the other links are', () => {
  it.each<[string, CallSummary, [string, string | null, string][]]>([
    [
      'the others',
      call(),
      [
        ['orders', 'Orders', ORDERS],
        ['map', 'Map', MAP],
      ],
    ],
    [
      'the default one, where the rule names another',
      call({ linkId: 'orders' }),
      [
        [DEFAULT_LINK, null, DEFAULT],
        ['map', 'Map', MAP],
      ],
    ],
    [
      'all, where the lookup found a page of its own',
      call({ lookup: found() }),
      [
        [DEFAULT_LINK, null, DEFAULT],
        ['orders', 'Orders', ORDERS],
        ['map', 'Map', MAP],
      ],
    ],
    [
      'not the page itself once more, where the lookup found just that',
      call({ lookup: found({ url: MAP }) }),
      [
        [DEFAULT_LINK, null, DEFAULT],
        ['orders', 'Orders', ORDERS],
      ],
    ],
    ['those only that need no number, without one', hidden, [['map', 'Map', MAP]]],
  ])('%s', (_, told, links) => {
    expect(otherLinks(told, settings)).toEqual(links.map(([id, name, url]) => ({ id, name, url })));
  });

  it('none where none is set up', () => {
    expect(otherLinks(call(), { ...settings, crmLink: '', moreLinks: [] })).toEqual([]);
  });
});

describe('a link by its id is', () => {
  const unknown = call({ lookup: found({ url: null, total: 0 }) });
  it.each<[string, CallSummary, string | undefined, object]>([
    ['none: the main one', call({ linkId: 'orders' }), undefined, to(ORDERS)],
    ['its own', call(), 'map', to(MAP)],
    [
      'the default one, whatever was found',
      call({ linkId: 'orders', lookup: found() }),
      DEFAULT_LINK,
      to(DEFAULT),
    ],
    [
      'the new record, for a caller whom nobody knows',
      unknown,
      NEW_RECORD,
      to(`${CRM}/new?phone=0501234567`),
    ],
    [
      'no new record for a known one',
      call({ lookup: found() }),
      NEW_RECORD,
      { kind: 'none', why: 'no-template' },
    ],
    ['one that is gone', call(), 'gone', { kind: 'none', why: 'no-template' }],
    ['one that needs a number, without it', hidden, 'orders', { kind: 'none', why: 'no-number' }],
  ])('%s', (_, told, id, link) => {
    expect(linkById(told, id, settings)).toEqual(link);
  });

  it.each<[string, Partial<LookupFound> | null, boolean]>([
    ['where the lookup knows nobody', { url: null, total: 0 }, true],
    ['not where it did not say how many', { url: null, total: null }, false],
    ['not where it knows several', { url: null, total: 3 }, false],
    ['not where nobody was asked', null, false],
  ])('the new-record link, offered %s', (_, lookup, isOffered) => {
    expect(newRecordLink(call({ lookup: lookup === null ? null : found(lookup) }), settings).kind).toBe(
      isOffered ? 'link' : 'none',
    );
  });

  it('the one that is offered with that id', () => {
    for (const told of [call(), call({ linkId: 'orders' }), call({ lookup: found() }), hidden]) {
      for (const { id, url } of otherLinks(told, settings))
        expect(linkById(told, id, settings)).toEqual(to(url));
    }
  });
});
