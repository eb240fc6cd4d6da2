/** Reads values of an answer by the paths and templates of a plan. */
import { cleanText } from '../common/clean-text.ts';
import type { Part, Path, Template } from './plan.ts';

/** Most values that one path yields. */
const MOST_VALUES = 50;

/** Returns the values at a path. Inherited properties count as missing. */
export const valuesAt = (root: unknown, path: Path): readonly unknown[] =>
  path.reduce<readonly unknown[]>(
    (found, step) => {
      const next = found.flatMap((each): readonly unknown[] => {
        if (typeof each !== 'object' || each === null) return [];
        if (step === '*') return Object.values(each);
        return Object.hasOwn(each, step) ? [(each as Record<string, unknown>)[step]] : [];
      });
      return next.slice(0, MOST_VALUES);
    },
    [root],
  );

/** Returns a value as a clean text. Only texts, numbers and `true` have one. */
export const textIn = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || value === true ? cleanText(String(value)) : '';

/** Returns the first value at a path as a clean text, or ''. */
export const textAt = (root: unknown, path: Path): string => textIn(valuesAt(root, path)[0]);

/** Returns the first of the templates that yields a text, or ''. A dictionary's id counts as no text. */
export function firstText(templates: readonly Template[], record: unknown): string {
  for (const template of templates) {
    const text = cleanText(template.map((part) => partText(part, record)).join(''));
    if (text !== '') return text;
  }
  return '';
}

function partText(part: Part, record: unknown): string {
  if (typeof part === 'string') return part;
  const text = textAt(record, part.path);
  if (part.as === undefined) return text;
  return part.as === 'lower' ? text.toLowerCase() : '';
}

/** An id whose text a dictionary has. */
export interface DictionaryKey {
  readonly dictionary: string;
  readonly key: string;
}

/** Returns the first id in the templates whose text a dictionary has, or null. */
export function dictionaryKey(templates: readonly Template[], record: unknown): DictionaryKey | null {
  for (const part of templates.flat()) {
    if (typeof part === 'string' || part.as === undefined || part.as === 'lower') continue;
    const key = textAt(record, part.path);
    if (/^[\w-]{1,64}$/.test(key)) return { dictionary: part.as, key };
  }
  return null;
}
