/** Reads the notations of an adapter: asks (`<ask>`), paths (`a.b[0]`) and templates (`{path|lower}`). */
import type { Part, Path, Template } from './plan.ts';

const STEP = /^(?:\.?([\w-]+)|\[(\d{1,3})\]|\[(\*)\]|\.?(\*)|\["([^"\\]{1,100})"\])/;
/** Most steps of a path. */
const MOST_STEPS = 20;

/** Returns the steps of a path, or null if it is none. '' has no steps: it is the value itself. */
export function readPath(written: string): Path | null {
  const steps: string[] = [];
  let rest = written;
  while (rest !== '') {
    const found = STEP.exec(rest);
    if (found === null || steps.length === MOST_STEPS) return null;
    steps.push(found.slice(1).find(Boolean) ?? '');
    rest = rest.slice(found[0].length);
  }
  return steps;
}

/** Returns the parts of a template, or null if a brace has no partner or a path is none. */
export function readParts(written: string): Template | null {
  const parts: Part[] = [];
  for (const [index, text] of written.split(/\{([^{}]*)\}/).entries()) {
    if (index % 2 === 0) {
      if (/[{}]/.test(text)) return null;
      if (text !== '') parts.push(text);
      continue;
    }
    const [inner = '', as, ...others] = text.split('|');
    const path = readPath(inner.trim());
    if (path === null || path.length === 0 || others.length > 0) return null;
    parts.push(as === undefined ? { path } : { path, as: as.trim() });
  }
  return parts;
}

const ASK = /<([a-zA-Z][\w-]{0,39})>/g;

/** Returns the ids of the asks in a text. */
export const asksIn = (text: string): readonly string[] => [...text.matchAll(ASK)].map(([, id]) => id ?? '');

/** Returns the text with each ask replaced by what `value` returns. */
export const fillAsks = (text: string, value: (id: string) => string): string =>
  text.replace(ASK, (_, id: string) => value(id));

/** Returns a JSON value with each of its texts changed. */
export function mapTexts(json: unknown, change: (text: string) => string): unknown {
  if (typeof json === 'string') return change(json);
  if (Array.isArray(json)) return json.map((each) => mapTexts(each, change));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, each]) => [key, mapTexts(each, change)]));
}

/** Returns the texts in a JSON value. */
export function textsIn(json: unknown): readonly string[] {
  const texts: string[] = [];
  mapTexts(json, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}
