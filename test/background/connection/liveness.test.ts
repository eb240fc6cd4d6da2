import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveness, type Liveness } from '../../../src/background/connection/liveness.ts';

let asked: number;
let dead: number;
let watch: Liveness;
/** The server answers keepalives while this is true. */
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

describe('the liveness watch', () => {
  it('asks once when the socket opens, then after every 25 s of silence while it gets answers', () => {
    watch.start();
    vi.advanceTimersByTime(25_000 * 10);
    expect([asked, dead]).toEqual([11, 0]);
  });

  it('does not ask a server that sends messages by itself', () => {
    watch.start();
    for (let second = 0; second < 600; second += 20) {
      vi.advanceTimersByTime(20_000);
      watch.onMessage();
    }
    expect([asked, dead]).toEqual([1, 0]);
  });

  it('gives up on a server within 35 s of its last message', () => {
    watch.start();
    alive = false;
    vi.advanceTimersByTime(34_999);
    expect(dead).toBe(0);
    vi.advanceTimersByTime(1);
    expect(dead).toBe(1);
    vi.advanceTimersByTime(3_600_000);
    expect(dead).toBe(1);
  });

  it('never gives up on a server that has never answered while its transport pings', () => {
    alive = false;
    watch.start();
    for (let minute = 0; minute < 60; minute++) {
      vi.advanceTimersByTime(60_000);
      watch.onMessage();
    }
    expect(dead).toBe(0);
  });

  it('gives up 25 s after a missing ping on a server that has never answered', () => {
    alive = false;
    watch.start();
    vi.advanceTimersByTime(84_000);
    expect(dead).toBe(0);
    vi.advanceTimersByTime(3_000);
    expect(dead).toBe(1);
  });

  it('never gives up on a server that has never answered and announces no ping', () => {
    alive = false;
    watch = watchOver(null);
    watch.start();
    vi.advanceTimersByTime(3_600_000);
    expect(dead).toBe(0);
  });

  it('asks at once on `check` and waits only 3 s', () => {
    watch.start();
    alive = false;
    watch.check();
    vi.advanceTimersByTime(2_999);
    expect([asked, dead]).toEqual([2, 0]);
    vi.advanceTimersByTime(1);
    expect(dead).toBe(1);
  });

  it('asks after a sleep of the machine before it gives up', () => {
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

  it('notices a sleep of 8 s as soon as the machine wakes', () => {
    watch.start();
    vi.advanceTimersByTime(11_000);
    alive = false;
    vi.setSystemTime(Date.now() + 8_000);
    vi.advanceTimersByTime(5_000);
    expect([asked, dead]).toEqual([2, 1]);
  });

  it('does nothing once it is stopped', () => {
    watch.start();
    watch.stop();
    alive = false;
    watch.check();
    vi.advanceTimersByTime(3_600_000);
    expect([asked, dead]).toEqual([1, 0]);
  });
});
