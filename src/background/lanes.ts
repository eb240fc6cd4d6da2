/** Does reactions: those of one lane in order, those of others beside them, so that no alert waits for another call's. */
import { laneOf, NOTICES, type Reaction } from '../domain/reactions.ts';
import { log, messageOf } from '../platform/log.ts';

/** A browser that never answers must not keep the next call waiting. */
const REACTION_TIMEOUT_MS = 5_000;
/** A notification that is slow must not keep the window away. */
const GIVE_WAY_MS = 50;

/**
 * `perform` is told what failed so far of what was owed with it; `done` hears of each reaction once it was tried: one that failed would fail again.
 * What comes back does all that is owed, after what is under way in the same lanes.
 */
export function createLanes(perform: (reaction: Reaction, failed: readonly Reaction[]) => Promise<void>, done: (reaction: Reaction) => void): (owed: readonly Reaction[]) => Promise<void> {
  /** The last reaction of each lane. */
  const lanes = new Map<string, Promise<void>>();

  const notices = (): Promise<unknown> => Promise.all([...lanes].flatMap(([lane, last]) => (lane.startsWith(NOTICES) ? last : [])));

  function enter(reaction: Reaction, failed: Reaction[]): Promise<void> {
    const { lane, after, givesWay } = laneOf(reaction);
    const earlier: Promise<unknown>[] = [lane, ...after].map((each) => lanes.get(each) ?? Promise.resolve());
    if (givesWay === true) earlier.push(atMost(notices(), GIVE_WAY_MS));
    const doing = Promise.all(earlier).then(async () => {
      try {
        await withinTime(perform(reaction, failed), REACTION_TIMEOUT_MS);
      } catch (thrown) {
        failed.push(reaction);
        log('error', 'reaction failed', { kind: reaction.kind, why: messageOf(thrown) });
      }
      done(reaction);
      if (lanes.get(lane) === doing) lanes.delete(lane);
    });
    lanes.set(lane, doing);
    return doing;
  }

  return async (owed) => {
    const failed: Reaction[] = [];
    await Promise.all(owed.map((reaction) => enter(reaction, failed)));
  };
}

/** Waits for `work`, but no longer than `ms`. Never rejects: whoever waits like this goes on either way. */
export const atMost = (work: Promise<unknown>, ms: number): Promise<unknown> => withinTime(work, ms).catch(() => undefined);

/** The result of `work`; rejects when it takes longer than `ms`. */
export async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('timed out'));
    }, ms);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
