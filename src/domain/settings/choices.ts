/** The values of the settings that have a fixed choice. */

/** The request formats that an endpoint may expect. Voicenter's own pop-up has the same three. */
export const LOOKUP_METHODS = ['get', 'form', 'json'] as const;

/** One of the request formats. */
export type LookupMethod = (typeof LOOKUP_METHODS)[number];

/** The ways to sign in. */
export const LOGIN_TYPES = ['user', 'account', 'token', 'two-step'] as const;

/** One of the ways to sign in. */
export type LoginType = (typeof LOGIN_TYPES)[number];

/** The languages of the pages. `auto` follows the browser. */
export const LANGUAGES = ['auto', 'en', 'he', 'ar', 'ru'] as const;

/** What a policy says of the card that stays on top of all windows. */
export const ON_TOP = ['allow', 'forbid', 'recommend'] as const;

/** One of `ON_TOP`. */
export type OnTop = (typeof ON_TOP)[number];

/** One of the languages, or `auto`. */
export type LanguageSetting = (typeof LANGUAGES)[number];
