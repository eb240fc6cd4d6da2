/** Texts in the agent's language: catalogues are files of the extension, loaded when needed. */
import browser from 'webextension-polyfill';
import type { MessageKey, Text } from '../domain/messages.ts';
import type { LanguageSetting } from '../domain/settings.ts';

export type Language = Exclude<LanguageSetting, 'auto'>;

export interface Translator {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** The text with its parameters filled in. */
  readonly t: (text: Text | MessageKey) => string;
}

const RTL: readonly Language[] = ['he'];

/** The language to use for a setting; the browser's own, where there is a catalogue for it, else English. */
function chooseLanguage(setting: LanguageSetting): Language {
  if (setting !== 'auto') return setting;
  return browser.i18n.getUILanguage().toLowerCase().startsWith('he') ? 'he' : 'en';
}

/** A translator for the language setting. Reads one file of the extension. */
export async function loadTranslator(setting: LanguageSetting): Promise<Translator> {
  const language = chooseLanguage(setting);
  const answer = await fetch(browser.runtime.getURL(`locales/${language}.json`));
  return createTranslator(language, (await answer.json()) as Readonly<Record<MessageKey, string>>);
}

export function createTranslator(language: Language, catalogue: Readonly<Record<MessageKey, string>>): Translator {
  const t = (text: Text | MessageKey): string => {
    if (typeof text === 'string') return catalogue[text];
    if ('verbatim' in text) return text.verbatim;
    const params = text.params ?? {};
    return catalogue[text.key].replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));
  };
  return { language, direction: RTL.includes(language) ? 'rtl' : 'ltr', t };
}
