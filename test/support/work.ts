/**
 * The amount of work of pure code, counted instead of timed, so that a busy machine gives the same result.
 */

/** The longest text that a regular expression reads while `work` runs, in characters. 0 if none does. */
export function longestMatched(work: () => unknown): number {
  let longest = 0;
  // `test`, `match`, `replace`, `search` and `split` all use `exec`.
  const exec = methodOf(RegExp.prototype, 'exec');
  const counting = function (this: RegExp, text: string): unknown {
    longest = Math.max(longest, text.length);
    return exec.call(this, text);
  };
  withProperty(RegExp.prototype, 'exec', counting, work);
  return longest;
}

const arrayIterator = Object.getPrototypeOf([][Symbol.iterator]()) as object;

/** The number of items that loops and spreads take from arrays while `work` runs. */
export function itemsTaken(work: () => unknown): number {
  let taken = 0;
  const next = methodOf(arrayIterator, 'next');
  const counting = function (this: unknown): unknown {
    taken += 1;
    return next.call(this);
  };
  withProperty(arrayIterator, 'next', counting, work);
  return taken;
}

/** Like `itemsTaken`, for work that takes several turns. Items of filtered or searched lists count, too. */
export async function itemsTakenBy(work: () => Promise<unknown>): Promise<number> {
  let taken = 0;
  const next = methodOf(arrayIterator, 'next');
  const puts = [
    put(arrayIterator, 'next', function (this: unknown): unknown {
      taken += 1;
      return next.call(this);
    }),
    ...(['filter', 'includes', 'map', 'some', 'find'] as const).map((name) => {
      const method = methodOf(Array.prototype, name);
      return put(Array.prototype, name, function (this: readonly unknown[], ...rest: unknown[]): unknown {
        taken += this.length;
        return method.apply(this, rest);
      });
    }),
  ];
  try {
    await work();
  } finally {
    puts.forEach((back) => back());
  }
  return taken;
}

/** A list that counts the reads of its items. */
export function countingReads<T>(items: readonly T[]): { list: readonly T[]; reads: () => number } {
  let reads = 0;
  const list = new Proxy(items, {
    get(target, name, receiver) {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1;
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  return { list, reads: () => reads };
}

type Method = (this: unknown, ...rest: readonly unknown[]) => unknown;
const methodOf = (holder: object, name: string): Method =>
  Object.getOwnPropertyDescriptor(holder, name)?.value as Method;

/** Replaces a method, and returns a function that restores it. */
function put(holder: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  if (before === undefined) throw new Error(`there is no ${name}`);
  Object.defineProperty(holder, name, { ...before, value });
  return () => void Object.defineProperty(holder, name, before);
}

function withProperty(holder: object, name: string, value: unknown, work: () => unknown): void {
  const back = put(holder, name, value);
  try {
    work();
  } finally {
    back();
  }
}
