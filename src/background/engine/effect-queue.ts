/**
 * Runs effects in queues. Effects of one queue run in order. Queues run side by side, so the alert of one
 * call does not wait for another call.
 */
import { log, messageOf } from '../../platform/log.ts';
import { atMost, withinTime } from '../../platform/async/timeout.ts';
import type { Millis } from '../../domain/common/types.ts';
import { laneOf, NOTICES, type Reaction } from '../../domain/alerts/effects.ts';

/** Time limit for one effect. A browser that never answers must not block the next call. */
const REACTION_TIMEOUT_MS = 5_000;
/**
 * How long an effect that gives way waits for notifications. A slow notification must not hold up the window.
 */
const GIVE_WAY_MS = 50;

/** What an effect knows when its turn comes. */
export interface Turn {
  /** The effects of the same batch that failed so far. */
  readonly failed: readonly Reaction[];
  /**
   * When the queues that the effect comes after had ended, and the promise of `follows` was done. The ring
   * log uses it as the time at which the ring was on its surfaces.
   */
  readonly readyAt: Millis;
}

/** What the queues need from their owner. */
export interface LanesEdge {
  /** Performs one effect. A rejection counts as a failure. */
  readonly perform: (reaction: Reaction, turn: Turn) => Promise<void>;
  /**
   * Called once for each effect after its only try, even if it failed. An effect that failed would fail
   * again.
   */
  readonly done: (reaction: Reaction) => void;
  /** Resolves when the effect may begin, apart from what other effects decide. */
  readonly mayBegin: (reaction: Reaction) => Promise<unknown>;
  /** What `Turn.readyAt` depends on in addition to other queues. */
  readonly follows: (reaction: Reaction) => Promise<unknown>;
  readonly now: () => Millis;
}

/**
 * Returns a function that performs a batch of effects, after the effects already under way in the same
 * queues. It resolves to the effects that failed. It does not reject.
 */
export function createLanes({
  perform,
  done,
  mayBegin,
  follows,
  now,
}: LanesEdge): (owed: readonly Reaction[]) => Promise<readonly Reaction[]> {
  /** The last effect of each queue. */
  const lanes = new Map<string, Promise<void>>();

  /** Resolves when all notifications that are under way have ended. */
  let notices: Promise<void> = Promise.resolve();

  function enter(reaction: Reaction, failed: Reaction[]): Promise<void> {
    const { lane, after, givesWay } = laneOf(reaction);
    const ready = Promise.all([follows(reaction), ...after.map((each) => lanes.get(each))]).then(now);
    const earlier: Promise<unknown>[] = [mayBegin(reaction), ready, lanes.get(lane) ?? Promise.resolve()];
    if (givesWay === true) earlier.push(atMost(notices, GIVE_WAY_MS));
    const doing = Promise.all(earlier).then(async () => {
      try {
        await withinTime(perform(reaction, { failed, readyAt: await ready }), REACTION_TIMEOUT_MS);
      } catch (thrown) {
        failed.push(reaction);
        log('error', 'reaction failed', { kind: reaction.kind, why: messageOf(thrown) });
      }
      done(reaction);
      if (lanes.get(lane) === doing) lanes.delete(lane);
    });
    lanes.set(lane, doing);
    const before = notices;
    if (lane.startsWith(NOTICES)) notices = doing.then(() => before);
    return doing;
  }

  return async (owed) => {
    const failed: Reaction[] = [];
    await Promise.all(owed.map((reaction) => enter(reaction, failed)));
    return failed;
  };
}
