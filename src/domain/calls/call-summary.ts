/**
 * A call as the UI shows it, the CRM link uses it and the history stores it. Names are already separated from
 * labels.
 */
import { type Call, type Direction, numberOf, type Outcome, type SuppressedReason } from './call.ts';
import type { LookupFound } from './lookup-result.ts';
import { displayNumber, isSameNumber, type Region } from '../common/phone-number.ts';
import type { Caller, CallId, Detail, LineId, Millis } from '../common/types.ts';
import type { CallState } from './state.ts';
import { queueName } from './selectors.ts';

/** A call with its names resolved. The history stores this shape. */
export interface CallSummary {
  readonly callId: CallId;
  readonly direction: Direction;
  readonly caller: Caller;
  /** A person's name, or '' when none is known. */
  readonly name: string;
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
   * What the PBX shows beside the number. This field and the ones below are missing in calls that an older
   * version stored.
   */
  readonly label?: string;
  readonly queueId?: string;
  readonly lineNumber?: string;
  /** Name of the user at the line. */
  readonly lineUser?: string;
  readonly lineUserId?: string;
  /** The colleague who answered the call, or ''. */
  readonly answeredBy?: string;
}

/**
 * Returns the summary of a call, with the names of its queue and line from the state. A name from the lookup
 * replaces the name from the PBX. `region` is that of numbers without a country code.
 */
export function summarize(state: CallState, call: Call, region: Region): CallSummary {
  const {
    callId,
    direction,
    caller,
    dialed,
    lineId,
    rings,
    late,
    startedAt,
    talkingAt,
    endedAt,
    outcome,
    suppressed,
    details,
    label,
  } = call;
  const line = Object.hasOwn(state.lines, lineId) ? state.lines[lineId] : undefined;
  const lookup = call.lookup?.kind === 'found' ? call.lookup : null;
  const name = lookup === null || lookup.name === '' ? callerName(state, call, region) : lookup.name;
  return {
    ...{
      callId,
      direction,
      caller,
      name,
      dialed,
      queue: queueName(state, call),
      lineId,
      rings,
      late,
      startedAt,
      talkingAt,
      endedAt,
      outcome,
      suppressed,
      details,
      label,
    },
    ...{
      queueId: call.queueId ?? '',
      lineNumber: line?.number ?? '',
      lineUser: line?.userName ?? '',
      lineUserId: line?.userId ?? '',
      answeredBy: call.answeredBy ?? '',
    },
    ...{ linkId: call.ruleResult?.link ?? null, lookup },
  };
}

/**
 * Returns the caller's number in display format. Returns null for a hidden caller, and for a caller whose
 * name alone is known.
 */
export function shownNumber(summary: Pick<CallSummary, 'caller'>, region: Region): string | null {
  const number = numberOf(summary.caller);
  return number === null ? null : displayNumber(number, region);
}

/**
 * Returns the caller's name, or '' when none is known. The label of the PBX mostly names a queue or a menu.
 * It counts as a person's name only when it differs from every queue name and from the number, and when it
 * does not say that the number is hidden.
 */
function callerName(state: CallState, { caller, label, labelCaller }: Call, region: Region): string {
  if (caller.kind === 'internal') return caller.name;
  const queues = Object.values(state.queues);
  const own = caller.kind === 'external' ? (caller.name ?? '') : '';
  if (own !== '' && !queues.includes(own)) return own;
  if (queues.includes(label)) return '';
  if (labelCaller === undefined) return label;
  const { number, name } = labelCaller;
  if (number === null) return name;
  return isSameNumber(number, numberOf(caller) ?? '', region) ? name : label;
}
