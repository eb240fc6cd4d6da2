/**
 * Compares two versions of a list of rules or links: which items are added, removed, changed or reordered.
 * Pure.
 */
import type { NamedLink } from '../crm/call-links.ts';
import type { Conditions } from '../rules/conditions.ts';
import type { Rule } from '../rules/rules.ts';

type RawParts = Required<Conditions> &
  Omit<Rule, 'id' | 'name' | 'when'> &
  Pick<NamedLink, 'template'> &
  /** Present on a rule without conditions. */
  { readonly always: true };
/** The contents of a rule or a link besides its name, part by part. */
export type ItemParts = { readonly [K in keyof RawParts]: Exclude<RawParts[K], undefined> };
/** The name of a part. */
export type PartName = keyof ItemParts;
/** The parts that a particular rule or link has. */
export type SomeParts = { readonly [K in PartName]?: ItemParts[K] | undefined };

/** A rule or link in one version of its list. */
export interface ItemState {
  /** Its place in its list, from 0. */
  readonly index: number;
  readonly name: string;
  readonly parts: SomeParts;
}

/** A rule or link that is added, removed or changed, identified by its id. */
export interface ItemChange {
  readonly id: string;
  /** Null for an added item. */
  readonly before: ItemState | null;
  /** Null for a removed item. */
  readonly after: ItemState | null;
  /** The parts that differ. For an added item, the parts that say something. For a removed item, none. */
  readonly parts: readonly PartName[];
}

/** The changes of a list. */
export interface ListChange {
  readonly items: readonly ItemChange[];
  /** True if the remaining items stand in another order, or new items do not stand at the end. */
  readonly isReordered: boolean;
}

type Item = Rule | NamedLink;

/** Returns the changes from one list to another. Unchanged items are left out. */
export function listChange(before: readonly Item[], after: readonly Item[]): ListChange {
  const [old, next] = [statesOf(before), statesOf(after)];
  const all = [...new Set([...next.keys(), ...old.keys()])];
  const stay = [...old.keys()].filter((id) => next.has(id));
  const come = [...next.keys()].filter((id) => !old.has(id));
  return {
    items: all.map((id) => itemChange(id, old.get(id) ?? null, next.get(id) ?? null)).filter(isChange),
    isReordered: [...stay, ...come].some((id, index) => next.get(id)?.index !== index),
  };
}

function itemChange(id: string, before: ItemState | null, after: ItemState | null): ItemChange {
  const names = Object.keys({ ...before?.parts, ...after?.parts }) as PartName[];
  const textOf = (state: ItemState | null, name: PartName): string => JSON.stringify(state?.parts[name]);
  const differing = names.filter((name) => textOf(before, name) !== textOf(after, name));
  const told = before === null ? differing.filter((name) => !isUsual(after?.parts ?? {}, name)) : differing;
  return { id, before, after, parts: after === null ? [] : told };
}

/** Returns whether a part of a new rule has the usual value, so that it says nothing. */
const isUsual = (parts: SomeParts, name: PartName): boolean =>
  parts[name] === null ||
  (name === 'silent' && parts.silent === false) ||
  (name === 'record' && parts.record === 'none');

const isChange = ({ before, after, parts }: ItemChange): boolean =>
  before === null || after === null || parts.length > 0 || before.name !== after.name;

const statesOf = (list: readonly Item[]): ReadonlyMap<string, ItemState> =>
  new Map(list.map((item, index) => [item.id, { index, name: item.name, parts: partsOf(item) }]));

function partsOf(item: Item): SomeParts {
  if (!('when' in item)) return { template: item.template };
  const { when, link, open, record, colour, sound, silent } = item;
  const hasConditions = Object.values(when).some((condition) => condition !== undefined);
  return { ...(hasConditions ? when : { always: true }), silent, link, open, record, colour, sound };
}
