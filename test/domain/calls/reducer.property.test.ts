/**
 * Properties that hold for every sequence of events. The sequences are random, interleaved, doubled, lost and
 * out of order, and contain events that no server would send.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { type CallFacts, testCall } from '../../../src/domain/calls/call.ts';
import { ownsLine } from '../../../src/domain/calls/lines.ts';
import { evaluateAlert } from '../../../src/domain/alerts/evaluate.ts';
import type { LookupAnswer } from '../../../src/domain/calls/lookup-result.ts';
import { effectsOf } from '../../../src/domain/alerts/side-effects.ts';
import { OPENINGS, type Rule } from '../../../src/domain/rules/rules.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { type Settings } from '../../../src/domain/settings/settings.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  line,
  play,
  SERVER_START,
  snapshot,
} from '../../support/event-builders.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { liveCalls } from '../../../src/domain/calls/selectors.ts';
import { nextTick } from '../../../src/domain/calls/expiry.ts';

const again = (ring: number, different: object = {}): Record<string, unknown> =>
  call({ callStarted: SERVER_START + ring * 20, ...different });
const at = fc.nat(600_000).map((ms) => AGENT_START + ms);
const callId = fc.constantFrom('call-1', 'call-2', 'call-3');
const lineId = fc.constantFrom('A', 'B');
const facts: fc.Arbitrary<CallFacts> = fc.record({
  callId,
  relatedIds: fc.subarray(['call-1', 'call-2', 'call-3']),
  direction: fc.constantFrom('incoming', 'incoming', 'incoming', 'outgoing', 'click2call', 'spy'),
  phase: fc.constantFrom('ringing', 'ringing', 'talking', 'held', 'dialing'),
  caller: fc.constantFrom({ kind: 'external', number: '0501234567' } as const, { kind: 'hidden' } as const),
  label: fc.constant(''),
  dialed: fc.constant(''),
  queueId: fc.constant(null),
  ringKey: fc.nat(6).map((ring) => ring * 20),
  startedAt: at,
  answeredAt: fc.option(at),
  details: fc.constant([]),
  received: fc.constant(null),
  isTest: fc.constant(false),
});
const person = fc.record({
  lineId,
  number: fc.constant('1'),
  userId: fc.constant('7'),
  userName: fc.constant(''),
  onlineUserId: fc.constantFrom('', '7', '8'),
  statusId: fc.nat(13),
  statusSince: fc.constant(null),
});
const cause = fc.constantFrom(
  'hangup',
  'answered-elsewhere',
  'rejected',
  'busy',
  'transferred',
  'gone',
  'moved',
);
const scope = fc.constantFrom(
  { kind: 'person', personId: null } as const,
  { kind: 'person', personId: '7' } as const,
  { kind: 'picked', lineIds: ['A'], userId: null } as const,
  { kind: 'picked', lineIds: [], userId: '7' } as const,
);
const event: fc.Arbitrary<CallEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('line'),
      reason: fc.constantFrom('newcall', 'newcall', 'answer', 'hold', 'unhold', 'hangup', 'status'),
      line: person,
      callId: fc.option(callId),
      call: fc.option(facts, { freq: 8 }),
      cause,
      at,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('snapshot'),
      lines: fc.array(fc.record({ line: person, calls: fc.array(facts, { maxLength: 3 }) }), {
        maxLength: 2,
      }),
      at,
    }),
  },
  fc.record({ kind: fc.constant('signed-in'), who: fc.constantFrom('me', 'me', 'another'), scope, at }),
  fc.record({ kind: fc.constant('dismissed'), callId }),
  fc.record({ kind: fc.constant('muted'), callId }),
  fc.record({
    kind: fc.constant('test-call'),
    call: fc
      .record({ ringKey: fc.nat(9), startedAt: at })
      .map((told): CallFacts => ({ ...testCall('1', told.startedAt), ...told })),
    at,
  }),
  fc.record({ kind: fc.constant('pinned'), callId, pinned: fc.boolean(), at }),
  fc.record({ kind: fc.constant('tick'), at }),
  fc.constant({ kind: 'signed-out' } as const),
);
const settings = (notification: boolean, callWindow: boolean): Settings => ({
  ...readSettings({}, {}),
  notification,
  callWindow,
});

/**
 * Rings that must alert, by an independent reading of the rules: a new ring on an own line, reported by
 * NEWCALL.
 */
function ringsTold(state: CallState, told: CallEvent): readonly CallFacts[] {
  const isNew = (lineAt: string, heard: CallFacts): boolean => {
    const known =
      state.calls[
        Object.hasOwn(state.aliases, heard.callId) ? (state.aliases[heard.callId] ?? '') : heard.callId
      ];
    return (
      known === undefined &&
      heard.direction === 'incoming' &&
      heard.phase === 'ringing' &&
      lineAt !== '' &&
      !heard.relatedIds.some((id) => Object.hasOwn(state.calls, id) || Object.hasOwn(state.aliases, id))
    );
  };
  if (told.kind === 'line')
    return told.call !== null &&
      told.reason === 'newcall' &&
      ownsLine(state, told.line) &&
      isNew(told.line.lineId, told.call)
      ? [told.call]
      : [];
  return [];
}

describe('any sequence of events', () => {
  it('causes no exception, and its next tick changes the state', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (story) => {
        const state = story.reduce((before, told) => {
          const after = reduce(before, told);
          effectsOf(before, after, settings(true, true), around());
          return after;
        }, initialState);
        const due = nextTick(state);
        if (due !== null) expect(reduce(state, { kind: 'tick', at: due })).not.toBe(state);
      }),
      { numRuns: 2_000 },
    );
  });

  it('alerts at every ring unless the settings say otherwise', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 25 }),
        fc.boolean(),
        fc.boolean(),
        (story, notification, callWindow) => {
          story.reduce((before, told) => {
            const after = reduce(before, told);
            const effects = effectsOf(before, after, settings(notification, callWindow), around()).map(
              ({ kind }) => kind,
            );
            for (const ring of ringsTold(before, told)) {
              expect(after.calls[ring.callId]).toMatchObject({ phase: 'ringing', card: true, rings: 1 });
              expect(effects.includes('notify')).toBe(notification);
              expect(effects.includes('open-window')).toBe(callWindow);
            }
            return after;
          }, initialState);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('opens a call at most once, and never for a test or while it is suppressed', () => {
    const answers = fc.constantFrom<LookupAnswer>(
      { kind: 'failed', why: 'slow' },
      { kind: 'found', url: 'https://crm.example.com/7', urlRefused: false, name: '', company: '', total: 1 },
    );
    const told = fc.oneof(
      { weight: 6, arbitrary: event },
      fc.record({ kind: fc.constant('looked-up'), callId, answer: answers }),
    );
    const rules: Rule[] = [
      {
        id: 'a',
        name: '',
        when: { lines: ['B'], hidden: false },
        link: null,
        open: 'ring',
        record: 'none',
        colour: null,
        sound: null,
        silent: true,
      },
      {
        id: 'b',
        name: '',
        when: { statuses: [3, 5, 7] },
        link: null,
        open: 'click',
        record: 'none',
        colour: null,
        sound: null,
        silent: false,
      },
      {
        id: 'c',
        name: '',
        when: { statuses: [1, 2] },
        link: null,
        open: 'answer',
        record: 'none',
        colour: null,
        sound: null,
        silent: false,
      },
    ];
    fc.assert(
      fc.property(
        fc.array(told, { maxLength: 40 }),
        fc.constantFrom(...OPENINGS),
        fc.constantFrom('', 'https://crm.example.com/who'),
        fc.boolean(),
        (story, openWhen, lookupUrl, quietHidden) => {
          const using = {
            ...settings(true, true),
            crmLink: 'https://crm.example.com/?id={callId}',
            rules,
            openWhen,
            lookupUrl,
            quietHidden,
          };
          const opened = new Set<string>();
          story.reduce((before, each) => {
            const now = around('at' in each ? { at: each.at } : {});
            const after = evaluateAlert(before, reduce(before, each), using, now);
            // Calls of another user are other calls.
            if (after.who !== before.who || each.kind === 'signed-out') opened.clear();
            const effects = effectsOf(before, after, using, now).filter(({ kind }) => kind === 'open-tab');
            const popped = Object.values(after.calls).filter(
              (call) => call.autoOpened === 'opened' && before.calls[call.callId]?.autoOpened !== 'opened',
            );
            expect(effects).toHaveLength(popped.length);
            expect(after.autoOpenedAt.length).toBeLessThanOrEqual(5);
            expect(after.lookupsAt.length).toBeLessThanOrEqual(5);
            for (const call of popped) {
              expect(call).toMatchObject({
                isTest: false,
                suppressed: null,
                muted: false,
                direction: 'incoming',
              });
              expect(opened.has(call.callId)).toBe(false);
              opened.add(call.callId);
            }
            return after;
          }, initialState);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('alerts again at a later ring of a known call', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 15 }), (story) => {
        const before = story.reduce(reduce, initialState);
        const ring = eventOf(
          line('NEWCALL', again(900), { data: { extenUser: 'A', userID: 7, onlineUserID: 7 } }),
          AGENT_START + 700_000,
        );
        if (ring.kind !== 'line' || !ownsLine(before, ring.line)) return;
        const after = reduce(before, ring);
        const known = before.calls[before.aliases['call-1'] ?? 'call-1'];
        // No new alert: the call rings or is talked on at another line of the agent.
        if (
          known !== undefined &&
          Object.entries(known.legs).some(([id, leg]) => id !== 'A' && leg.phase !== 'ended')
        )
          return;
        if (
          known?.legs.A !== undefined &&
          known.ids.indexOf('call-1') < known.ids.indexOf(known.legs.A.callId)
        )
          return;
        expect(effectsOf(before, after, settings(true, false), around())).toContainEqual({
          kind: 'notify',
          callId: after.aliases['call-1'] ?? 'call-1',
          silent: false,
        });
      }),
    );
  });

  const wireEvent = fc
    .record({
      ivrid: fc.constantFrom('call-1', 'call-2'),
      ring: fc.nat(4),
      reason: fc.constantFrom('NEWCALL', 'ANSWER', 'HOLD', 'UNHOLD', 'HANGUP'),
      callstatus: fc.constantFrom('Ringing', 'Talking', 'Hold'),
      extenUser: fc.constantFrom('SIPSIP1', 'SIPSIP9'),
    })
    .map(({ reason, ring, extenUser, ...rest }) => line(reason, again(ring, rest), { data: { extenUser } }));

  it('leaves the live calls of a snapshot at its end', () => {
    fc.assert(
      fc.property(
        fc.array(wireEvent, { maxLength: 20 }),
        fc.subarray(['call-1', 'call-2']),
        (story, alive) => {
          const state = play([...story, snapshot(...alive.map((ivrid) => again(9, { ivrid })))]);
          expect(
            liveCalls(state)
              .map((live) => live.callId)
              .sort(),
          ).toEqual(alive);
        },
      ),
    );
  });

  it('ends in the same state after a snapshot, though events are doubled, lost or out of order', () => {
    const life = [
      line('NEWCALL', again(0)),
      line('HANGUP', again(0)),
      line('NEWCALL', again(1)),
      line('ANSWER', again(1, { callstatus: 'Talking' })),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...life), { maxLength: 10 }), (story) => {
        const state = play([
          ...story,
          snapshot(again(1, { callstatus: 'Talking', callAnswered: SERVER_START + 25 })),
        ]);
        expect(liveCalls(state)).toMatchObject([{ callId: 'call-1', phase: 'talking' }]);
      }),
    );
  });
});
