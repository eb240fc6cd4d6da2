/**
 * Edits of lists. An edit has the same result if it is applied twice, or to a newer list than the agent saw.
 * Pure.
 */

interface Identified {
  readonly id: string;
}

/** Returns the list with or without a plain item. A new item goes to the end. */
export function toggleItem<T>(list: readonly T[], item: T, isOn: boolean): T[] {
  if (isOn && list.includes(item)) return [...list];
  const others = list.filter((other) => other !== item);
  return isOn ? [...others, item] : others;
}

/** Returns the list with `item` in place of the item with the same id. A new item goes to the end. */
export function replaceItem<T extends Identified>(list: readonly T[], item: T): readonly T[] {
  return list.some(({ id }) => id === item.id)
    ? list.map((other) => (other.id === item.id ? item : other))
    : [...list, item];
}

/** Returns the list without the item of this id. */
export const removeItem = <T extends Identified>(list: readonly T[], id: string): readonly T[] =>
  list.filter((other) => other.id !== id);

/**
 * Returns the list with the item `id` moved right before or right after the item `neighbour`. Returns the
 * list unchanged if either of the two is not in it.
 */
export function moveBeside<T extends Identified>(
  list: readonly T[],
  id: string,
  where: 'before' | 'after',
  neighbour: string,
): readonly T[] {
  const item = list.find((other) => other.id === id);
  const others = removeItem(list, id);
  const at = others.findIndex((other) => other.id === neighbour);
  if (item === undefined || at === -1) return list;
  return others.toSpliced(where === 'before' ? at : at + 1, 0, item);
}
