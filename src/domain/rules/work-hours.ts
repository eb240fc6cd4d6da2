/** The agent's working hours. A setting suppresses rings outside of them. */

/** A moment in the agent's week and time zone. `day` 0 is Sunday; `minute` counts from midnight. */
export interface WeekTime {
  readonly day: number;
  readonly minute: number;
}

/** Working hours as the settings store them. */
export interface WorkHours {
  /** Days of the week on which the hours begin; 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes from midnight. An end before the start lies on the next day. */
  readonly from: number;
  readonly to: number;
}

/** Minutes in a day. A minute of a day lies between 0 and one less than this. */
export const DAY_MINUTES = 24 * 60;

/** Returns the moment of the week for a time in ms, in this computer's time zone. */
export function weekTimeOf(at: number): WeekTime {
  const date = new Date(at);
  return { day: date.getDay(), minute: date.getHours() * 60 + date.getMinutes() };
}

/** True when there are working hours and the moment is outside of them. */
export function isOutside(hours: WorkHours | null, { day, minute }: WeekTime): boolean {
  if (hours === null) return false;
  const { days, from, to } = hours;
  const begins = (weekday: number): boolean => days.includes((weekday + 7) % 7);
  if (from < to) return !(begins(day) && minute >= from && minute < to);
  // The hours pass midnight, or run round the clock when start and end are the same.
  return !((begins(day) && minute >= from) || (begins(day - 1) && minute < to));
}

/** Returns the working hours from stored data, or undefined when the data is invalid. */
export function readWorkHours(raw: unknown): WorkHours | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { days, from, to } = raw as Record<string, unknown>;
  if (!isMinute(from) || !isMinute(to) || !Array.isArray(days)) return undefined;
  const known = [0, 1, 2, 3, 4, 5, 6].filter((day) => days.includes(day));
  return known.length === days.length ? { days: known, from, to } : undefined;
}

const isMinute = (raw: unknown): raw is number =>
  Number.isInteger(raw) && (raw as number) >= 0 && (raw as number) < DAY_MINUTES;
