/**
 * A call as the UI shows it, the CRM link uses it and the history stores it. Names are already separated from
 * labels.
 */
import { type Call, type Direction, numberOf, type Outcome, type SuppressedReason } from './call.ts';
import type { LookupFound } from './lookup-result.ts';
import { labelKey } from '../common/caller/known-labels.ts';
import { pbxNames } from '../common/caller/pbx-names.ts';
import { displayNumber, type Region } from '../common/phone-number.ts';
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
  /** What the PBX shows as the caller's name although it names a menu. '' when it names the queue. */
  readonly menu?: string;
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
  const lookup = call.lookup?.kind === 'found' ? withoutMatches(call.lookup) : null;
  const queue = queueName(state, call);
  const { name: known, menu } = namesOf(state, call, queue, region);
  const name = lookup === null || lookup.name === '' ? known : lookup.name;
  return {
    ...{
      callId,
      direction,
      caller,
      name,
      dialed,
      queue,
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
      menu,
    },
    ...{ linkId: call.ruleResult?.link ?? null, lookup },
  };
}

/** Returns the answer without the records to choose from. The history keeps the chosen one alone. */
function withoutMatches(answer: LookupFound): LookupFound {
  if (answer.matches === undefined) return answer;
  const { kind, url, urlRefused, name, company, total, tag = '', owner = '' } = answer;
  return { kind, url, urlRefused, name, company, total, tag, owner };
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
 * Returns the caller's name, or '' when none is known, and the menu that the PBX shows in its place. The
 * label of the PBX mostly names a queue or a menu. It counts as a person's name only when it differs from
 * every queue's name and from the number, and when it did not come with three different numbers.
 */
function namesOf(
  { queues }: CallState,
  call: Call,
  queue: string,
  region: Region,
): { readonly name: string; readonly menu: string } {
  if (call.caller.kind === 'internal') return { name: call.caller.name, menu: '' };
  const texts = pbxNames(call, region);
  if (texts.length === 0) return { name: '', menu: '' };
  const known = Object.values(queues);
  const isShared = (text: string): boolean =>
    call.sharedLabels?.includes(text) === true || known.includes(text);
  return {
    name: texts.find((text) => !isShared(text)) ?? '',
    menu: texts.find((text) => isShared(text) && labelKey(text) !== labelKey(queue)) ?? '',
  };
}
