/** Parses addresses. */

/** Returns the text as a URL, or null if it is none. */
export const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
