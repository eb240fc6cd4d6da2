/** Texts and ids from outside, made harmless to read and to keep. */

/** Control and formatting characters, and letters that show nothing: in a name they only serve to deceive the eye. */
export const UNSEEN = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]+/gu;

/** Without characters that turn the writing direction around or are no text: they would show a name as what it is not. */
export const plain = (text: string): string => text.replace(UNSEEN, ' ').trim();

/** Whether an id may serve as a key of a plain object: not where every object has something of that name. */
export const isKey = (id: string): boolean => !(id in Object.prototype);
