/** Texts in the agent's language. The catalogues are files of the extension and are loaded when needed. */
import browser from 'webextension-polyfill';
import type { MessageKey, Params, Text } from '../domain/common/messages.ts';
import { LANGUAGES, type LanguageSetting } from '../domain/settings/choices.ts';

/** A language that has a catalogue. */
export type Language = Exclude<LanguageSetting, 'auto'>;

/** Turns texts into one language. */
export interface Translator {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /**
   * Returns the text with its parameters filled in. Texts from outside, and all parameters, are isolated from
   * the words around them.
   */
  readonly t: (text: Text | MessageKey) => string;
  /** Like `t`, but without isolate characters: for a badge, a file or the clipboard. */
  readonly plain: (text: Text | MessageKey) => string;
}

/**
 * Unicode's isolate characters. They keep a stretch of text separate from the text around it, whatever its
 * direction.
 */
const FIRST_STRONG_ISOLATE = '\u2068';
const RTL_ISOLATE = '\u2067';
const POP_ISOLATE = '\u2069';
const ISOLATES = /[\u2066-\u2069]/g;
/** Letters and signs that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const RTL: readonly Language[] = ['he', 'ar'];
const SPOKEN = LANGUAGES.filter((language) => language !== 'auto');

/**
 * Returns the language for a setting. `auto` means the browser's language if it has a catalogue, otherwise
 * English.
 */
function chooseLanguage(setting: LanguageSetting): Language {
  if (setting !== 'auto') return setting;
  const own = browser.i18n.getUILanguage().toLowerCase().split('-')[0];
  // Some systems still use `iw`, the old code of Hebrew.
  return SPOKEN.find((language) => language === (own === 'iw' ? 'he' : own)) ?? 'en';
}

/** Locales that `Intl` takes for a language, where its own choice does not fit the texts. */
const LOCALES: Partial<Readonly<Record<Language, string>>> = { en: 'en-GB', ar: 'ar-u-nu-latn' };

/**
 * Returns the locale for numbers and dates. English texts are British. Arabic texts have the digits 0 to 9,
 * which some browsers do not choose for Arabic by themselves.
 */
export const localeOf = (language: Language): string => LOCALES[language] ?? language;

type Catalogue = Readonly<Record<MessageKey, string>>;
/** The catalogues that were read or are being read. */
const catalogues = new Map<Language, Promise<Catalogue>>();

/**
 * Returns a translator for the language setting. Reads one file of the extension, once. Rejects if it cannot
 * be read.
 */
export async function loadTranslator(setting: LanguageSetting): Promise<Translator> {
  const language = chooseLanguage(setting);
  const catalogue = catalogues.get(language) ?? readCatalogue(language);
  catalogues.set(language, catalogue);
  // A catalogue that could not be read is read again next time.
  catalogue.catch(() => catalogues.delete(language));
  return createTranslator(language, await catalogue);
}

async function readCatalogue(language: Language): Promise<Catalogue> {
  const answer = await fetch(browser.runtime.getURL(`locales/${language}.json`));
  return (await answer.json()) as Catalogue;
}

/** Creates a translator from a catalogue. */
export function createTranslator(language: Language, catalogue: Catalogue): Translator {
  const direction = RTL.includes(language) ? 'rtl' : 'ltr';
  // In right-to-left text, the words around a number with spaces would reverse its parts. In left-to-right
  // text, a Hebrew name would take the number behind it along. A value made of our own words and figures runs
  // in the direction of the language. Any other value takes the direction of its content.
  const isolate = (value: string): string => {
    const isOurs = value.includes(POP_ISOLATE);
    if (direction === 'ltr')
      return isOurs || !RIGHT_TO_LEFT.test(value) ? value : `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}`;
    return value === '' ? '' : `${isOurs ? RTL_ISOLATE : FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}`;
  };
  // Created once, when first needed, because they are slow to create and every part of a page uses them.
  const plurals = new Map<'cardinal' | 'ordinal', Intl.PluralRules>();
  let figures: Intl.NumberFormat | undefined;
  const formOf = (count: number, type: 'cardinal' | 'ordinal'): string => {
    const rules = plurals.get(type) ?? new Intl.PluralRules(language, { type });
    plurals.set(type, rules);
    return rules.select(count);
  };
  const shown = (value: Params[string]): string => {
    if (typeof value !== 'object') return isolate(String(value));
    return isolate(new Intl.ListFormat(language, { type: 'unit' }).format(value.map(isolate)));
  };
  const t = (text: Text | MessageKey): string => {
    if (typeof text === 'string') return catalogue[text];
    if ('raw' in text) return isolate(text.raw);
    if ('counted' in text) {
      figures ??= new Intl.NumberFormat(localeOf(language));
      const form = formOf(text.count, text.type);
      const forms: Readonly<Record<string, string>> = catalogue;
      return fill(forms[`${text.counted}.${form}`] ?? catalogue[`${text.counted}.other`], {
        count: figures.format(text.count),
      });
    }
    const { params = {} } = text;
    return fill(
      catalogue[text.key],
      Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(value)])),
    );
  };
  return { language, direction, t, plain: (text) => t(text).replace(ISOLATES, '') };
}

const fill = (text: string, params: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
