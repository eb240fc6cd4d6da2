/** Texts in the agent's language: catalogues are files of the extension, loaded when needed. */
import browser from 'webextension-polyfill';
import type { MessageKey, Params, Text } from '../domain/common/messages.ts';
import { LANGUAGES, type LanguageSetting } from '../domain/settings/choices.ts';

export type Language = Exclude<LanguageSetting, 'auto'>;

export interface Translator {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** The text with its parameters filled in. */
  readonly t: (text: Text | MessageKey) => string;
}

/** Unicode's characters that keep a stretch of text apart from what is around it, in whichever direction it is written. */
const FIRST_STRONG_ISOLATE = '\u2068';
const RTL_ISOLATE = '\u2067';
const POP_ISOLATE = '\u2069';

const RTL: readonly Language[] = ['he', 'ar'];
const SPOKEN = LANGUAGES.filter((language) => language !== 'auto');

/** The language to use for a setting; the browser's own, where there is a catalogue for it, else English. */
function chooseLanguage(setting: LanguageSetting): Language {
  if (setting !== 'auto') return setting;
  const own = browser.i18n.getUILanguage().toLowerCase().split('-')[0];
  // Hebrew was `iw` once, and in places still is.
  return SPOKEN.find((language) => language === (own === 'iw' ? 'he' : own)) ?? 'en';
}

type Catalogue = Readonly<Record<MessageKey, string>>;
/** Those under way or read. */
const catalogues = new Map<Language, Promise<Catalogue>>();

/** A translator for the language setting. Reads one file of the extension, once. */
export async function loadTranslator(setting: LanguageSetting): Promise<Translator> {
  const language = chooseLanguage(setting);
  const catalogue = catalogues.get(language) ?? readCatalogue(language);
  catalogues.set(language, catalogue);
  // One that could not be read is read anew.
  catalogue.catch(() => catalogues.delete(language));
  return createTranslator(language, await catalogue);
}

async function readCatalogue(language: Language): Promise<Catalogue> {
  const answer = await fetch(browser.runtime.getURL(`locales/${language}.json`));
  return (await answer.json()) as Catalogue;
}

export function createTranslator(language: Language, catalogue: Catalogue): Translator {
  const direction = RTL.includes(language) ? 'rtl' : 'ltr';
  // From right to left, a number with spaces in it would be turned around by the words beside it.
  // One that is made of our own words and figures runs as they do; any other by what is in it.
  const setApart = (value: string): string =>
    direction === 'ltr'
      ? value
      : `${value.includes(POP_ISOLATE) ? RTL_ISOLATE : FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}`;
  // Slow to make, and asked for anew by every part of a page: made once, when first needed.
  const plurals = new Map<'cardinal' | 'ordinal', Intl.PluralRules>();
  let figures: Intl.NumberFormat | undefined;
  const formOf = (count: number, type: 'cardinal' | 'ordinal'): string => {
    const rules = plurals.get(type) ?? new Intl.PluralRules(language, { type });
    plurals.set(type, rules);
    return rules.select(count);
  };
  const t = (text: Text | MessageKey): string => {
    if (typeof text === 'string') return catalogue[text];
    if ('verbatim' in text) return text.verbatim;
    if ('counted' in text) {
      figures ??= new Intl.NumberFormat(language);
      const form = formOf(text.count, text.type);
      const forms: Readonly<Record<string, string>> = catalogue;
      return fill(forms[`${text.counted}.${form}`] ?? catalogue[`${text.counted}.other`], {
        count: figures.format(text.count),
      });
    }
    const { params = {} } = text;
    return fill(
      catalogue[text.key],
      Object.fromEntries(Object.entries(params).map(([name, value]) => [name, setApart(String(value))])),
    );
  };
  return { language, direction, t };
}

const fill = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
