import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveness, type Liveness } from '../../../src/background/connection/liveness.ts';

let asked: number;
let dead: number;
let watch: Liveness;
/** A server that answers keepalives for as long as this holds. */
let alive: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  [asked, dead, alive] = [0, 0, true];
  watch = watchOver(60_000);
});
afterEach(() => void vi.useRealTimers());

function watchOver(pulseMs: number | null): Liveness {
  return createLiveness({
    pulseMs,
    now: () => Date.now(),
    ask() {
      asked += 1;
      if (!alive) return;
      watch.onMessage();
      watch.answered();
    },
    dead: () => (dead += 1),
  });
}

describe('the watch over a socket', () => {
  it('asks once when the socket opens and then every 25 s of silence, for as long as it is answered', () => {
    watch.start();
    vi.advanceTimersByTime(25_000 * 10);
    expect([asked, dead]).toEqual([11, 0]);
  });

  it('does not ask a server that speaks by itself', () => {
    watch.start();
    for (let second = 0; second < 600; second += 20) {
      vi.advanceTimersByTime(20_000);
      watch.onMessage();
    }
    expect([asked, dead]).toEqual([1, 0]);
  });

  it('gives up on a server that fell silent within 35 s', () => {
    watch.start();
    alive = false;
    vi.advanceTimersByTime(34_999);
    expect(dead).toBe(0);
    vi.advanceTimersByTime(1);
    expect(dead).toBe(1);
    vi.advanceTimersByTime(3_600_000);
    expect(dead).toBe(1);
  });

  it('never gives up on a server that has never answered, while its transport pulses', () => {
    alive = false;
    watch.start();
    for (let minute = 0; minute < 60; minute++) {
      vi.advanceTimersByTime(60_000);
      watch.onMessage();
    }
    expect(dead).toBe(0);
  });

  it('gives up on one that has never answered 25 s after a pulse that did not come', () => {
    alive = false;
    watch.start();
    vi.advanceTimersByTime(84_000);
    expect(dead).toBe(0);
    vi.advanceTimersByTime(3_000);
    expect(dead).toBe(1);
  });

  it('never gives up on one that has never answered and names no pulse', () => {
    alive = false;
    watch = watchOver(null);
    watch.start();
    vi.advanceTimersByTime(3_600_000);
    expect(dead).toBe(0);
  });

  it('asks at once when something may have happened, and waits 3 s only', () => {
    watch.start();
    alive = false;
    watch.check();
    vi.advanceTimersByTime(2_999);
    expect([asked, dead]).toEqual([2, 0]);
    vi.advanceTimersByTime(1);
    expect(dead).toBe(1);
  });

  it('after a sleep of the machine it asks before it judges', () => {
    watch.start();
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(25_000);
    expect([asked, dead]).toEqual([2, 0]);
    alive = false;
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(2_000);
    expect([asked, dead]).toEqual([3, 0]);
    vi.advanceTimersByTime(3_000);
    expect(dead).toBe(1);
  });

  it('notices a nap of 8 s, too, as soon as it wakes', () => {
    watch.start();
    vi.advanceTimersByTime(11_000);
    alive = false;
    vi.setSystemTime(Date.now() + 8_000);
    vi.advanceTimersByTime(5_000);
    expect([asked, dead]).toEqual([2, 1]);
  });

  it('is quiet once stopped', () => {
    watch.start();
    watch.stop();
    alive = false;
    watch.check();
    vi.advanceTimersByTime(3_600_000);
    expect([asked, dead]).toEqual([1, 0]);
  });
});
