/** A server may send false data without end. The state stays small, and the agent’s own ring still alerts. */
import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { effectsOf } from '../../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { AGENT_START, around, call, eventOf, hangUp, line } from '../../support/event-builders.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';

const play = (events: readonly CallEvent[], from: CallState = initialState): CallState =>
  events.reduce(reduce, from);
const many = (count: number, of: (at: number) => object): CallEvent[] =>
  Array.from({ length: count }, (_, at) => eventOf(of(at), AGENT_START + at));
const sizes = (state: CallState): number[] =>
  [state.calls, state.lines, state.aliases, state.waiting, state.queues, state.waited, state.missed].map(
    (part) => Object.keys(part).length,
  );

describe('the state', () => {
  it.each<[string, CallEvent[]]>([
    ['calls that ring for ever', many(1_000, (at) => line('NEWCALL', call({ ivrid: `c${String(at)}` })))],
    [
      'calls that end undecided',
      many(
        600,
        (at) =>
          [
            line('NEWCALL', call({ ivrid: `c${String(at >> 1)}` })),
            hangUp(call({ ivrid: `c${String(at >> 1)}` })),
          ][at % 2] ?? {},
      ),
    ],
    ['lines', many(1_500, (at) => line('NEWCALL', call(), { data: { extenUser: `line-${String(at)}` } }))],
    [
      'ids of one call',
      many(300, (at) =>
        line('NEWCALL', call({ ivrid: `c${String(at + 1)}`, relatedIvrUniqueIDs: [`c${String(at)}`] })),
      ),
    ],
    [
      'queues',
      Array.from({ length: 3_000 }, (_, at): CallEvent => ({
        kind: 'queues',
        whole: false,
        at: AGENT_START,
        queues: [
          {
            queueId: `q${String(at)}`,
            name: 'x',
            waiting: [{ callId: `c${String(at)}`, caller: { kind: 'external', number: '1' }, since: 0 }],
          },
        ],
      })),
    ],
  ])('stays small and still alerts when there are too many %s', (_, events) => {
    const state = play(events);
    for (const size of sizes(state)) expect(size).toBeLessThanOrEqual(1_000);
    expect(Object.keys(state.calls).length).toBeLessThanOrEqual(240);
    for (const kept of Object.values(state.calls))
      expect(Object.keys(kept.legs).length + kept.ids.length).toBeLessThanOrEqual(551);
    const after = reduce(
      state,
      eventOf(
        line('NEWCALL', call({ ivrid: 'ours' }), {
          data: { extenUser: Object.keys(state.lines)[0] ?? 'SIPSIP1' },
        }),
        AGENT_START + 10_000,
      ),
    );
    expect(effectsOf(state, after, readSettings({}, {}), around())).toContainEqual({
      kind: 'notify',
      callId: 'ours',
      silent: false,
    });
  });
});
