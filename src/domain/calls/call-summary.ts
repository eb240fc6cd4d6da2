/** A call as it is shown, linked to the CRM and kept in the history: its names already told apart from labels. */
import type { Call, Direction, Outcome, QuietReason } from './call.ts';
import type { LookupFound } from './lookup-result.ts';
import { displayNumber, type Region } from '../common/phone-number.ts';
import type { Caller, CallId, Detail, LineId, Millis } from '../common/types.ts';
import type { Book } from './state.ts';
import { queueName } from './selectors.ts';

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
  /** Why its last ring was shown nowhere; null for one that was. */
  readonly quiet: QuietReason | null;
  readonly details: readonly Detail[];
  /** The link that the call's rule names; null for the default one. */
  readonly linkId: string | null;
  /** Who the customer's own endpoint says it is; null where it was not asked or could not tell. */
  readonly lookup: LookupFound | null;
  /** What the PBX shows beside the number. This and what follows is missing in calls that an older version kept. */
  readonly label?: string;
  readonly queueId?: string;
  readonly lineNumber?: string;
  /** Who is logged in at the line. */
  readonly lineUser?: string;
  readonly lineUserId?: string;
}

export function summarize(book: Book, call: Call): CallSummary {
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
    quiet,
    details,
    label,
  } = call;
  const line = Object.hasOwn(book.lines, lineId) ? book.lines[lineId] : undefined;
  const lookup = call.lookup?.kind === 'found' ? call.lookup : null;
  const name = lookup === null || lookup.name === '' ? callerName(book, call) : lookup.name;
  return {
    ...{
      callId,
      direction,
      caller,
      name,
      dialed,
      queue: queueName(book, call),
      lineId,
      rings,
      late,
      startedAt,
      talkingAt,
      endedAt,
      outcome,
      quiet,
      details,
      label,
    },
    ...{
      queueId: call.queueId ?? '',
      lineNumber: line?.number ?? '',
      lineUser: line?.userName ?? '',
      lineUserId: line?.userId ?? '',
    },
    ...{ linkId: call.ruling?.link ?? null, lookup },
  };
}

/** The caller's number as people write it, or null for a hidden caller and a colleague whose number is not told. */
export function shownNumber(summary: Pick<CallSummary, 'caller'>, region: Region): string | null {
  const number = summary.caller.kind === 'hidden' ? null : summary.caller.number;
  return number === null ? null : displayNumber(number, region);
}

/** The PBX's label is mostly a queue's or menu's: it is a name only where it repeats neither a queue's name nor the number. */
function callerName(book: Book, call: Call): string {
  if (call.caller.kind === 'internal') return call.caller.name;
  const { label } = call;
  const repeatsNumber =
    call.caller.kind === 'external' && !/\p{L}/u.test(label) && digits(label) === digits(call.caller.number);
  const isQueue = Object.values(book.queues).includes(label);
  return repeatsNumber || isQueue ? '' : label;
}

const digits = (text: string): string => text.replace(/\D/g, '');
