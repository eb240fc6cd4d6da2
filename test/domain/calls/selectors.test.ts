import { expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { foremostCall } from '../../../src/domain/calls/selectors.ts';
import { call, line, play, talking } from '../../support/event-builders.ts';

const rings = line('NEWCALL', call());

it('the call that matters most is one that rings, before one in talk', () => {
  const second = line('NEWCALL', call({ ivrid: 'call-2', callstarted: 1_703_762_030 }));
  const both = play([rings, line('ANSWER', talking()), second]);
  expect(foremostCall(both)?.callId).toBe('call-2');
  expect(foremostCall(play([]))).toBeNull();
});

it('a call whose card is hidden still rings', () => {
  const hidden = reduce(play([rings]), { kind: 'dismissed', callId: 'call-1' });
  expect(foremostCall(hidden)?.callId).toBe('call-1');
});

it('a test call is over for the agent when its card is hidden', () => {
  const state = play([rings]);
  const one = state.calls['call-1'] ?? expect.fail('no call');
  const test = { ...state, calls: { 'call-1': { ...one, isTest: true } } };
  expect(foremostCall(test)?.callId).toBe('call-1');
  expect(foremostCall(reduce(test, { kind: 'dismissed', callId: 'call-1' }))).toBeNull();
});
