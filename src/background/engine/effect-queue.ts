/**
 * Runs effects in queues. Effects of one queue run in order. Queues run side by side, so the alert of one
 * call does not wait for another call.
 */
import { logThrown } from '../../platform/log.ts';
import { waitUpTo, withTimeout } from '../../platform/async/timeout.ts';
import type { Millis } from '../../domain/common/types.ts';
import { queueOf, NOTIFICATION_PREFIX, type Effect } from '../../domain/alerts/effects.ts';

/** Time limit for one effect. A browser that never answers must not block the next call. */
const EFFECT_TIMEOUT_MS = 5_000;
/**
 * How long an effect that gives way waits for notifications. A slow notification must not hold up the window.
 */
const GIVE_WAY_MS = 50;

/** What an effect knows when its turn comes. */
export interface Turn {
  /** The effects of the same batch that failed so far. */
  readonly failed: readonly Effect[];
  /**
   * When the queues that the effect comes after had ended. The ring log uses it as the time at which the ring
   * was on its surfaces.
   */
  readonly readyAt: Millis;
}

/** What the queues need from their owner. */
export interface EffectQueueDeps {
  /** Performs one effect. A rejection counts as a failure. */
  readonly run: (effect: Effect, turn: Turn) => Promise<void>;
  /**
   * Called once for each effect after its only try, even if it failed. An effect that failed would fail
   * again.
   */
  readonly settle: (effect: Effect) => void;
  /** Resolves when the effect may begin, apart from what other effects decide. */
  readonly mayBegin: (effect: Effect) => Promise<unknown>;
  readonly now: () => Millis;
}

/**
 * Returns a function that performs a batch of effects, after the effects already under way in the same
 * queues. It resolves to the effects that failed. It does not reject.
 */
export function createEffectQueue({
  run,
  settle,
  mayBegin,
  now,
}: EffectQueueDeps): (effects: readonly Effect[]) => Promise<readonly Effect[]> {
  /** The last effect of each queue. */
  const lanes = new Map<string, Promise<void>>();

  /** Resolves when all notifications that are under way have ended. */
  let notices: Promise<void> = Promise.resolve();

  function enter(effect: Effect, failed: Effect[]): Promise<void> {
    const { queue, after = [], yieldsToNotifications } = queueOf(effect);
    const ready = Promise.all(after.flatMap((each) => lanes.get(each) ?? [])).then(now);
    const earlier: Promise<unknown>[] = [mayBegin(effect), ready, lanes.get(queue) ?? Promise.resolve()];
    if (yieldsToNotifications === true) earlier.push(waitUpTo(notices, GIVE_WAY_MS));
    const doing = Promise.all(earlier).then(async () => {
      try {
        await withTimeout(run(effect, { failed, readyAt: await ready }), EFFECT_TIMEOUT_MS);
      } catch (thrown) {
        failed.push(effect);
        logThrown('error', 'effect failed', { kind: effect.kind })(thrown);
      }
      settle(effect);
      if (lanes.get(queue) === doing) lanes.delete(queue);
    });
    lanes.set(queue, doing);
    const before = notices;
    if (queue.startsWith(NOTIFICATION_PREFIX)) notices = doing.then(() => before);
    return doing;
  }

  return async (effects) => {
    const failed: Effect[] = [];
    await Promise.all(effects.map((effect) => enter(effect, failed)));
    return failed;
  };
}
