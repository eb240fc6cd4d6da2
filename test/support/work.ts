/** How much work pure code does, counted instead of timed: a busy machine counts the same. */

/** The longest text that a regular expression looks at while `work` runs, in characters; 0 where none does. */
export function longestMatched(work: () => unknown): number {
  let longest = 0;
  // `test`, `match`, `replace`, `search` and `split` all end up in `exec`.
  const own = Object.getOwnPropertyDescriptor(RegExp.prototype, 'exec');
  const exec = own?.value as (this: RegExp, text: string) => RegExpExecArray | null;
  const counting = function (this: RegExp, text: string): RegExpExecArray | null {
    longest = Math.max(longest, text.length);
    return exec.call(this, text);
  };
  withProperty(RegExp.prototype, 'exec', counting, work);
  return longest;
}

/** How many items are taken from arrays by loops and spreads while `work` runs. */
export function itemsTaken(work: () => unknown): number {
  let taken = 0;
  const iterator = Object.getPrototypeOf([][Symbol.iterator]()) as object;
  const own = Object.getOwnPropertyDescriptor(iterator, 'next');
  const next = own?.value as (this: unknown) => IteratorResult<unknown>;
  const counting = function (this: unknown): IteratorResult<unknown> {
    taken += 1;
    return next.call(this);
  };
  withProperty(iterator, 'next', counting, work);
  return taken;
}

/** A list that counts how many of its items are looked at, by whatever means. */
export function countingReads<T>(items: readonly T[]): { readonly list: readonly T[]; readonly reads: () => number } {
  let reads = 0;
  const list = new Proxy(items, {
    get(target, name, receiver) {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1;
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  return { list, reads: () => reads };
}

/** Runs `work` with a property that is put back whatever happens. */
function withProperty(holder: object, name: string, value: unknown, work: () => unknown): void {
  const before = Object.getOwnPropertyDescriptor(holder, name);
  if (before === undefined) throw new Error(`there is no ${name}`);
  Object.defineProperty(holder, name, { ...before, value });
  try {
    work();
  } finally {
    Object.defineProperty(holder, name, before);
  }
}
