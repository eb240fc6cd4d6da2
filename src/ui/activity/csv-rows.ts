/** Past calls as a table for a spreadsheet. Headings and words are in the agent's language. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { shownNumber } from '../../domain/calls/call-summary.ts';
import { displayNumber, type Region } from '../../domain/common/phone-number.ts';
import type { Translator } from '../../platform/i18n.ts';
import { talkTime } from '../calls/call-view.ts';
import { phaseKey } from '../../domain/calls/labels.ts';

/**
 * Returns the rows, the headings first. Times are ISO 8601 and durations are whole seconds, because
 * spreadsheets can calculate with them.
 */
export function callTable(
  calls: readonly CallSummary[],
  region: Region,
  { t }: Pick<Translator, 't'>,
): string[][] {
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
  ).map((key) => t(key));
  return [heads, ...calls.map((call) => row(call, region, t))];
}

function row(call: CallSummary, region: Region, t: Translator['t']): string[] {
  const talked = talkTime(call);
  return [
    new Date(call.startedAt).toISOString(),
    t(`direction.${call.direction}`),
    call.name,
    shownNumber(call, region) ?? (call.caller.kind === 'hidden' ? t('caller.hidden') : ''),
    call.dialed === '' ? '' : displayNumber(call.dialed, region),
    call.queue,
    call.outcome === null
      ? ''
      : t(call.outcome === 'answered' ? 'recent.answered' : phaseKey('ended', call.outcome)),
    String(call.rings),
    talked === null ? '' : String(Math.round(talked / 1000)),
    call.suppressed === null ? '' : t(`quiet.${call.suppressed}`),
    call.callId,
  ];
}
