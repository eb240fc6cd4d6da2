/** Names texts by key. The edge fills them in, in the agent's language. */
import type english from '../../locales/en.json';

/** The key of a text in the locale files. */
export type MessageKey = keyof typeof english;
/** Values for the placeholders of a text, by name. The language joins the entries of a list. */
export type Params = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * Base keys of texts that depend on a number. Each language has as many forms as it counts in: `x.one`,
 * `x.other`, …
 */
export type CountedKey = { [K in MessageKey]: K extends `${infer Base}.other` ? Base : never }[MessageKey];

/**
 * A text in the agent's language. `raw` is a text from outside (a name, a number). It is shown as it is, and
 * isolated from the words around it.
 */
export type Text =
  | { readonly key: MessageKey; readonly params?: Params }
  | { readonly counted: CountedKey; readonly count: number; readonly type: Intl.PluralRuleType }
  | { readonly raw: string };

/** Returns a text by its key. */
export const msg = (key: MessageKey, params?: Params): Text =>
  params === undefined ? { key } : { key, params };
/** Returns a text with a `{count}` in it. The language chooses the form for that number. */
export const plural = (counted: CountedKey, count: number, type: Intl.PluralRuleType = 'cardinal'): Text => ({
  counted,
  count,
  type,
});
/** Returns a text that is shown as it is. */
export const raw = (text: string): Text => ({ raw: text });
