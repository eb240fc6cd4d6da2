/** The values that a card or a row of the list shows of a call, as plain data. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import type { Call, Outcome, Phase } from '../../domain/calls/call.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Translator } from '../../platform/i18n.ts';
import type { Millis } from '../../domain/common/types.ts';
import { raw } from '../../domain/common/messages.ts';
import { callerLines } from '../../domain/calls/labels.ts';

/** The colour and icon of a call. They always appear together with the word. */
export type Tone = 'ringing' | 'talking' | 'held' | 'ended' | 'missed';

/** Returns the tone of a call from its phase and its outcome. */
export function toneOf(phase: Phase, outcome: Outcome | null): Tone {
  switch (phase) {
    case 'ringing':
    case 'held':
      return phase;
    case 'dialing':
    case 'talking':
      return 'talking';
    case 'stopped':
      return 'ended';
    case 'ended':
      return outcome === 'missed' ? 'missed' : 'ended';
  }
}

/** Returns the accessible name of a call: the name and number of its caller. */
export function callLabel(
  call: CallSummary,
  { region }: Pick<Settings, 'region'>,
  t: Translator['t'],
): string {
  const { name, number } = callerLines(call, region);
  const parts = [name, number === null ? null : raw(number)].flatMap((part) =>
    part === null ? [] : [t(part)],
  );
  return parts.filter((part) => part !== '').join(' ') || t('caller.hidden');
}

/**
 * Returns how long a call has been ringing or dialing, or how long since it was answered, holds included, in
 * ms. For an ended call, returns the talk time. Returns null if there is no duration to show.
 */
export function runningTime(
  call: Pick<Call, 'phase' | 'ringingAt' | 'startedAt' | 'talkingAt' | 'endedAt'>,
  now: Millis,
): Millis | null {
  switch (call.phase) {
    case 'ringing':
    case 'dialing':
      return now - (call.ringingAt ?? call.startedAt);
    case 'talking':
    case 'held':
      return now - (call.talkingAt ?? call.startedAt);
    case 'stopped':
      return null;
    case 'ended':
      return talkTime(call);
  }
}

/**
 * Returns the talk time of an ended call, in ms. Returns null if the call was not answered or has not ended.
 */
export const talkTime = ({
  talkingAt,
  endedAt,
}: Pick<CallSummary, 'talkingAt' | 'endedAt'>): Millis | null =>
  talkingAt === null || endedAt === null ? null : Math.max(0, endedAt - talkingAt);
