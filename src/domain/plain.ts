/** Names from outside, made harmless to read. */

/** Without characters that turn the writing direction around or are no text: they would show a name as what it is not. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
