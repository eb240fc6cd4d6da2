import { expect, it } from 'vitest';
import { effectsOfClick } from '../../../src/domain/alerts/side-effects.ts';
import { recoverPending } from '../../../src/domain/alerts/effects.ts';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { AGENT_START, call, line, play } from '../../support/event-builders.ts';

const ringing = play([line('NEWCALL', call())]);
const dismissed = reduce(ringing, { kind: 'dismissed', callId: 'call-1' });
const transferred: CallState = { ...ringing, aliases: { newer: 'call-1' } };
const front = [{ kind: 'front-window' }];
const panelAt = (callId: string, known = callId): object[] => [
  { kind: 'clear-notification', callId },
  { kind: 'open-panel', pastCall: known },
];

it.each<[string, string | null, CallState, readonly object[]]>([
  ['a ringing call: the call window', 'call-1', ringing, front],
  ['a call under the id that a transfer gave it: the call window', 'newer', transferred, front],
  ['a finished call after a restart: the panel at that call', 'call-1', initialState, panelAt('call-1')],
  ['a finished call while another one rings: the panel', 'call-0', ringing, panelAt('call-0')],
  ['a call that the agent dismissed: the panel', 'call-1', dismissed, panelAt('call-1')],
  ['a suppressed call, whose card the window lacks: the panel', 'call-1', suppressed(), panelAt('call-1')],
  ['all calls, while one rings: the call window', null, ringing, front],
  [
    'all calls, when none is left: the panel',
    null,
    initialState,
    [{ kind: 'clear-crowd' }, { kind: 'open-panel', pastCall: null }],
  ],
])('a click on the notification of %s', (_, callId, state, effects) => {
  expect(effectsOfClick(callId, state)).toEqual(effects);
});

it('a panel that a click asked for does not open by itself in the next worker', () => {
  expect(recoverPending([{ kind: 'open-panel', pastCall: 'call-1' }], AGENT_START)).toEqual([]);
});

function suppressed(): CallState {
  const rung = ringing.calls['call-1'];
  return rung === undefined
    ? ringing
    : { ...ringing, calls: { 'call-1': { ...rung, suppressed: 'internal' } } };
}
