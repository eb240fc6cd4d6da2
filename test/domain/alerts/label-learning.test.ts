/**
 * Whether the label of the PBX names the caller is learnt from calls. Every surface goes by the same
 * decision.
 */
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/domain/alerts/effects.ts';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import { notificationText } from '../../../src/domain/alerts/texts.ts';
import { testCall } from '../../../src/domain/calls/call.ts';
import { summarize } from '../../../src/domain/callers/summarize.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { callerLines } from '../../../src/domain/calls/labels.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { learnQueue, NO_LABELS } from '../../../src/domain/common/caller/known-labels.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  type WireCall,
} from '../../support/event-builders.ts';

const settings = readSettings({}, {});
const at = AGENT_START;
const signedIn = (who: string): CallEvent => ({
  kind: 'signed-in',
  who,
  scope: { kind: 'person', personId: null },
  at,
});
const queue = (name: string): CallEvent => ({
  kind: 'queues',
  queues: [{ queueId: '555', name, waiting: [] }],
  whole: false,
  at,
});
const ring = (id: number, different: WireCall): CallEvent =>
  eventOf(line('NEWCALL', call({ ivrid: `c${String(id)}`, ...different })));

/** The state after these events, and all effects. */
function after(
  events: readonly CallEvent[],
  from: CallState = initialState,
): { state: CallState; effects: Effect[] } {
  return events.reduce<{ state: CallState; effects: Effect[] }>(
    ({ state, effects }, event) => {
      const next = transition(state, event, settings, around());
      return { state: next.state, effects: [...effects, ...next.effects] };
    },
    { state: from, effects: [] },
  );
}
/** Calls with a label from these numbers, one after the other. */
const calls = (callername: string, numbers: readonly string[]): CallEvent[] =>
  numbers.map((callerphone, index) =>
    ring(index + 1, { callername, callerphone, originalCallerID: callerphone }),
  );
const rowOf = (state: CallState, callId: string) => {
  const known = state.calls[callId];
  if (known === undefined) throw new Error(`no ${callId}`);
  return summarize(state, known, 'IL');
};
const headingOf = (state: CallState, callId: string) => callerLines(rowOf(state, callId), 'IL').name;

const THREE = ['0501234567', '0507654321', '035550142'];

describe('a label', () => {
  it('names the caller while it came with one or two numbers, in any notation', () => {
    const { state } = after(calls('Dana Levi', ['0501234567', '+972501234567', '0507654321']));
    expect(['c1', 'c2', 'c3'].map((id) => headingOf(state, id))).toEqual(Array(3).fill({ raw: 'Dana Levi' }));
    expect(rowOf(state, 'c3').menu).toBe('');
  });

  it('names nobody from its third number on, also on the cards that are open', () => {
    const { state, effects } = after([signedIn('me'), ...calls('Main menu', THREE)]);
    expect(['c1', 'c2', 'c3'].map((id) => headingOf(state, id))).toEqual([null, null, null]);
    expect(rowOf(state, 'c3').menu).toBe('Main menu');
    expect(effects.filter(({ kind }) => kind === 'update-notification')).toEqual([
      { kind: 'update-notification', callId: 'c1' },
      { kind: 'update-notification', callId: 'c2' },
    ]);
    expect(effects.filter(({ kind }) => kind === 'record').slice(-3)).toEqual(
      ['c1', 'c2', 'c3'].map((callId) => ({ kind: 'record', callId })),
    );
  });

  it('is the last line of the notification once it names nobody', () => {
    const { state } = after(calls('Main menu', THREE));
    const { title, lines } = notificationText(rowOf(state, 'c3'), 'ringing', settings);
    expect([title, lines.at(-1)]).toEqual([{ raw: '03-555-0142' }, { raw: 'Main menu' }]);
  });

  it('names nobody when it has the name of a queue, in other letters, before or after the ring', () => {
    const [early, late] = [
      after([queue('SALES '), ...calls('Sales', ['0501234567'])]),
      after([...calls('Sales', ['0501234567']), queue('SALES ')]),
    ];
    for (const { state } of [early, late]) expect(headingOf(state, 'c1')).toBeNull();
    const own = after([queue('Sales'), ring(1, { callername: 'SALES', queueID: 555 })]).state;
    expect(rowOf(own, 'c1')).toMatchObject({ name: '', queue: 'Sales', menu: '' });
  });

  it('counts without the number that it may contain', () => {
    const { state } = after(
      THREE.map((callerphone, index) => ring(index, { callername: `Support ${callerphone}`, callerphone })),
    );
    expect(rowOf(state, 'c2')).toMatchObject({ name: '', menu: 'Support' });
  });

  it('is not learnt from hidden numbers, colleagues, test calls and calls that somebody listens to', () => {
    const { state } = after([
      ring(1, { callername: 'Dana', callerphone: 'Anonymous', originalCallerID: '' }),
      ring(2, { callername: 'Dana', callerphone: '201', isInternal: true }),
      ring(3, { callername: 'Dana', callerphone: '0507654321', direction: 'Spy' }),
      { kind: 'test-call', call: { ...testCall('1', at), label: 'Dana' }, at },
    ]);
    expect(state.labels.size).toBe(0);
  });

  it('still names a test call', () => {
    const { state } = after([
      ...calls('Clark Kent', THREE),
      { kind: 'test-call', call: testCall('1', at), at },
    ]);
    expect(headingOf(state, 'test-1')).toEqual({ raw: 'Clark Kent' });
  });

  it('gives way to the name that came with the number, and stands in for one that names nobody', () => {
    const named = (id: number, callerphone: string, callername: string) =>
      ring(id, { callername, callerphone: `"Front desk" <${callerphone}>`, originalCallerID: callerphone });
    const { state } = after(THREE.map((number, index) => named(index, number, `Dana ${String(index)}`)));
    expect(rowOf(state, 'c2')).toMatchObject({ name: 'Dana 2', menu: 'Front desk' });
  });
});

describe('what is learnt', () => {
  it('is read after the sign-in, and stored entry by entry', () => {
    const { effects } = after([signedIn('me'), ...calls('Dana', ['0501234567', '0501234567', '0507654321'])]);
    expect(effects.filter(({ kind }) => kind.endsWith('-labels'))).toEqual([
      { kind: 'read-labels', whose: 'me' },
      {
        kind: 'keep-labels',
        whose: 'me',
        labels: [['dana', { isShared: false, numbers: ['972501234567'], seenAt: at }]],
      },
      {
        kind: 'keep-labels',
        whose: 'me',
        labels: [['dana', { isShared: false, numbers: ['972501234567', '972507654321'], seenAt: at }]],
      },
    ]);
  });

  it('corrects the calls that rang before the stored labels were read, and stores only the news', () => {
    const before = after([signedIn('me'), ...calls('Main menu', ['0501234567'])]).state;
    const labels = learnQueue(NO_LABELS, 'Main menu', at);
    const { state, effects } = after([{ kind: 'labels-read', who: 'me', labels, at }], before);
    expect(headingOf(state, 'c1')).toBeNull();
    expect(effects.map(({ kind }) => kind)).toEqual(['update-notification', 'record']);
    const other = after([{ kind: 'labels-read', who: 'you', labels, at }], before);
    expect(other).toEqual({ state: before, effects: [] });
  });

  it('belongs to one user, and is forgotten with the past calls', () => {
    const { state } = after([signedIn('me'), ...calls('Dana', ['0501234567'])]);
    expect(state.labels.size).toBe(1);
    expect(after([signedIn('you')], state).state.labels).toBe(NO_LABELS);
    expect(after([{ kind: 'signed-out' }], state).state.labels).toBe(NO_LABELS);
    const forgotten = after([{ kind: 'labels-forgotten' }], state);
    expect([forgotten.state.labels.size, forgotten.effects]).toEqual([0, []]);
  });

  it('changes nothing and stores nothing while known calls go on', () => {
    const { state } = after([signedIn('me'), ...calls('Main menu', THREE)]);
    const { state: next, effects } = after(
      [eventOf(hangUp(call({ ivrid: 'c3', callername: 'Main menu' })))],
      state,
    );
    expect(next.labels).toBe(state.labels);
    expect(effects.some(({ kind }) => kind === 'keep-labels')).toBe(false);
  });
});
