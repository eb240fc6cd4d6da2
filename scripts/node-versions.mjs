// @ts-check
// Which versions of Node are supported. Plain JavaScript without imports, because setup.mjs runs it before
// anything is installed, and on old versions of Node too.

/**
 * Returns true where a version of Node, as in `process.versions.node`, is in a range, as in package.json. A
 * range consists of parts such as `^20.19.0` and `>=24`, with `||` between them. Throws for any other kind of
 * part.
 * @param {string} version
 * @param {string} range
 */
export function fitsNode(version, range) {
  const numbers = numbersOf(version);
  return partsOf(range).some(
    ({ isOpen, least }) => compare(numbers, least) >= 0 && (isOpen || numbers[0] === least[0]),
  );
}

/**
 * Returns the range in words: `20 (20.19.0 or later), 24 or later`.
 * @param {string} range
 */
export function nodeRangeText(range) {
  return partsOf(range)
    .map(({ isOpen, least, written }) =>
      isOpen ? `${written} or later` : `${least[0]} (${written} or later)`,
    )
    .join(', ');
}

/**
 * @param {string} range
 */
function partsOf(range) {
  return range.split('||').map((part) => {
    const [, sign, written] = /^(\^|>=)(\d+(?:\.\d+){0,2})$/.exec(part.trim()) || [];
    if (written === undefined)
      throw new Error(
        `"${part.trim()}" is no part of a range that is understood here, such as ^20.19.0 or >=24.`,
      );
    return { isOpen: sign === '>=', least: numbersOf(written), written };
  });
}

/**
 * Returns major, minor and patch. Ignores a suffix such as "-nightly".
 * @param {string} version
 */
function numbersOf(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => parseInt(part, 10));
  return /** @type {const} */ ([major, minor, patch]);
}

/**
 * Returns a positive number where `one` is newer, a negative one where it is older.
 * @param {readonly [number, number, number]} one
 * @param {readonly [number, number, number]} other
 */
function compare(one, other) {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
