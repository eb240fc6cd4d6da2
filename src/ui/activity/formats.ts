/** Formats days and stretches of time in the agent's language. */
import type { Millis } from '../../domain/common/types.ts';
import type { Language } from '../../platform/i18n.ts';
import { formatNumber, once } from '../app/format.ts';

const weekdays = once((language) => new Intl.DateTimeFormat(language, { weekday: 'long' }));
const weekdaysAndDays = once(
  (language) => new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }),
);
const wholeDays = once(
  (language) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }),
);
const minutes = once(
  (language) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
);
const twoDigits = once((language) => new Intl.NumberFormat(language, { minimumIntegerDigits: 2 }));

type Unit = 'hour' | 'minute' | 'second';

const unitFormat = (unit: Unit, maximumFractionDigits = 0) =>
  once(
    (language) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits,
      }),
  );
const hours = unitFormat('hour');
const wholeMinutes = unitFormat('minute');
const seconds = unitFormat('second');
const tenths = unitFormat('second', 1);

/** Returns `Sunday`. */
export const weekdayOf = (at: Millis, language: Language): string => weekdays(language).format(at);

/** Returns `Sunday 29 November`. */
export const weekdayAndDay = (at: Millis, language: Language): string => weekdaysAndDays(language).format(at);

/** Returns `29 November 2026`. */
export const wholeDay = (at: Millis, language: Language): string => wholeDays(language).format(at);

/** Returns `14:52`, in the agent's time zone. */
export const minuteOfDay = (at: Millis, language: Language): string => minutes(language).format(at);

/** Returns `09` for an hour from 0 to 23. */
export const hourDigits = (hour: number, language: Language): string => twoDigits(language).format(hour);

/** Returns `2 hrs 41 mins`, `36 mins` or `36 secs`. */
export function formatSpan(span: Millis, language: Language): string {
  const whole = Math.max(0, Math.round(span / 1000));
  if (whole < 60) return seconds(language).format(whole);
  const all = Math.round(whole / 60);
  if (all < 60) return wholeMinutes(language).format(all);
  const rest = all % 60;
  const long = hours(language).format((all - rest) / 60);
  return rest === 0 ? long : `${long} ${wholeMinutes(language).format(rest)}`;
}

/** Returns `64 ms`, or `1.9 secs` from a second on. `ms` writes the unit behind a figure. */
export const formatDelay = (delay: Millis, language: Language, ms: (figure: string) => string): string =>
  delay < 1000 ? ms(formatNumber(delay, language)) : tenths(language).format(delay / 1000);
