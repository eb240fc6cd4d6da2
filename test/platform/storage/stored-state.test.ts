import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { splitEnded, joinEnded } from '../../../src/platform/storage/stored-state.ts';
import { AGENT_START, call, eventOf, hangUp, line, play } from '../../support/event-builders.ts';

const MINUTE_MS = 60_000;

describe('the stored state', () => {
  const past = reduce(play([line('NEWCALL', call()), hangUp(call())]), {
    kind: 'tick',
    at: AGENT_START + MINUTE_MS,
  });
  const [gone] = Object.keys(past.calls);

  it('keeps ended calls apart and loses none', () => {
    const ringing = reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))));
    const stored = splitEnded(ringing, {});
    expect(Object.keys(stored.past)).toEqual([gone]);
    expect(Object.keys(stored.state.calls)).toEqual(['another']);
    expect(joinEnded(stored.state, stored.past)).toEqual(ringing);
  });

  it('keeps a call whose card is still shown where pages read it', () => {
    const lingering = play([line('NEWCALL', call()), hangUp(call())]);
    expect(Object.keys(splitEnded(lingering, {}).past)).toEqual([]);
  });

  it('keeps the same past calls while a new call rings, and others after it has ended', () => {
    const known = splitEnded(past, {}).past;
    const ringing = reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))));
    expect(splitEnded(ringing, known).past).toBe(known);
    const over = reduce(play([hangUp(call({ ivrid: 'another' }))], ringing), {
      kind: 'tick',
      at: AGENT_START + MINUTE_MS,
    });
    expect(splitEnded(over, known).past).not.toBe(known);
  });
});
