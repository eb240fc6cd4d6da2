/** Texts are named here by key and filled in at the edge, in the agent's language. */
import type english from '../locales/en.json';

export type MessageKey = keyof typeof english;
export type Params = Readonly<Record<string, string | number>>;

/** A text to be said in the agent's language, or one from outside (a name, a number) that is shown as it is. */
export type Text = { readonly key: MessageKey; readonly params?: Params } | { readonly verbatim: string };

export const say = (key: MessageKey, params?: Params): Text => (params === undefined ? { key } : { key, params });
export const verbatim = (text: string): Text => ({ verbatim: text });
