/** Texts are named here by key and filled in at the edge, in the agent's language. */
import type english from '../../locales/en.json';

export type MessageKey = keyof typeof english;
export type Params = Readonly<Record<string, string | number>>;

/** Texts of which each language has as many forms as it counts in: `x.one`, `x.other`, … */
export type CountedKey = { [K in MessageKey]: K extends `${infer Base}.other` ? Base : never }[MessageKey];

/** A text to be said in the agent's language, or one from outside (a name, a number) that is shown as it is. */
export type Text =
  | { readonly key: MessageKey; readonly params?: Params }
  | { readonly counted: CountedKey; readonly count: number; readonly type: Intl.PluralRuleType }
  | { readonly verbatim: string };

export const say = (key: MessageKey, params?: Params): Text =>
  params === undefined ? { key } : { key, params };
/** A text with a `{count}` in it, in the form that the language has for that number. */
export const sayCount = (
  counted: CountedKey,
  count: number,
  type: Intl.PluralRuleType = 'cardinal',
): Text => ({ counted, count, type });
export const verbatim = (text: string): Text => ({ verbatim: text });
