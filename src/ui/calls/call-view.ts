/** The values that a card or a row of the list shows of a call, as plain data. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { RING_AGAIN_MS } from '../../domain/calls/call-outcome.ts';
import { type Call, isOpen, numberOf, type Outcome, type Phase } from '../../domain/calls/call.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Translator } from '../../platform/i18n.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import { countryOf, type Region } from '../../domain/common/phone-number.ts';
import { type MessageKey, raw } from '../../domain/common/messages.ts';
import { sanitize } from '../../domain/common/sanitize.ts';
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

/**
 * How much room a card takes: everything, the caller and the way to the CRM, or one line. `tall` is a compact
 * card with its buttons below the caller.
 */
export type CardForm = 'full' | 'tall' | 'compact' | 'slim';

/**
 * Returns the form of each card, in the same order. One call is shown in full. Several calls are compact, and
 * those that are over are one line each, so that they make room.
 */
export function cardForms(calls: readonly Call[]): ReadonlyMap<CallId, CardForm> {
  const open = calls.filter(isOpen);
  const formOf = (call: Call): CardForm => {
    if (calls.length === 1) return 'full';
    if (!isOpen(call)) return 'slim';
    return open.length === 1 ? 'full' : 'compact';
  };
  return new Map(calls.map((call) => [call.callId, formOf(call)]));
}

/** What the square beside a caller shows. */
export type Tile =
  | { readonly kind: 'initials' | 'country'; readonly text: string }
  | { readonly kind: 'colleague' | 'hidden' | 'several' | 'person' };

/**
 * Returns who calls at a glance: a colleague, nobody known, several people with one number, the initials of a
 * name, or the country of a number from abroad. `region` is the agent's own country.
 */
export function tileOf({ caller, name, lookup, source }: CallSummary, region: Region): Tile {
  if (caller.kind === 'internal') return { kind: 'colleague' };
  if ((lookup?.total ?? 0) > 1 && source !== 'choice') return { kind: 'several' };
  const text = initialsOf(sanitize(name));
  if (text !== '') return { kind: 'initials', text };
  const number = numberOf(caller);
  if (number === null) return { kind: name === '' ? 'hidden' : 'person' };
  const country = countryOf(number, region);
  return country === null || country === region ? { kind: 'person' } : { kind: 'country', text: country };
}

/** The first letters of the first and the last word, or ''. Words without letters do not count. */
function initialsOf(name: string): string {
  const letters = name.split(' ').flatMap((word) => /\p{L}\p{M}*/u.exec(word)?.[0] ?? []);
  return [...new Set([0, letters.length - 1])]
    .map((at) => letters[at] ?? '')
    .join('')
    .toLocaleUpperCase();
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

/** A time of a call, and the text around it. `text` is null for a time that runs. */
export interface CallClock {
  readonly text: MessageKey | null;
  readonly time: Millis;
}

/**
 * Returns the time that a card shows: how long a call lasts, how long it talked or rang, or how much longer
 * it may ring again. Returns null if there is none.
 */
export function clockOf(call: Call, now: Millis): CallClock | null {
  const running = runningTime(call, now);
  if (call.phase === 'stopped')
    return { text: null, time: Math.max(0, (call.endedAt ?? now) + RING_AGAIN_MS - now) };
  if (running !== null) return { text: call.phase === 'ended' ? 'card.talked' : null, time: running };
  return call.outcome === 'missed' && call.ringingAt !== null && call.endedAt !== null
    ? { text: 'card.rang', time: Math.max(0, call.endedAt - call.ringingAt) }
    : null;
}

/**
 * Returns the talk time of an ended call, in ms. Returns null if the call was not answered or has not ended.
 */
export const talkTime = ({
  talkingAt,
  endedAt,
}: Pick<CallSummary, 'talkingAt' | 'endedAt'>): Millis | null =>
  talkingAt === null || endedAt === null ? null : Math.max(0, endedAt - talkingAt);
