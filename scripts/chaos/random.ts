/** Repeatable random numbers: the same seed gives the same plan. */

/** A random number generator. */
export interface Random {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number from `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** Picks one of the list. An item with a higher weight is picked more often. */
  readonly weighed: <T>(list: readonly T[], weight: (each: T) => number) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

/** Mulberry32. Its 32 bits of state are enough for a schedule. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));

  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
    weighed(list, weight) {
      let left = next() * list.reduce((sum, each) => sum + weight(each), 0);
      for (const each of list) {
        left -= weight(each);
        if (left < 0) return each;
      }
      const last = list.at(-1);
      if (last === undefined) throw new Error('Nothing to choose from');
      return last;
    },
    shuffled(list) {
      const deck = [...list];
      for (let at = deck.length - 1; at > 0; at--) {
        const other = whole(0, at);
        [deck[at], deck[other]] = [deck[other] as (typeof deck)[number], deck[at] as (typeof deck)[number]];
      }
      return deck;
    },
  };
}
