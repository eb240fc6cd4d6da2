/** Texts and ids from outside, made harmless to read and to keep. */

/** Control and formatting characters, and letters that show nothing: in a name they only serve to deceive the eye. */
export const UNSEEN = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]+/gu;

/** Without characters that turn the writing direction around or are no text: they would show a name as what it is not. */
export const plain = (text: string): string => text.replace(UNSEEN, ' ').trim();

/** Whether an id may serve as a key of a plain object: not where every object has something of that name. */
export const isKey = (id: string): boolean => !(id in Object.prototype);

/** What shows nothing, moves other letters or is drawn over them: all such characters but the plain space. */
const DECEIVING = /(?! )[\p{C}\p{M}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text that shows each such character by its code: `‹U+202E›`. */
export const revealed = (text: string): string => text.replace(DECEIVING, (char) => `‹U+${codeOf(char)}›`);
const codeOf = (char: string): string => (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
