/**
 * The texts that the PBX shows as a caller's name, and what is known of them. Most of them name a queue or a
 * menu. A text that is the name of a queue, or that came with three different numbers, names no person. Pure.
 */
import { isSameNumber, type Region } from '../phone-number.ts';
import type { Caller, Millis } from '../types.ts';
import { sanitize } from '../sanitize.ts';
import { type CallerText, plainText } from './caller-words.ts';

/** What is known of one text. */
export interface KnownLabel {
  /** True when the text names a queue or a menu. */
  readonly isShared: boolean;
  /** The numbers that came with it, as digits. Empty once the text is shared, so at most two. */
  readonly numbers: readonly string[];
  /** When it was last seen, in ms. It may be a day older than that. */
  readonly seenAt: Millis;
}

/** The known texts by their key. The one that was not seen for the longest time comes first. */
export type KnownLabels = ReadonlyMap<string, KnownLabel>;
/** An entry of `KnownLabels`. */
export type LabelEntry = readonly [key: string, known: KnownLabel];

/** Nothing is known. */
export const NO_LABELS: KnownLabels = new Map();

/** Most texts that are known. An account has some dozens of queues and menus. */
export const MOST_LABELS = 2_000;
/** Longest key, in characters. Longer texts are the same if they begin alike. */
const LONGEST_KEY = 100;
/** A text with this many numbers names no person. One person may well call from two numbers. */
const NUMBERS_OF_A_QUEUE = 3;
/**
 * `seenAt` is written anew when it is older than this, in ms. Otherwise each call would copy and store the
 * list.
 */
const SEEN_ANEW_MS = 86_400_000;

/**
 * Returns the key of a text. Texts have the same key if they differ only in case, in spaces, in invisible
 * characters or in the kind of digits and dashes. The key of a text that shows nothing is ''.
 */
export const labelKey = (text: string): string =>
  sanitize(plainText(text).toLowerCase()).slice(0, LONGEST_KEY).toWellFormed().trim();

/** True when the text is known to name a queue or a menu. */
export const isSharedLabel = (labels: KnownLabels, text: string): boolean =>
  labels.get(labelKey(text))?.isShared === true;

/**
 * Returns the labels after a text came with a number at `at` (ms). `digitsOf` returns the number as digits,
 * in the form that all notations of it share; it is called only if it is needed. Returns the same labels when
 * nothing changes.
 */
export function learnNumber(
  labels: KnownLabels,
  text: string,
  digitsOf: () => string,
  at: Millis,
): KnownLabels {
  const key = labelKey(text);
  if (key === '') return labels;
  const known = labels.get(key);
  if (known?.isShared === true) return seen(labels, key, known, at);
  const digits = digitsOf();
  if (digits === '') return labels;
  const numbers = known?.numbers ?? [];
  if (known !== undefined && numbers.includes(digits)) return seen(labels, key, known, at);
  const isShared = numbers.length + 1 >= NUMBERS_OF_A_QUEUE;
  return withEntry(labels, key, { isShared, numbers: isShared ? [] : [...numbers, digits], seenAt: at });
}

/** Returns the labels after a queue of this name was seen at `at` (ms), or the same labels. */
export function learnQueue(labels: KnownLabels, name: string, at: Millis): KnownLabels {
  const key = labelKey(name);
  if (key === '') return labels;
  const known = labels.get(key);
  return known?.isShared === true
    ? seen(labels, key, known, at)
    : withEntry(labels, key, { isShared: true, numbers: [], seenAt: at });
}

/** Returns the labels with `newer` learnt on top. Entries that it does not change stay the same objects. */
export function mergeLabels(labels: KnownLabels, newer: KnownLabels): KnownLabels {
  return [...newer].reduce(
    (merged, [key, { isShared, numbers, seenAt }]) =>
      isShared
        ? learnQueue(merged, key, seenAt)
        : numbers.reduce((next, digits) => learnNumber(next, key, () => digits, seenAt), merged),
    labels,
  );
}

/** Returns the entries of `after` that `before` does not have. */
export const changedLabels = (before: KnownLabels, after: KnownLabels): readonly LabelEntry[] =>
  before === after ? [] : [...after].filter(([key, known]) => before.get(key) !== known);

/** The labels from stored entries, within the limit. The ones that were not seen for long are left out. */
export const labelsOf = (entries: readonly LabelEntry[]): KnownLabels =>
  new Map([...entries].sort(([, a], [, b]) => a.seenAt - b.seenAt).slice(-MOST_LABELS));

const seen = (labels: KnownLabels, key: string, known: KnownLabel, at: Millis): KnownLabels =>
  Math.abs(at - known.seenAt) <= SEEN_ANEW_MS ? labels : withEntry(labels, key, { ...known, seenAt: at });

function withEntry(labels: KnownLabels, key: string, known: KnownLabel): KnownLabels {
  const next = new Map(labels);
  next.delete(key);
  next.set(key, known);
  const [oldest] = next.size > MOST_LABELS ? next.keys() : [];
  if (oldest !== undefined) next.delete(oldest);
  return next;
}

/** A caller and the label that the PBX shows beside the number. */
export interface LabelledCaller {
  readonly caller: Caller;
  readonly label: string;
  /** What the label says about the caller. Missing when the label is no more than a name. */
  readonly labelCaller?: CallerText;
}

/**
 * Returns the texts that may name the caller, the best one first: the name that came with the number, then
 * the label. A label that is only the number, or says that the number is hidden, is none. A colleague is
 * known by name, so there are none for an internal call.
 */
export function pbxNames({ caller, label, labelCaller }: LabelledCaller, region: Region): readonly string[] {
  if (caller.kind === 'internal') return [];
  const own = caller.kind === 'external' ? (caller.name ?? '') : '';
  const number = caller.kind === 'external' ? caller.number : null;
  const said = labelName(label, labelCaller, number ?? '', region);
  return [own, said].filter((name, index, all) => name !== '' && all.indexOf(name) === index);
}

function labelName(label: string, said: CallerText | undefined, number: string, region: Region): string {
  if (said === undefined) return label;
  if (said.number === null) return said.name;
  return isSameNumber(said.number, number, region) ? said.name : label;
}
