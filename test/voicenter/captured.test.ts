/** Events as captured from the wire, with their fields and invented values, applied to the state. */
import { describe, expect, it } from 'vitest';
import { reduce } from '../../src/domain/calls/reducer.ts';
import { effectsOf } from '../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../src/domain/settings/read-settings.ts';
import { decode } from '../../src/voicenter/decode.ts';
import type { ServerEvent } from '../../src/voicenter/protocol.ts';
import samples from '../scripts/simulator/wire-samples.json' with { type: 'json' };
import { around } from '../support/event-builders.ts';
import { type CallState, initialState } from '../../src/domain/calls/state.ts';
import { cards, liveCalls } from '../../src/domain/calls/selectors.ts';

const NOW = 1_703_754_819_000;
const settings = readSettings({}, {});

/** Applies captured payloads of one kind, a second apart. Returns the effects of each. */
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
  it('keeps one card for a queue call: ring, hang-up, ring again, answer, hold, unhold', () => {
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

  it('shows a card in a call with a hidden caller for a queue call joined without ringing', () => {
    const { state, happened } = extension('a waiting queue call joined without ringing');
    expect(happened).toEqual([['notify', 'open-window', 'log-ring', 'record']]);
    expect(cards(state)).toMatchObject([{ phase: 'talking', rings: 0, caller: { kind: 'hidden' } }]);
  });

  it('shows a card in a call with the customer’s number for an attended transfer', () => {
    expect(cards(extension('an attended transfer arriving').state)).toMatchObject([
      { phase: 'talking', caller: { number: '0501234567' }, dialed: '0722776772' },
    ]);
  });

  it('keeps a call answered elsewhere in the history, not missed, when first seen by its end', () => {
    const { state, happened } = extension('answered elsewhere');
    expect(happened).toEqual([['record']]);
    expect(Object.values(state.calls)).toMatchObject([{ outcome: 'answered-elsewhere', card: false }]);
    expect(state.missed).toEqual([]);
  });

  it('gives an internal call the colleague’s name and the number that callerphone lacks', () => {
    expect(cards(extension('an internal call').state)).toMatchObject([
      { caller: { kind: 'internal', name: 'Lois Lane', number: '602' } },
    ]);
  });

  it('applies an event to currentCall when call waiting lists another call first', () => {
    const { state } = extension('call waiting: the current call is not the first');
    expect(liveCalls(state)).toMatchObject([
      { callId: '20231228102439000000000000000007', phase: 'talking' },
    ]);
  });

  it.each(['an outgoing call', 'click2call, both legs'] as const)(
    'shows no card and no alert, but a live call, for %s',
    (title) => {
      const { state, happened } = extension(title);
      expect(happened.flat().filter((kind) => kind !== 'record')).toEqual([]);
      expect(cards(state)).toEqual([]);
      expect(liveCalls(state)).toHaveLength(1);
    },
  );

  it('ends no call at a status change', () => {
    const { state: ringing } = extension('a queue call: ring, answer, hold, unhold, hang-up');
    expect(liveCalls(extension('a status change', ringing).state)).toHaveLength(1);
  });

  it('shows older calls of the full list as cards without an alert, except outgoing ones', () => {
    const { state, happened } = replay(
      'AllExtensionsStatus',
      samples['AllExtensionsStatus (two of 37 extensions)'],
    );
    expect(happened.flat().filter((kind) => kind !== 'record')).toEqual([]);
    expect(cards(state)).toMatchObject([{ phase: 'held', late: false }]);
    expect(liveCalls(state)).toHaveLength(2);
  });

  it('gives the queue names from the first list on, and a label with one is no caller’s name', () => {
    expect(replay('loginStatus', samples['loginStatus (two queues)']).state.queues).toEqual({
      '555': 'תמיכה',
    });
    for (const event of samples['queue events'])
      expect(decode('QueueEvent', event, NOW)).toMatchObject({ kind: 'event', event: { kind: 'queues' } });
  });
});
