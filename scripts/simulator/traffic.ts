/** What may happen to events between the exchange and its clients: said several times, or in another order. */
import type { Scope } from './tokens.ts';

/** An event on its way, and whose it is; without `concerns` it is everybody's. */
export interface Passing {
  readonly event: readonly [name: string, payload: unknown];
  readonly concerns?: (scope: Scope) => boolean;
}

/** The way of all events. */
export interface Traffic {
  readonly send: (passing: Passing) => void;
  /** From now on each event is sent so many times; 1 is the ordinary. */
  readonly duplicate: (times: number) => void;
  /** While on, of each two events the second goes first; what is held when it ends is sent then. */
  readonly reorder: (on: boolean) => void;
}

/** Puts a way in front of `deliver`. */
export function createTraffic(deliver: (passing: Passing) => void): Traffic {
  let times = 1;
  let reordering = false;
  let held: Passing | undefined;

  function say(passing: Passing): void {
    for (let said = 0; said < times; said++) deliver(passing);
  }

  function release(): void {
    const late = held;
    held = undefined;
    if (late) say(late);
  }

  return {
    duplicate: (count) => void (times = count),
    reorder(on) {
      reordering = on;
      if (!on) release();
    },
    send(passing) {
      if (reordering && !held) {
        held = passing;
        return;
      }
      say(passing);
      release();
    },
  };
}
