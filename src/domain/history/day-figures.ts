/** The figures of a day: what became of its rings, hour by hour, and when some may be missing. */
import { numberOf } from '../calls/call.ts';
import type { CallSummary } from '../calls/call-summary.ts';
import type { Millis } from '../common/types.ts';
import { numberForms, type Region } from '../common/phone-number.ts';
import { type LoggedRing, RING_ENDS, type RingEnd } from './logged-rings.ts';
import { latencyOf, type Outage, type RingTotals, ringTotals } from './ring-log.ts';

/** The figures of a day. */
export interface DayFigures extends RingTotals {
  /** Rings that no surface took. */
  readonly failed: number;
  /** Number of callers. Each hidden call counts as a caller. Null if no call is stored. */
  readonly callers: number | null;
  /** Number of calls that the agent answered, and of those that were missed. */
  readonly answered: number;
  readonly missed: number;
  /** Percent of the ended calls that the agent answered. Null if no call has ended. */
  readonly share: number | null;
  /** Total talk time in ms. */
  readonly talked: Millis;
  /** How long rings took until they were shown, in ms. Null if none was shown. */
  readonly delay: { readonly median: Millis; readonly slowest: Millis } | null;
}

/** Returns the figures of these rings. `region` is that of numbers without a country code. */
export function dayFigures(logged: readonly LoggedRing[], region: Region): DayFigures {
  const totals = ringTotals(logged.map(({ ring }) => ring));
  const calls = logged.flatMap(({ call, rangAgain }) => (call === null || rangAgain ? [] : [call]));
  const ended = calls.filter(({ outcome }) => outcome !== null).length;
  const answered = logged.filter(({ end }) => end === 'answered');
  return {
    ...totals,
    failed: totals.rang - totals.shown - totals.sent - totals.suppressed,
    callers: calls.length === 0 ? null : new Set(calls.map((call) => callerKey(call, region))).size,
    answered: answered.length,
    missed: logged.filter(({ end }) => end === 'missed').length,
    share: ended === 0 ? null : Math.round((100 * answered.length) / ended),
    talked: answered.reduce((sum, { call }) => sum + talked(call), 0),
    delay: delayOf(logged.flatMap(({ ring }) => latencyOf(ring) ?? [])),
  };
}

function callerKey({ caller, callId, name }: CallSummary, region: Region): string {
  const number = numberOf(caller);
  if (number !== null) return `number ${numberForms(number, region).e164}`;
  return caller.kind === 'hidden' || name === '' ? `call ${callId}` : `name ${name}`;
}

function talked(call: CallSummary | null): Millis {
  const { talkingAt = null, endedAt = null } = call ?? {};
  return talkingAt === null || endedAt === null ? 0 : Math.max(0, endedAt - talkingAt);
}

function delayOf(delays: readonly Millis[]): DayFigures['delay'] {
  const sorted = delays.toSorted((a, b) => a - b);
  const slowest = sorted.at(-1);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (slowest === undefined || upper === undefined || lower === undefined) return null;
  return { median: Math.round((lower + upper) / 2), slowest };
}

/** The rings of one hour by their ends, and all of them. */
export interface HourCounts {
  /** From 0 to 23. */
  readonly hour: number;
  readonly all: number;
  readonly ends: Readonly<Record<RingEnd, number>>;
}

/** Returns the counts of all 24 hours. `hourOf` returns the hour of a time. */
export function byHour(logged: readonly LoggedRing[], hourOf: (at: Millis) => number): HourCounts[] {
  const hours: LoggedRing[][] = Array.from({ length: 24 }, () => []);
  for (const each of logged) hours[hourOf(each.ring.heardAt)]?.push(each);
  return hours.map((rings, hour) => ({
    hour,
    all: rings.length,
    ends: Object.fromEntries(
      RING_ENDS.map((end) => [end, rings.filter((each) => each.end === end).length]),
    ) as Record<RingEnd, number>,
  }));
}

/** The hours of a usual working day, which the chart always shows. */
const USUAL_HOURS = [8, 17] as const;

/** Returns the hours that the chart shows: the usual ones, and all up to those with rings and `others`. */
export function chartHours(hours: readonly HourCounts[], others: readonly number[]): HourCounts[] {
  const needed = [...USUAL_HOURS, ...others, ...hours.flatMap(({ all, hour }) => (all > 0 ? [hour] : []))];
  const first = Math.min(...needed);
  const last = Math.max(...needed);
  return hours.filter(({ hour }) => hour >= first && hour <= last);
}

/** A stretch of time. */
export interface Span {
  readonly from: Millis;
  readonly until: Millis;
}

/** Returns the outages of a day with their ends cut to it, oldest first. */
export const outagesWithin = (outages: readonly Outage[], { from, until }: Span): Outage[] =>
  outages
    .filter((outage) => outage.from < until && (outage.to === null || outage.to > from))
    .map((outage) => ({
      ...outage,
      from: Math.max(outage.from, from),
      to: outage.to === null ? null : Math.min(outage.to, until),
    }));
