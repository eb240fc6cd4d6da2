/** Finds the parts of a shown text that a search was for. */
import { folded, foldedQuery, numberIn, wordsOf } from './call-search.ts';
import { numberForms, type Region } from '../common/phone-number.ts';

/** A part of a text, and whether the search was for it. */
export interface MarkedPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Returns a name in parts. The words of the query are the matches, however they are written. */
export const markWords = (text: string, query: string): readonly MarkedPart[] =>
  partsOf(text, wordsOf(foldedQuery(query)), folded);

/** Returns a shown number in parts. The digits of the query are the match, in any notation. */
export function markNumber(shown: string, query: string, region: Region): readonly MarkedPart[] {
  const text = foldedQuery(query);
  const sought = [text, ...wordsOf(text)].flatMap((each) => {
    const number = numberIn(each);
    return number === null ? [] : [number, numberForms(number, region).national];
  });
  return partsOf(shown, sought.map(digitsOf), digitsOf);
}

const digitsOf = (text: string): string => text.replace(/[^\d*#]/g, '');

/** `compared` turns a character into what is compared of it, which may be nothing. */
function partsOf(
  text: string,
  sought: readonly string[],
  compared: (character: string) => string,
): readonly MarkedPart[] {
  const characters = Array.from(text);
  const comparable = characters.flatMap((character, at) =>
    compared(character)
      .split('')
      .map((each) => ({ each, at })),
  );
  const line = comparable.map(({ each }) => each).join('');
  const isMatch = characters.map(() => false);
  for (const word of new Set(sought.filter((each) => each !== '')))
    for (let from = line.indexOf(word); from !== -1; from = line.indexOf(word, from + word.length)) {
      const first = comparable[from]?.at ?? 0;
      const last = comparable[from + word.length - 1]?.at ?? first;
      isMatch.fill(true, first, last + 1);
    }
  return joined(characters, isMatch);
}

function joined(characters: readonly string[], isMatch: readonly boolean[]): readonly MarkedPart[] {
  const parts: { text: string; isMatch: boolean }[] = [];
  characters.forEach((character, at) => {
    const last = parts.at(-1);
    const isMarked = isMatch[at] === true;
    if (last?.isMatch === isMarked) last.text += character;
    else parts.push({ text: character, isMatch: isMarked });
  });
  return parts;
}
