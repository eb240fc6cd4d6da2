/** Changes to events between the exchange and its clients: they can be duplicated or reordered. */
import type { Scope } from './tokens.ts';

/** An event on its way to the clients. Without `concerns` it goes to all of them. */
export interface Passing {
  readonly event: readonly [name: string, payload: unknown];
  readonly concerns?: (scope: Scope) => boolean;
}

/** The path of all events. */
export interface Traffic {
  readonly send: (passing: Passing) => void;
  /** Sends each event this many times from now on; 1 is normal. */
  readonly duplicate: (times: number) => void;
  /**
   * While on, events are swapped in pairs: of each two, the second is sent first. A held event is sent when
   * it is turned off.
   */
  readonly reorder: (on: boolean) => void;
}

/** Creates the path in front of `deliver`. */
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
