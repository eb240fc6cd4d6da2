/** Does reactions: those of one lane in order, those of others beside them, so that no alert waits for another call's. */
import { log, messageOf } from '../../platform/log.ts';
import { atMost, withinTime } from '../../platform/async/timeout.ts';
import type { Millis } from '../../domain/common/types.ts';
import { laneOf, NOTICES, type Reaction } from '../../domain/alerts/effects.ts';

/** A browser that never answers must not keep the next call waiting. */
const REACTION_TIMEOUT_MS = 5_000;
/** A notification that is slow must not keep the window away. */
const GIVE_WAY_MS = 50;

/** What is known when a reaction is done. */
export interface Turn {
  /** What failed so far of what was owed with it. */
  readonly failed: readonly Reaction[];
  /** When the lanes that it comes after had ended, and what `follows` names: for the log of a ring, when the ring was on its surfaces. */
  readonly readyAt: Millis;
}

export interface LanesEdge {
  readonly perform: (reaction: Reaction, turn: Turn) => Promise<void>;
  /** Called with each reaction once it was tried: one that failed would fail again. */
  readonly done: (reaction: Reaction) => void;
  /** Resolves when a reaction that is owed now may begin, as far as it is not for other reactions to say. */
  readonly mayBegin: (reaction: Reaction) => Promise<unknown>;
  /** What its time depends on beside other lanes (`Turn.readyAt`). */
  readonly follows: (reaction: Reaction) => Promise<unknown>;
  readonly now: () => Millis;
}

/**
 * What comes back does all that is owed, after what is under way in the same lanes, and resolves to the reactions that failed.
 */
export function createLanes({
  perform,
  done,
  mayBegin,
  follows,
  now,
}: LanesEdge): (owed: readonly Reaction[]) => Promise<readonly Reaction[]> {
  /** The last reaction of each lane. */
  const lanes = new Map<string, Promise<void>>();

  /** Resolves when the notifications that were under way so far are over. */
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
