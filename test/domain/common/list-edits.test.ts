import { describe, expect, it } from 'vitest';
import { moveBeside, toggleItem, replaceItem, removeItem } from '../../../src/domain/common/list-edits.ts';

interface Item {
  readonly id: string;
  readonly name?: string;
}
const [a, b, c, d, changed]: readonly [Item, Item, Item, Item, Item] = [
  { id: 'a' },
  { id: 'b' },
  { id: 'c' },
  { id: 'd' },
  { id: 'b', name: 'changed' },
];
const list = [a, b, c];

describe('an edit of a list', () => {
  it.each<[string, (before: readonly Item[]) => readonly Item[], readonly Item[]]>([
    ['adds a new item at the end', (before) => replaceItem(before, d), [a, b, c, d]],
    ['replaces an item with the same id', (before) => replaceItem(before, changed), [a, changed, c]],
    ['removes an item', (before) => removeItem(before, 'b'), [a, c]],
    ['moves an item before its neighbour', (before) => moveBeside(before, 'c', 'before', 'b'), [a, c, b]],
    ['moves an item after its neighbour', (before) => moveBeside(before, 'a', 'after', 'b'), [b, a, c]],
    ['moves nothing where the neighbour has gone', (before) => moveBeside(before, 'a', 'after', 'z'), list],
    ['moves nothing where the item has gone', (before) => moveBeside(before, 'z', 'after', 'a'), list],
  ])('%s, with the same result when it is applied twice', (_, edit, expected) => {
    expect(edit(list)).toEqual(expected);
    expect(edit(edit(list))).toEqual(expected);
  });

  it('ticks and unticks an item once', () => {
    expect(toggleItem(['x'], 'y', true)).toEqual(['x', 'y']);
    expect(toggleItem(['x', 'y'], 'x', true)).toEqual(['x', 'y']);
    expect(toggleItem(['x', 'y', 'x'], 'x', false)).toEqual(['y']);
  });
});
