import { describe, expect, it } from 'vitest';
import type { Surface } from '../../../src/domain/alerts/alert-policy.ts';
import { effectsOfOnTopEnd } from '../../../src/domain/alerts/on-top-end.ts';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { AGENT_START, around, call, eventOf, line } from '../../support/event-builders.ts';

const settings = readSettings({}, {});

/** The state after these payloads while the card is on top. */
const onTop = (payloads: readonly object[], using: Settings = settings): CallState =>
  payloads.reduce<CallState>(
    (state, payload) => transition(state, eventOf(payload), using, around({ isOnTop: true })).state,
    { ...initialState, who: 'agent' },
  );
const ended = (state: CallState, using: Settings = settings, screen = {}) =>
  effectsOfOnTopEnd(state, using, around({ at: AGENT_START, ...screen }));
const ring = line('NEWCALL', call());
const END = { kind: 'log-on-top-end', whose: 'agent', at: AGENT_START };
const AGAIN = [
  { kind: 'clear-notification', callId: 'call-1' },
  { kind: 'notify', callId: 'call-1', silent: false },
];
/** The row of the ring gets these surfaces, too. */
const logged = (...surfaces: readonly Surface[]) => ({
  kind: 'log-ring',
  whose: 'agent',
  callId: 'call-1',
  heardAt: AGENT_START,
  way: 'live',
  surfaces,
  quiet: null,
  isMore: true,
});

describe('when the card is no longer on top', () => {
  it('the ring log has it, and a call that rings goes to the other surfaces', () => {
    expect(ended(onTop([ring]))).toEqual([
      END,
      ...AGAIN,
      { kind: 'open-window' },
      logged('notification', 'window'),
    ]);
  });

  it('the call window stays closed while a side panel shows the ring', () => {
    expect(ended(onTop([ring]), settings, { isSidePanelVisible: true })).toEqual([
      END,
      ...AGAIN,
      logged('side-panel', 'notification'),
    ]);
  });

  it('one notification stands for the calls of a crowd', () => {
    const many = Array.from({ length: 11 }, (_, at) =>
      line('NEWCALL', call({ ivrid: `call-${String(at)}`, callerphone: `05012345${String(10 + at)}` })),
    );
    const kinds = ended(onTop(many)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'notify-crowd')).toHaveLength(1);
    expect(kinds).not.toContain('notify');
  });

  it('a sound does not begin again', () => {
    const loud = { ...settings, sound: true, callWindow: false };
    const effects = ended(onTop([ring], loud), loud);
    expect(effects.map(({ kind }) => kind)).toEqual([
      'log-on-top-end',
      'clear-notification',
      'notify',
      'log-ring',
    ]);
    expect(effects.at(-1)).toEqual(logged('notification'));
  });

  it('a test call goes to the other surfaces, and stays out of the ring log', () => {
    const { state } = transition(
      { ...initialState, who: 'agent' },
      eventOf(ring),
      settings,
      around({ isOnTop: true }),
    );
    const [call] = Object.values(state.calls);
    const tested = { ...state, calls: { 'call-1': { ...call, isTest: true } } } as CallState;
    expect(ended(tested).map(({ kind }) => kind)).toEqual([
      'log-on-top-end',
      'clear-notification',
      'notify',
      'open-window',
    ]);
  });

  it.each<[string, readonly object[], Partial<Settings>]>([
    ['no call', [], {}],
    ['a call in talk', [ring, line('ANSWER', call({ callstatus: 'Talking' }))], {}],
    ['a suppressed ring', [ring], { workHours: { days: [], from: 0, to: 1 } }],
  ])('%s alerts nowhere', (_, payloads, using) => {
    const chosen = { ...settings, ...using };
    expect(ended(onTop(payloads, chosen), chosen)).toEqual([END]);
  });

  it('nothing is written for a user who is signed out', () => {
    expect(ended({ ...initialState, who: null })).toEqual([]);
  });
});
