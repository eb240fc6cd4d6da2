/** Times as people read them, in the agent's language. */
import type { Language } from '../../platform/i18n.ts';
import type { Millis } from '../../domain/common/types.ts';

/** Formatters are slow to make and asked for in every row of a list, so each is made once. */
function once<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

const dates = (options: Intl.DateTimeFormatOptions) =>
  once((language) => new Intl.DateTimeFormat(language, options));
const minutes = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const longDay = dates({ day: 'numeric', month: 'long' });
const shortDay = dates({ day: 'numeric', month: 'short' });
const weekdays = once((language) => new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }));
const percents = once((language) => new Intl.NumberFormat(language, { style: 'percent' }));
const relative = once((language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
const twoDigits = once(
  (language) => new Intl.NumberFormat(language, { minimumIntegerDigits: 2, useGrouping: false }),
);
const plainNumber = once((language) => new Intl.NumberFormat(language));

/** `1,234`. */
export const figure = (count: number, language: Language): string => plainNumber(language).format(count);

/** `60 %`, of a number from 0 to 100. */
export const percent = (share: number, language: Language): string => percents(language).format(share / 100);

/** `Sunday`, of a day from 0 (Sunday) to 6. 4 January 1970 was a Sunday. */
export function weekday(day: number, language: Language): string {
  return weekdays(language).format(Date.UTC(1970, 0, 4 + day));
}

/** `03:07`, or `1:03:07` from an hour on. A clock that runs behind the server's shows no negative time. */
export function clock(duration: Millis, language: Language): string {
  const whole = Math.max(0, Math.floor(duration / 1000));
  const two = twoDigits(language);
  const hours = Math.floor(whole / 3600);
  const parts = [two.format(Math.floor(whole / 60) % 60), two.format(whole % 60)];
  return (hours === 0 ? parts : [figure(hours, language), ...parts]).join(':');
}

/** `10:42:07`, in the agent's own time zone. */
export const timeOfDay = (at: Millis, language: Language): string => seconds(language).format(at);

/** `24 November`. */
export const dayName = (at: Millis, language: Language): string => longDay(language).format(at);

/** `14:00`, of an hour from 0 to 23. */
export const hourName = (hour: number, language: Language): string =>
  minutes(language).format(new Date(2000, 0, 1, hour));

/** `10:42` today, `yesterday 10:42`, else `20 Nov, 10:42`; in the agent's own time zone. */
export function moment(at: Millis, now: Millis, language: Language): string {
  const time = minutes(language).format(at);
  const days = dayNumber(now) - dayNumber(at);
  if (days <= 0) return time;
  if (days === 1) return `${relative(language).format(-1, 'day')} ${time}`;
  return `${shortDay(language).format(at)}, ${time}`;
}

/** Midnight before a time, in the agent's own time zone. */
export const startOfDay = (at: Millis): Millis => new Date(at).setHours(0, 0, 0, 0);

/** Midnight after a time, in the agent's own time zone. */
export const endOfDay = (at: Millis): Millis => new Date(at).setHours(24, 0, 0, 0);

/** Minutes from midnight as a time field takes them: `09:00`. */
export const timeField = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Counts calendar days, so that a day of 23 or 25 hours counts as one. */
function dayNumber(at: Millis): number {
  const date = new Date(at);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}
