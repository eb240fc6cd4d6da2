/** How a call that no line of the agent holds any more counts: at once where it was told, after a wait where it may ring again. */
import type { Call, EndCause, Outcome } from './call.ts';
import type { Millis } from '../common/types.ts';

/** How long a call that stopped ringing is waited for, in ms: most queues ring again within 12 s (docs/wire.md 3.3). */
export const RING_AGAIN_MS = 15_000;

/** The strongest first: a call that rang at several lines ended as the strongest cause says. */
const BY_STRENGTH: readonly EndCause[] = [
  'answered-elsewhere',
  'rejected',
  'busy',
  'transferred',
  'hangup',
  'gone',
  'moved',
];

type Ended = Pick<Call, 'direction' | 'talkingAt' | 'ringingAt' | 'legs' | 'isTest'>;

/** Phase and outcome of a call whose last leg has ended. A call that anyone talked on was answered, whatever `answered` or the cause say. */
export function endingOf(call: Ended): {
  readonly phase: 'stopped' | 'ended';
  readonly outcome: Outcome | null;
} {
  if (call.isTest) return { phase: 'ended', outcome: null };
  const cause = strongestCause(call);
  if (call.direction !== 'incoming') return { phase: 'ended', outcome: 'placed' };
  if (call.talkingAt !== null)
    return { phase: 'ended', outcome: cause === 'transferred' ? 'transferred' : 'answered' };
  switch (cause) {
    case 'answered-elsewhere':
    case 'rejected':
    case 'busy':
    case 'transferred':
    case 'moved':
      return { phase: 'ended', outcome: cause };
    case 'hangup':
    case 'gone':
      // "Normal hangup" comes when a queue gives up for the moment, too.
      return { phase: 'stopped', outcome: null };
  }
}

/** A call that stopped ringing and did not ring again in time was missed. */
export const decided = (call: Call): Call => ({ ...call, phase: 'ended', outcome: 'missed' });

/** When a call that stopped ringing is decided, or null for any other. */
export const decisionDue = (call: Call): Millis | null =>
  call.phase === 'stopped' ? (call.endedAt ?? 0) + RING_AGAIN_MS : null;

/** Among the legs of the last ring: how earlier rings ended is past. */
function strongestCause({ legs, ringingAt }: Ended): EndCause {
  const endings = Object.values(legs).flatMap(({ ended }) => ended ?? []);
  const last = endings.filter(({ at }) => at >= (ringingAt ?? 0));
  const causes = (last.length > 0 ? last : endings).map(({ cause }) => cause);
  return BY_STRENGTH.find((cause) => causes.includes(cause)) ?? 'hangup';
}
