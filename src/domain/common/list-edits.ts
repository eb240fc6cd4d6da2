/** Edits of lists that do the same when they are applied twice, or to a newer list than the agent saw. Pure. */

interface Identified {
  readonly id: string;
}

/** The list with or without a plain item; one that is new stands at the end. */
export function toggled<T>(list: readonly T[], item: T, isOn: boolean): T[] {
  if (isOn && list.includes(item)) return [...list];
  const others = list.filter((other) => other !== item);
  return isOn ? [...others, item] : others;
}

/** The list with an item in place of the one with its id; one that is new stands at the end. */
export function withItem<T extends Identified>(list: readonly T[], item: T): readonly T[] {
  return list.some(({ id }) => id === item.id)
    ? list.map((other) => (other.id === item.id ? item : other))
    : [...list, item];
}

export const withoutItem = <T extends Identified>(list: readonly T[], id: string): readonly T[] =>
  list.filter((other) => other.id !== id);

/** The list with the item `id` right before or right after the item `neighbour`; unchanged where either has gone. */
export function movedBeside<T extends Identified>(
  list: readonly T[],
  id: string,
  where: 'before' | 'after',
  neighbour: string,
): readonly T[] {
  const item = list.find((other) => other.id === id);
  const others = withoutItem(list, id);
  const at = others.findIndex((other) => other.id === neighbour);
  if (item === undefined || at === -1) return list;
  return others.toSpliced(where === 'before' ? at : at + 1, 0, item);
}
