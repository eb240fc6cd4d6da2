/** The values that settings with a fixed choice may have. */

/** How a customer's lookup endpoint is asked who calls, and what may come of it. */

/** The ways in which an endpoint may want to be asked; Voicenter's own pop-up knows the same three. */
export const LOOKUP_METHODS = ['get', 'form', 'json'] as const;

export type LookupMethod = (typeof LOOKUP_METHODS)[number];

export const LOGIN_TYPES = ['user', 'account', 'token', 'two-step'] as const;

export type LoginType = (typeof LOGIN_TYPES)[number];

export const LANGUAGES = ['auto', 'en', 'he', 'ar', 'ru'] as const;

export type LanguageSetting = (typeof LANGUAGES)[number];
