/** Events as they came over the wire, field by field (values invented), replayed into the state. */
import { describe, expect, it } from 'vitest';
import { reduce } from '../../src/domain/calls/reducer.ts';
import { effectsOf } from '../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../src/domain/settings/settings.ts';
import { decode } from '../../src/voicenter/decode.ts';
import type { ServerEvent } from '../../src/voicenter/protocol.ts';
import samples from '../scripts/simulator/wire-samples.json' with { type: 'json' };
import { around } from '../support/event-builders.ts';
import { type CallState, initialState } from '../../src/domain/calls/state.ts';
import { cards, liveCalls } from '../../src/domain/calls/selectors.ts';

const NOW = 1_703_754_819_000;
const settings = readSettings({}, {});

/** Plays captured payloads of one kind, one second apart, and tells what each of them made happen. */
function replay(
  name: ServerEvent,
  payloads: readonly unknown[],
  from: CallState = initialState,
): { state: CallState; happened: string[][] } {
  let state = from;
  const happened = payloads.map((payload, index) => {
    const decoded = decode(name, payload, NOW + index * 1000);
    if (decoded.kind !== 'event') throw new Error(JSON.stringify(decoded));
    const before = state;
    state = reduce(state, decoded.event);
    return effectsOf(before, state, settings, around()).map(({ kind }) => kind);
  });
  return { state, happened };
}
const extension = (title: keyof typeof samples, from?: CallState) =>
  replay('ExtensionEvent', samples[title], from);

describe('captured traffic', () => {
  it('a queue call: ring, hang-up, ring again and answer, hold, unhold: one card throughout', () => {
    const { state, happened } = extension('a queue call: ring, answer, hold, unhold, hang-up');
    expect(happened[0]).toEqual(['notify', 'open-window', 'log-ring', 'record']);
    expect(happened[1]).toEqual(['clear-notification', 'record']);
    expect(cards(state)).toHaveLength(1);
    expect(cards(state)[0]).toMatchObject({
      phase: 'talking',
      queueId: '555',
      caller: { kind: 'external', number: '0501234567' },
    });
    expect(state.missed).toEqual([]);
  });

  it('a waiting queue call joined without ringing: a card in a call, its caller hidden', () => {
    const { state, happened } = extension('a waiting queue call joined without ringing');
    expect(happened).toEqual([['notify', 'open-window', 'log-ring', 'record']]);
    expect(cards(state)).toMatchObject([{ phase: 'talking', rings: 0, caller: { kind: 'hidden' } }]);
  });

  it('an attended transfer arriving: a card in a call with the customer’s number', () => {
    expect(cards(extension('an attended transfer arriving').state)).toMatchObject([
      { phase: 'talking', caller: { number: '0501234567' }, dialed: '0722776772' },
    ]);
  });

  it('answered elsewhere, first seen by its hang-up: history, not missed', () => {
    const { state, happened } = extension('answered elsewhere');
    expect(happened).toEqual([['record']]);
    expect(Object.values(state.calls)).toMatchObject([{ outcome: 'answered-elsewhere', card: false }]);
    expect(state.missed).toEqual([]);
  });

  it('an internal call: the colleague’s name, and the number that is not in callerphone', () => {
    expect(cards(extension('an internal call').state)).toMatchObject([
      { caller: { kind: 'internal', name: 'Lois Lane', number: '602' } },
    ]);
  });

  it('call waiting: the event is about currentCall, which is not the first', () => {
    const { state } = extension('call waiting: the current call is not the first');
    expect(liveCalls(state)).toMatchObject([
      { callId: '20231228102439000000000000000007', phase: 'talking' },
    ]);
  });

  it.each(['an outgoing call', 'click2call, both legs'] as const)(
    '%s: no card, no alert, but a live call',
    (title) => {
      const { state, happened } = extension(title);
      expect(happened.flat().filter((kind) => kind !== 'record')).toEqual([]);
      expect(cards(state)).toEqual([]);
      expect(liveCalls(state)).toHaveLength(1);
    },
  );

  it('a status change ends nothing', () => {
    const { state: ringing } = extension('a queue call: ring, answer, hold, unhold, hang-up');
    expect(liveCalls(extension('a status change', ringing).state)).toHaveLength(1);
  });

  it('the full list: calls that began before us are cards without an alert, outgoing ones none', () => {
    const { state, happened } = replay(
      'AllExtensionsStatus',
      samples['AllExtensionsStatus (two of 37 extensions)'],
    );
    expect(happened.flat().filter((kind) => kind !== 'record')).toEqual([]);
    expect(cards(state)).toMatchObject([{ phase: 'held', late: false }]);
    expect(liveCalls(state)).toHaveLength(2);
  });

  it('the queues’ names are known from the first list on, and a label that repeats one is no name', () => {
    expect(replay('loginStatus', samples['loginStatus (two queues)']).state.queues).toEqual({
      '555': 'תמיכה',
    });
    for (const event of samples['queue events'])
      expect(decode('QueueEvent', event, NOW)).toMatchObject({ kind: 'event', event: { kind: 'queues' } });
  });
});
