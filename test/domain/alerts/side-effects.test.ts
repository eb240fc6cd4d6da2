import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { effectsOf } from '../../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  play,
  snapshot,
} from '../../support/event-builders.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import type { Effect } from '../../../src/domain/alerts/effects.ts';

const settings = readSettings({}, {});
const talking = call({ callstatus: 'Talking' });

/** The effects of the last of these payloads. */
const after = (payloads: object[], using = settings): Effect[] => {
  const before = play(payloads.slice(0, -1));
  const last = payloads.at(-1);
  return effectsOf(
    before,
    last === undefined ? before : reduce(before, eventOf(last, AGENT_START + 60_000)),
    using,
    around(),
  );
};
const kinds = (effects: readonly Effect[]): string[] => effects.map(({ kind }) => kind);

describe('the effects of an event', () => {
  it.each<[string, object[], string[]]>([
    ['a ring', [line('NEWCALL', call())], ['notify', 'open-window', 'log-ring', 'record']],
    ['the same ring told twice', [line('NEWCALL', call()), line('NEWCALL', call())], []],
    [
      'a second ring of the call',
      [line('NEWCALL', call()), hangUp(call()), line('NEWCALL', call({ callStarted: 1_800_000_000 }))],
      ['notify', 'open-window', 'log-ring', 'record'],
    ],
    ['an answer', [line('NEWCALL', call()), line('ANSWER', talking)], ['update-notification', 'record']],
    [
      'a hold',
      [line('NEWCALL', call()), line('ANSWER', talking), line('HOLD', talking)],
      ['update-notification'],
    ],
    ['a hang-up', [line('NEWCALL', call()), hangUp(call())], ['clear-notification', 'record']],
    ['a late ring', [snapshot(call())], ['notify', 'open-window', 'log-ring', 'record']],
    [
      'a call joined already talking',
      [line('NEWCALL', talking)],
      ['notify', 'open-window', 'log-ring', 'record'],
    ],
    ['a call first seen by ANSWER', [line('ANSWER', talking)], ['record']],
    ['a call first seen by HANGUP', [hangUp(talking)], ['record']],
    [
      'an outgoing call',
      [line('NEWCALL', call({ direction: 'Outgoing', callstatus: 'Dialing' }))],
      ['record'],
    ],
    ['spying', [line('NEWCALL', call({ direction: 'Spy', callstatus: 'Spying' }))], []],
  ])('are correct for %s', (_, payloads, expected) => {
    expect(kinds(after(payloads))).toEqual(expected);
  });

  it('include a sound for a ring, but none for a call joined while it is talking', () => {
    expect(after([line('NEWCALL', call())])).toContainEqual({
      kind: 'notify',
      callId: 'call-1',
      silent: false,
    });
    expect(after([line('NEWCALL', talking)])).toContainEqual({
      kind: 'notify',
      callId: 'call-1',
      silent: true,
    });
  });

  it('leave out each surface that is switched off', () => {
    expect(kinds(after([line('NEWCALL', call())], { ...settings, notification: false }))).toEqual([
      'open-window',
      'log-ring',
      'record',
    ]);
    expect(kinds(after([line('NEWCALL', call())], { ...settings, callWindow: false }))).toEqual([
      'notify',
      'log-ring',
      'record',
    ]);
  });

  const ringing = play([line('NEWCALL', call())]);
  const step = (before: CallState, event: Parameters<typeof reduce>[1]): string[] =>
    kinds(effectsOf(before, reduce(before, event), settings, around()));

  it('close the window with the last card, and clear the notification when it is dismissed', () => {
    expect(step(ringing, { kind: 'dismissed', callId: 'call-1' })).toEqual([
      'clear-notification',
      'close-window',
    ]);
    const two = play([line('NEWCALL', call({ ivrid: 'call-2' }))], ringing);
    expect(step(two, { kind: 'dismissed', callId: 'call-1' })).toEqual(['clear-notification']);
  });

  it('are only a resync after a ring of 45 s', () => {
    expect(step(ringing, { kind: 'tick', at: AGENT_START + 45_000 })).toEqual(['resync']);
    expect(step(ringing, { kind: 'tick', at: AGENT_START + 44_000 })).toEqual([]);
  });

  it('remove every alert at sign-out', () => {
    expect(step(ringing, { kind: 'signed-out' })).toEqual(['clear-notification', 'close-window']);
    expect(step(initialState, { kind: 'signed-out' })).toEqual([]);
  });
});
