import { describe, expect, it } from 'vitest';
import { judgeSilence, type Silence } from '../../../src/background/connection/judge-silence.ts';

const T = 1_700_000_000_000;
const heard: Silence = {
  heardAt: T,
  eventAt: T - 3_600_000,
  asked: null,
  keepaliveAt: T,
  canPing: true,
  answersKeepalive: true,
  pulseMs: 60_000,
};
const pinged: Silence = { ...heard, asked: { at: T + 13_000, question: 'ping', patienceMs: 1_500 } };
const kept: Silence = { ...heard, asked: { at: T + 13_000, question: 'keepalive', patienceMs: 1_500 } };
/** A server of the newer protocol: it pings every 25 s, and the client may not. */
const newer = { canPing: false, pulseMs: 25_000 };

const wait = (ms: number) => ({ kind: 'wait', until: T + ms });
const ask = (question: string) => ({ kind: 'ask', question });
const suspect = { kind: 'suspect' };

describe('a silent server', () => {
  it.each<[string, Silence, number, object]>([
    ['is left alone for 13 s', heard, 12_999, wait(13_000)],
    ['is pinged after 13 s', heard, 13_000, ask('ping')],
    ['is left alone for 7 s after an event', { ...heard, eventAt: T }, 6_999, wait(7_000)],
    ['is pinged 7 s after an event', { ...heard, eventAt: T }, 7_000, ask('ping')],
    ['is asked as before for 5 minutes', { ...heard, eventAt: T - 299_999 }, 7_000, ask('ping')],
    ['is asked less after 5 minutes', { ...heard, eventAt: T - 300_000 }, 7_000, wait(13_000)],
    ['has its patience to answer', pinged, 14_499, wait(14_500)],
    ['is suspect when it does not answer', pinged, 14_500, suspect],
    [
      'gets a keepalive a minute after the last one',
      { ...heard, keepaliveAt: T - 50_000 },
      12_500,
      ask('keepalive'),
    ],
    ['is pinged half a second after a keepalive without an answer', kept, 13_500, ask('ping')],
    ['is not suspect for a keepalive alone', kept, 13_499, wait(13_500)],
    ['is never pinged where only the server pings', { ...heard, ...newer }, 13_000, ask('keepalive')],
    ['is suspect without an answer to a keepalive', { ...kept, ...newer }, 14_500, suspect],
    [
      'is asked again where it has never answered',
      { ...kept, ...newer, answersKeepalive: false },
      26_000,
      ask('keepalive'),
    ],
    [
      'is suspect where its own ping is 10 s late',
      { ...kept, ...newer, answersKeepalive: false },
      35_000,
      suspect,
    ],
    [
      'is never suspect without any answer and any ping',
      { ...kept, canPing: false, answersKeepalive: false, pulseMs: null },
      3_600_000,
      ask('keepalive'),
    ],
  ])('%s', (_, silence, later, verdict) => {
    expect(judgeSilence(silence, T + later)).toEqual(verdict);
  });
});
