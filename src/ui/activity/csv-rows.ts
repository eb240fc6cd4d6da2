/** Past calls as a table for a spreadsheet. Headings and words are in the agent's language. */
import { type CallSummary, shownNumber } from '../../domain/calls/call-summary.ts';
import { displayNumber, type Region } from '../../domain/common/phone-number.ts';
import type { Cell, Separator } from '../../domain/common/csv.ts';
import type { Language, Translator } from '../../platform/i18n.ts';
import { talkTime } from '../calls/call-view.ts';
import { phaseText } from '../../domain/calls/labels.ts';

/**
 * The list separators of Windows, which Excel splits a file by. Where a comma stands before the decimals, it
 * is a semicolon. Windows has the semicolon for Arabic, too.
 */
export const LIST_SEPARATORS: Readonly<Record<Language, Separator>> = { en: ',', he: ',', ar: ';', ru: ';' };

/**
 * Returns the rows, the headings first. Times, counts and durations (whole seconds) are such that
 * spreadsheets can calculate with them. Everything else is a text, without the marks that keep a name's
 * direction on a page.
 */
export function callTable(
  calls: readonly CallSummary[],
  region: Region,
  { plain }: Pick<Translator, 'plain'>,
): Cell[][] {
  const heads = (
    [
      'csv.time',
      'csv.direction',
      'csv.name',
      'csv.number',
      'csv.dialed',
      'csv.queue',
      'csv.outcome',
      'csv.rings',
      'csv.seconds',
      'csv.quiet',
      'csv.callId',
    ] as const
  ).map((key) => plain(key));
  return [heads, ...calls.map((call) => row(call, region, plain))];
}

function row(call: CallSummary, region: Region, plain: Translator['plain']): Cell[] {
  const talked = talkTime(call);
  return [
    new Date(call.startedAt),
    plain(`direction.${call.direction}`),
    call.name,
    shownNumber(call, region) ?? (call.caller.kind === 'hidden' ? plain('caller.hidden') : ''),
    call.dialed === '' ? '' : displayNumber(call.dialed, region),
    call.queue,
    call.outcome === null
      ? ''
      : plain(call.outcome === 'answered' ? 'recent.answered' : phaseText({ ...call, phase: 'ended' })),
    call.rings,
    talked === null ? '' : Math.round(talked / 1000),
    call.suppressed === null ? '' : plain(`quiet.${call.suppressed}`),
    call.callId,
  ];
}
