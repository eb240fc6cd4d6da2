/** Formats times and numbers in the agent's language. */
import { type Language, localeOf } from '../../platform/i18n.ts';
import type { Millis } from '../../domain/common/types.ts';

/**
 * Makes each formatter once per language. Formatters are slow to make, and every row of a list needs them.
 */
export function once<T>(make: (locale: string) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language) ?? make(localeOf(language));
    made.set(language, known);
    return known;
  };
}

const dates = (options: Intl.DateTimeFormatOptions) =>
  once((locale) => new Intl.DateTimeFormat(locale, options));
const minutes = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const longDay = dates({ day: 'numeric', month: 'long' });
const shortDay = dates({ day: 'numeric', month: 'short' });
const weekdayHere = dates({ weekday: 'long' });
const moments = dates({
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const weekdays = once((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }));
const percents = once((locale) => new Intl.NumberFormat(locale, { style: 'percent' }));
const megabytes = once(
  (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }),
);
const relative = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const ago = once((locale) => new Intl.RelativeTimeFormat(locale, { style: 'short' }));
const weekdayAndDay = dates({ weekday: 'long', day: 'numeric', month: 'long' });
const twoDigits = once(
  (locale) => new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false }),
);
const plainNumber = once((locale) => new Intl.NumberFormat(locale));

/** Returns `1,234`. */
export const formatNumber = (count: number, language: Language): string =>
  plainNumber(language).format(count);

/** Returns `60 %` for a number from 0 to 100. */
export const formatPercent = (percent: number, language: Language): string =>
  percents(language).format(percent / 100);

/** Returns `1.2 MB` for a number of bytes. */
export const formatMegabytes = (bytes: number, language: Language): string =>
  megabytes(language).format(bytes / 1_000_000);

/** Returns `Sunday` for a day from 0 (Sunday) to 6. 4 January 1970 was a Sunday. */
export function weekday(day: number, language: Language): string {
  return weekdays(language).format(Date.UTC(1970, 0, 4 + day));
}

/**
 * Returns a duration as `03:07`, or as `1:03:07` from an hour on. Never returns a negative time, because the
 * agent's clock may be behind the server's.
 */
export function formatDuration(duration: Millis, language: Language): string {
  const whole = Math.max(0, Math.floor(duration / 1000));
  const two = twoDigits(language);
  const hours = Math.floor(whole / 3600);
  const parts = [two.format(Math.floor(whole / 60) % 60), two.format(whole % 60)];
  return (hours === 0 ? parts : [formatNumber(hours, language), ...parts]).join(':');
}

/** Returns `10:42:07`, in the agent's time zone. */
export const timeOfDay = (at: Millis, language: Language): string => seconds(language).format(at);

/** Returns `24 November`. */
export const dayName = (at: Millis, language: Language): string => longDay(language).format(at);

/** Returns `14:00` for an hour from 0 to 23. */
export const hourName = (hour: number, language: Language): string =>
  minutes(language).format(new Date(2000, 0, 1, hour));

/**
 * Returns `10:42` for today, `yesterday 10:42` for yesterday, or `20 Nov, 10:42`, in the agent's time zone.
 */
export function formatMoment(at: Millis, now: Millis, language: Language): string {
  const time = minutes(language).format(at);
  const days = dayNumber(now) - dayNumber(at);
  if (days <= 0) return time;
  if (days === 1) return `${relative(language).format(-1, 'day')} ${time}`;
  return moments(language).format(at);
}

/** Returns `10:42`, in the agent's time zone. */
export const clockTime = (at: Millis, language: Language): string => minutes(language).format(at);

/** Returns `Today`, `Yesterday` or `Tuesday 24 November`, in the agent's time zone. */
export function dayHeading(at: Millis, now: Millis, language: Language): string {
  const days = dayNumber(now) - dayNumber(at);
  const near = relative(language).format(-Math.max(0, days), 'day');
  const name = days > 1 ? weekdayAndDay(language).format(at) : near;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/**
 * Returns `10:42` for today, `yesterday`, `Tuesday` within the last week, or `20 Nov`, in the agent's time
 * zone.
 */
export function dayOrTime(at: Millis, now: Millis, language: Language): string {
  const days = dayNumber(now) - dayNumber(at);
  if (days <= 0) return minutes(language).format(at);
  if (days === 1) return relative(language).format(-1, 'day');
  return (days < 7 ? weekdayHere : shortDay)(language).format(at);
}

/** Returns how long ago a time of today was, as `now` or `18 min ago`. For an earlier day, the moment. */
export function timeAgo(at: Millis, now: Millis, language: Language): string {
  const minutesAgo = Math.max(0, Math.floor((now - at) / 60_000));
  if (dayNumber(now) > dayNumber(at)) return formatMoment(at, now, language);
  if (minutesAgo === 0) return relative(language).format(0, 'second');
  return minutesAgo < 60
    ? ago(language).format(-minutesAgo, 'minute')
    : ago(language).format(-Math.floor(minutesAgo / 60), 'hour');
}

/** Returns the midnight before a time, in ms, in the agent's time zone. */
export const startOfDay = (at: Millis): Millis => new Date(at).setHours(0, 0, 0, 0);

/** Returns the midnight after a time, in ms, in the agent's time zone. */
export const endOfDay = (at: Millis): Millis => new Date(at).setHours(24, 0, 0, 0);

/** Converts minutes from midnight to the value of a time field: `09:00`. */
export const timeField = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Returns the number of a calendar day. A day of 23 or 25 hours counts as one day. */
function dayNumber(at: Millis): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}
