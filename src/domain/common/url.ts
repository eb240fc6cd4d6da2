/** Reading addresses. */

/** The URL that a text is, or null. */
export const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
