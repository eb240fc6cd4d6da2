/** Hostile contacts: they name a caller at most, and lead nowhere but to web pages of allowed hosts. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { notificationText } from '../../src/domain/alerts/texts.ts';
import { transition } from '../../src/domain/alerts/side-effects.ts';
import type { KnownCaller } from '../../src/domain/calls/lookup-result.ts';
import { initialState } from '../../src/domain/calls/state.ts';
import { summarize } from '../../src/domain/callers/summarize.ts';
import { linkById, mainLink } from '../../src/domain/crm/call-links.ts';
import { readSettings } from '../../src/domain/settings/read-settings.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { around, call, eventOf, line } from '../support/event-builders.ts';

const HOST = 'crm.example.com';
const settings = {
  ...readSettings(
    {
      crmLink: `https://${HOST}/{tag}/find?n={name}&c={company}&o={owner}&r={recordUrl}&t={callsToday}`,
      rules: [
        { id: 'a', when: { tags: ['vip*'], companies: ['*x'] }, open: 'ring' },
        { id: 'b', when: { known: false, calledBefore: { times: 1, hours: 1 } } },
      ],
    },
    {},
  ),
  linkHosts: [HOST],
};
const ring = eventOf(line('NEWCALL', call()));

const text = fc.oneof(
  fc.constantFrom('', 'VIP', '..', '%2e%2e', '../..', 'a/b', '{name}', 'https://evil.example', '\u202eabc'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const address = fc.oneof(
  text,
  fc.webUrl(),
  fc.constantFrom(
    'javascript:alert(1)',
    'https://crm.example.com@evil.example/',
    'https:evil.example',
    'https://crm.example.com.evil.example/',
    'data:text/html,x',
    `https://${HOST}/contact/1`,
  ),
);
const known: fc.Arbitrary<KnownCaller> = fc.record({
  contact: fc.option(
    fc.record({
      name: text,
      company: text,
      tag: text,
      owner: text,
      recordUrl: address,
      list: text,
      people: fc.integer({ min: -1, max: 99 }),
    }),
  ),
  earlier: fc.option(fc.array(fc.double(), { maxLength: 5 })),
});

it(
  'any contact leaves every link at its host, and the ring as it was',
  () => {
    let records = 0;
    fc.assert(
      fc.property(known, fc.boolean(), (found, isFirst) => {
        const context = { ...around(), ...(isFirst ? { known: found } : {}) };
        const rung = transition(initialState, ring, settings, context);
        const { state, effects } = transition(
          rung.state,
          { kind: 'caller-read', callId: 'call-1', known: found },
          settings,
          context,
        );
        const [after] = Object.values(state.calls);
        if (after === undefined) throw new Error('the call is lost');
        expect([after.phase, after.card]).toEqual(['ringing', true]);
        const summary = summarize(state, after, settings.region);
        notificationText(summary, 'ringing', settings);
        for (const link of [mainLink(summary, settings), linkById(summary, 'default', settings)]) {
          if (link.kind !== 'link') continue;
          expect(new URL(link.url).host).toBe(HOST);
          expect(new URL(link.url).protocol).toMatch(/^https?:$/);
          records += Number(link.url.includes('/contact/1'));
        }
        for (const effect of [...rung.effects, ...effects])
          if (effect.kind === 'open-tab') expect(new URL(effect.url).host).toBe(HOST);
      }),
      { numRuns: CASES },
    );
    expect(records).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);
