/** How a call is named and described, as message keys. */
import { type CallSummary, shownNumber } from './call-summary.ts';
import type { Outcome, Phase } from './call.ts';
import { type MessageKey, say, type Text, verbatim } from '../common/messages.ts';
import type { Region } from '../common/phone-number.ts';
import { plain } from '../common/sanitize.ts';

/** Name and number as a card and a notification head them. `number` is null for a caller who has none to show. */
export interface CallerLines {
  readonly name: Text | null;
  readonly number: string | null;
}

export function callerLines(call: CallSummary, region: Region): CallerLines {
  const name = plain(call.name);
  if (call.caller.kind === 'hidden')
    return { name: name === '' ? say('caller.hidden') : verbatim(name), number: null };
  return { name: name === '' ? null : verbatim(name), number: shownNumber(call, region) };
}

/** Where a call stands, in words; for an ended one how it ended. */
export function phaseKey(phase: Phase, outcome: Outcome | null): MessageKey {
  return phase === 'ended' && outcome !== null ? `outcome.${outcome}` : `phase.${phase}`;
}
