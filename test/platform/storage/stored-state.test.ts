import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { parse, pastOf, serialize, withPast } from '../../../src/platform/storage/stored-state.ts';
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
    const apart = pastOf(ringing, {});
    const forPages = parse(serialize(ringing));
    expect(Object.keys(apart)).toEqual([gone]);
    expect(Object.keys(forPages.calls)).toEqual(['another']);
    expect(withPast(forPages, apart)).toEqual(ringing);
  });

  it('keeps a call whose card is still shown where pages read it', () => {
    const lingering = play([line('NEWCALL', call()), hangUp(call())]);
    expect(pastOf(lingering, {})).toEqual({});
    expect(Object.keys(parse(serialize(lingering)).calls)).toEqual(Object.keys(lingering.calls));
    expect(Object.keys(lingering.calls)).toHaveLength(1);
  });

  it('keeps the same past calls while a new call rings, and others after it has ended', () => {
    const known = pastOf(past, {});
    const ringing = reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))));
    expect(pastOf(ringing, known)).toBe(known);
    const over = reduce(play([hangUp(call({ ivrid: 'another' }))], ringing), {
      kind: 'tick',
      at: AGENT_START + MINUTE_MS,
    });
    expect(pastOf(over, known)).not.toBe(known);
  });
});
