import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveness, type Liveness } from '../../../src/background/connection/liveness.ts';
import type { Question } from '../../../src/background/connection/judge-silence.ts';

let asked: Question[];
let reports: string[];
let watch: Liveness;
/** The server answers these questions while they are in here. */
let answers: Question[];
/** How long an answer takes, in ms. */
let tripMs: number;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  [asked, reports, answers, tripMs] = [[], [], ['ping', 'keepalive'], 20];
  watch = watchOver({});
});
afterEach(() => void vi.useRealTimers());

function watchOver({ canPing = true, pulseMs = null as number | null }): Liveness {
  return createLiveness({
    canPing,
    pulseMs,
    now: () => Date.now(),
    ask(question) {
      asked.push(question);
      if (!answers.includes(question)) return;
      setTimeout(() => {
        watch.onMessage();
        watch.answered(question);
      }, tripMs);
    },
    suspect: () => reports.push('suspect'),
    cleared: () => reports.push('cleared'),
  });
}

/** Starts the watch and lets it run until it knows the round trips. */
function settle(): void {
  watch.start();
  vi.advanceTimersByTime(6 * 60_000);
  asked.splice(0);
}

/** Keeps the worker busy: the clock goes on, and no timer fires. */
const block = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

describe('the liveness watch', () => {
  it('asks both questions when the socket opens', () => {
    watch.start();
    expect(asked).toEqual(['keepalive', 'ping']);
  });

  it('in an idle hour sends at most 300 questions, at most 60 of them keepalives', () => {
    watch.start();
    vi.advanceTimersByTime(3_600_000);
    expect(asked.length).toBeLessThanOrEqual(300);
    expect(asked.filter((question) => question === 'keepalive').length).toBeLessThanOrEqual(60);
    expect(reports).toEqual([]);
  });

  it('does not ask a server that sends messages by itself', () => {
    watch.start();
    for (let second = 0; second < 600; second += 6) {
      vi.advanceTimersByTime(6_000);
      watch.onMessage();
    }
    expect([asked.length, reports]).toEqual([2, []]);
  });

  it('suspects a server at most 15.1 s after its last message, once', () => {
    settle();
    answers = [];
    vi.advanceTimersByTime(15_100);
    expect(reports).toEqual(['suspect']);
    vi.advanceTimersByTime(3_600_000);
    expect(reports).toEqual(['suspect']);
  });

  it('suspects a server at most 8.6 s after an event', () => {
    settle();
    watch.onMessage();
    watch.onEvent();
    answers = [];
    vi.advanceTimersByTime(8_600);
    expect(reports).toEqual(['suspect']);
  });

  it('clears a suspect server that answers, and suspects it again later', () => {
    settle();
    answers = [];
    vi.advanceTimersByTime(16_000);
    watch.onMessage();
    expect(reports).toEqual(['suspect', 'cleared']);
    vi.advanceTimersByTime(16_000);
    expect(reports).toEqual(['suspect', 'cleared', 'suspect']);
  });

  it('learns from the late answer of a suspect server', () => {
    settle();
    tripMs = 3_000;
    vi.advanceTimersByTime(16_100);
    expect(reports).toEqual(['suspect', 'cleared']);
    vi.advanceTimersByTime(600_000);
    expect(reports).toEqual(['suspect', 'cleared']);
  });

  it('is patient with a server that takes long for keepalives', () => {
    settle();
    answers = ['ping'];
    vi.advanceTimersByTime(3_600_000);
    expect(reports).toEqual([]);
  });

  it('is patient for 10 s before the first answer', () => {
    answers = [];
    watch.start();
    vi.advanceTimersByTime(9_999);
    expect(reports).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(reports).toEqual(['suspect']);
  });

  it('never suspects a server without pings and answers that pings by itself', () => {
    answers = [];
    watch = watchOver({ canPing: false, pulseMs: 25_000 });
    watch.start();
    for (let pings = 0; pings < 100; pings++) {
      vi.advanceTimersByTime(25_000);
      watch.onMessage();
    }
    expect(reports).toEqual([]);
    vi.advanceTimersByTime(35_000);
    expect(reports).toEqual(['suspect']);
  });

  it('suspects a server without pings 14.5 s after its last answer to a keepalive', () => {
    watch = watchOver({ canPing: false, pulseMs: 25_000 });
    settle();
    answers = [];
    vi.advanceTimersByTime(14_600);
    expect([reports, asked.includes('ping')]).toEqual([['suspect'], false]);
  });

  it('asks at once on `check` and waits 3 s', () => {
    settle();
    answers = [];
    watch.check();
    vi.advanceTimersByTime(2_999);
    expect([asked, reports]).toEqual([['keepalive', 'ping'], []]);
    vi.advanceTimersByTime(1);
    expect(reports).toEqual(['suspect']);
  });

  it('asks after a sleep of the machine before it suspects', () => {
    settle();
    block(8 * 3_600_000);
    vi.advanceTimersByTime(5_000);
    expect([asked, reports]).toEqual([['keepalive', 'ping'], []]);
    answers = [];
    block(8 * 3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(reports).toEqual(['suspect']);
  });

  it('does not take a sleep for a slow network', () => {
    settle();
    const before = watch.patienceMs();
    vi.advanceTimersByTime(12_990);
    block(20_000);
    vi.advanceTimersByTime(5_000);
    expect(watch.patienceMs()).toBe(before);
  });

  it.each([500, 1_600, 2_500, 3_500])('does not take a worker busy for %i ms for silence', (ms) => {
    settle();
    tripMs = 1_000;
    for (let times = 0; times < 20; times++) {
      vi.advanceTimersByTime(13_100);
      block(ms);
      vi.advanceTimersByTime(1_000);
    }
    expect(reports).toEqual([]);
  });

  it('goes on to ask after the clock was set back', () => {
    settle();
    answers = [];
    block(-3_600_000);
    vi.advanceTimersByTime(10_000);
    expect(reports).toEqual(['suspect']);
  });

  it('does nothing once it is stopped', () => {
    watch.start();
    watch.stop();
    answers = [];
    watch.check();
    vi.advanceTimersByTime(3_600_000);
    expect([asked.length, reports]).toEqual([2, []]);
  });
});
