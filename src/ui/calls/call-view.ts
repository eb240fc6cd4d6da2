/** What a card and a row of the list show of a call, as plain data. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import type { Call, Outcome, Phase } from '../../domain/calls/call.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Translator } from '../../platform/i18n.ts';
import type { Millis } from '../../domain/common/types.ts';
import { callerLines } from '../../domain/calls/labels.ts';

/** Colour and icon of a call: always shown together with the word. */
export type Tone = 'ringing' | 'talking' | 'held' | 'ended' | 'missed';

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

/** The accessible name of a call: its caller's name and number. */
export function callLabel(
  call: CallSummary,
  { region }: Pick<Settings, 'region'>,
  t: Translator['t'],
): string {
  const { name, number } = callerLines(call, region);
  return (
    [name === null ? null : t(name), number].filter((part) => part !== null && part !== '').join(' ') ||
    t('caller.hidden')
  );
}

/** How long the present phase of a call lasts, or how long an ended one was talked on; null where there is nothing to count. */
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

/** How long an ended call was talked on, or null. */
export const talkTime = ({
  talkingAt,
  endedAt,
}: Pick<CallSummary, 'talkingAt' | 'endedAt'>): Millis | null =>
  talkingAt === null || endedAt === null ? null : Math.max(0, endedAt - talkingAt);
