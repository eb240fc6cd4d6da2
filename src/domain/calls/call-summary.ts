/**
 * A call as the UI shows it, the CRM link uses it and the history stores it. Names are already separated from
 * labels.
 */
import { type Direction, numberOf, type Outcome, type SuppressedReason } from './call.ts';
import type { LookupFound } from './lookup-result.ts';
import type { CallerDetails, CallerSource } from '../common/caller/caller-details.ts';
import { displayNumber, type Region } from '../common/phone-number.ts';
import type { Caller, CallId, Detail, LineId, Millis } from '../common/types.ts';

/**
 * A call with its names resolved (callers/summarize.ts). The history stores this shape. Fields that may be
 * missing are missing in calls that an older version stored.
 */
export interface CallSummary extends Partial<Omit<CallerDetails, 'name'>> {
  readonly callId: CallId;
  readonly direction: Direction;
  readonly caller: Caller;
  /** A person's name, or '' when none is known. */
  readonly name: string;
  /** Which source knew the name. Null for a colleague, and if nobody knew one. */
  readonly source?: CallerSource | null;
  readonly dialed: string;
  readonly queue: string;
  readonly lineId: LineId;
  readonly rings: number;
  readonly late: boolean;
  readonly startedAt: Millis;
  readonly talkingAt: Millis | null;
  readonly endedAt: Millis | null;
  readonly outcome: Outcome | null;
  /** Why the last ring was suppressed; null when the ring was shown. */
  readonly suppressed: SuppressedReason | null;
  readonly details: readonly Detail[];
  /** Id of the CRM link that the call's rule names; null for the default link. */
  readonly linkId: string | null;
  /** The answer of the customer's lookup endpoint; null when it was not asked or gave no caller. */
  readonly lookup: LookupFound | null;
  /**
   * How many calls of this number the day of the call had, up to this one. Null if no setting asks for it.
   */
  readonly callsToday?: number | null;
  /** What the PBX shows beside the number. */
  readonly label?: string;
  readonly queueId?: string;
  readonly lineNumber?: string;
  /** Name of the user at the line. */
  readonly lineUser?: string;
  readonly lineUserId?: string;
  /** The colleague who answered the call, or ''. */
  readonly answeredBy?: string;
  /** What the PBX shows as the caller's name although it names a menu. '' when it names the queue. */
  readonly menu?: string;
}

/**
 * Returns the caller's number in display format. Returns null for a hidden caller, and for a caller whose
 * name alone is known.
 */
export function shownNumber(summary: Pick<CallSummary, 'caller'>, region: Region): string | null {
  const number = numberOf(summary.caller);
  return number === null ? null : displayNumber(number, region);
}
