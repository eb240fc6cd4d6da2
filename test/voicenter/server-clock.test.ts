import { describe, expect, it } from 'vitest';
import { updateClock, trueEpoch, unknownClock } from '../../src/voicenter/server-clock.ts';
import { reduce } from '../../src/domain/calls/reducer.ts';
import {
  AGENT_START,
  call,
  line,
  SERVER_START,
  snapshot,
  type WireCall,
  createFullDecoder,
} from '../support/event-builders.ts';
import { initialState } from '../../src/domain/calls/state.ts';

const HOUR = 3_600;

/** Decodes payloads with one decoder, each the given number of true seconds after the start. */
function hear(
  ...said: readonly (readonly [
    seconds: number,
    name: 'ExtensionEvent' | 'AllExtensionsStatus',
    payload: object,
  ])[]
) {
  const decode = createFullDecoder();
  return said.reduce((state, [seconds, name, payload]) => {
    const decoded = decode(name, payload, AGENT_START + seconds * 1000);
    if (decoded.kind !== 'event') throw new Error(decoded.kind);
    return reduce(state, decoded.event);
  }, initialState);
}
const sent = (wall: number, offset: number, reason: string, about: WireCall): object =>
  line(reason, about, { envelope: { servertime: wall, servertimeoffset: offset } });
const list = (wall: number, offset: number, ...calls: WireCall[]): object => ({
  ...snapshot(...calls),
  servertime: wall,
  servertimeoffset: offset,
});

describe.each([
  ['forward', 120, 180],
  ['back', 180, 120],
])('when the server’s clock goes %s during a call', (_, before, after) => {
  const jump = (after - before) * 60;
  const ringing = call();
  const talking = call({ callstatus: 'Talking', callAnswered: SERVER_START + 10 });
  const known = [0, 'AllExtensionsStatus', list(SERVER_START, before)] as const;

  it('a call first seen afterwards has its true age', () => {
    const state = hear(known, [600, 'AllExtensionsStatus', list(SERVER_START + 600 + jump, after, talking)]);
    expect(state.calls['call-1']).toMatchObject({ startedAt: AGENT_START, talkingAt: AGENT_START + 10_000 });
  });

  it('a ring across the change ends with its hang-up', () => {
    const state = hear(
      known,
      [0, 'ExtensionEvent', sent(SERVER_START, before, 'NEWCALL', ringing)],
      [20, 'ExtensionEvent', sent(SERVER_START + 20 + jump, after, 'HANGUP', ringing)],
    );
    expect(state.calls['call-1']?.phase).toBe('stopped');
  });

  it('the next ring of the same call is a ring', () => {
    const again = call({ callStarted: SERVER_START + 20 + jump });
    const state = hear(
      known,
      [0, 'ExtensionEvent', sent(SERVER_START, before, 'NEWCALL', ringing)],
      [10, 'ExtensionEvent', sent(SERVER_START + 10, before, 'HANGUP', ringing)],
      [20, 'ExtensionEvent', sent(SERVER_START + 20 + jump, after, 'NEWCALL', again)],
    );
    expect(state.calls['call-1']).toMatchObject({
      phase: 'ringing',
      rings: 2,
      ringingAt: AGENT_START + 20_000,
    });
  });
});

describe('the server’s clock', () => {
  it('keeps the last offset if a message has none, and needs none for ages', () => {
    const clock = updateClock(updateClock(unknownClock, SERVER_START, 120), SERVER_START + 5, null);
    expect(trueEpoch(clock, SERVER_START, SERVER_START + 5)).toBe(SERVER_START - 2 * HOUR);
    const bare = line('NEWCALL', call(), {
      envelope: { servertime: SERVER_START + 30, servertimeoffset: undefined },
    });
    expect(hear([30, 'ExtensionEvent', bare]).calls['call-1']?.startedAt).toBe(AGENT_START);
  });

  it('gives right durations when the agent’s clock is an hour wrong', () => {
    const decode = createFullDecoder();
    const decoded = decode(
      'AllExtensionsStatus',
      list(SERVER_START + 90, 120, call()),
      AGENT_START + HOUR * 1000,
    );
    expect(decoded).toMatchObject({
      event: { lines: [{ calls: [{ startedAt: AGENT_START + HOUR * 1000 - 90_000 }] }] },
    });
  });

  it('is the same for a message without an offset and a later one with it', () => {
    const bare = line('NEWCALL', call(), { envelope: { servertimeoffset: undefined } });
    const state = hear(
      [0, 'ExtensionEvent', bare],
      [5, 'ExtensionEvent', sent(SERVER_START + 5, 120, 'HANGUP', call())],
    );
    expect(state.calls['call-1']?.phase).toBe('stopped');
  });
});
