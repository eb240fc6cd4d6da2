/** The name and the description of a call, as message keys. */
import { type CallSummary, shownNumber } from './call-summary.ts';
import type { Outcome, Phase } from './call.ts';
import { type MessageKey, msg, type Text, raw } from '../common/messages.ts';
import type { Region } from '../common/phone-number.ts';
import { sanitize } from '../common/sanitize.ts';

/**
 * Name and number as the heading of a card or notification. `number` is null for a caller without a visible
 * number.
 */
export interface CallerLines {
  readonly name: Text | null;
  readonly number: string | null;
}

/**
 * Returns the heading of a call. `name` is null when none is known, except that a caller without a number
 * always has a name: the person's, or that the number is hidden.
 */
export function callerLines(call: CallSummary, region: Region): CallerLines {
  const name = sanitize(call.name);
  const number = shownNumber(call, region);
  if (name !== '') return { name: raw(name), number };
  return { name: number === null ? msg('caller.hidden') : null, number };
}

/**
 * Returns the call's phase as a text; for an ended call, its outcome. It names the colleague who answered the
 * call, if the name is known.
 */
export function phaseText({ phase, outcome, answeredBy }: PhaseFacts): Text {
  const name = phase === 'ended' && outcome === 'answered-elsewhere' ? sanitize(answeredBy ?? '') : '';
  return name === '' ? msg(phaseKey(phase, outcome)) : msg('outcome.answeredBy', { name });
}

/** What `phaseText` needs to know of a call. */
export interface PhaseFacts {
  readonly phase: Phase;
  readonly outcome: Outcome | null;
  readonly answeredBy?: string | null | undefined;
}

/** Returns the message key of the call's phase; for an ended call, of its outcome. */
export function phaseKey(phase: Phase, outcome: Outcome | null): MessageKey {
  return phase === 'ended' && outcome !== null ? `outcome.${outcome}` : `phase.${phase}`;
}
