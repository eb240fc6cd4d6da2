/** The agent's working hours: a setting by which rings outside of them keep quiet. */

/** A moment in the agent's week and time zone: 0 is Sunday, minutes count from midnight. */
export interface WeekTime {
  readonly day: number;
  readonly minute: number;
}

export interface WorkHours {
  /** Days of the week on which they begin, 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes from midnight; an end before the start lies on the next day. */
  readonly from: number;
  readonly to: number;
}

/** Minutes count from 0 to one less than this. */
export const DAY_MINUTES = 24 * 60;

/** Where a time lies in the week of this computer's time zone. */
export function weekTimeOf(at: number): WeekTime {
  const date = new Date(at);
  return { day: date.getDay(), minute: date.getHours() * 60 + date.getMinutes() };
}

/** True where there are working hours and the moment is outside of them. */
export function isOutside(hours: WorkHours | null, { day, minute }: WeekTime): boolean {
  if (hours === null) return false;
  const { days, from, to } = hours;
  const begins = (weekday: number): boolean => days.includes((weekday + 7) % 7);
  if (from < to) return !(begins(day) && minute >= from && minute < to);
  // Over midnight, or round the clock where both are the same.
  return !((begins(day) && minute >= from) || (begins(day - 1) && minute < to));
}

/** Working hours from what is stored, or undefined where it holds none. */
export function readWorkHours(raw: unknown): WorkHours | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { days, from, to } = raw as Record<string, unknown>;
  if (!isMinute(from) || !isMinute(to) || !Array.isArray(days)) return undefined;
  const known = [0, 1, 2, 3, 4, 5, 6].filter((day) => days.includes(day));
  return known.length === days.length ? { days: known, from, to } : undefined;
}

const isMinute = (raw: unknown): raw is number =>
  Number.isInteger(raw) && (raw as number) >= 0 && (raw as number) < DAY_MINUTES;
