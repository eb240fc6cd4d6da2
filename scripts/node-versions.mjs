// @ts-check
// Which Nodes will do. Plain JavaScript without imports: setup.mjs asks before anything is installed, and on old Nodes too.

/**
 * True where a version of Node, as `process.versions.node` has it, lies in a range as package.json has it: parts such as `^20.19.0` and `>=24`,
 * with `||` between them. Throws where a part is written otherwise.
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
 * The range as a sentence has it: `20 (20.19.0 or later), 24 or later`.
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
 * Major, minor and patch; what follows ("-nightly") does not count.
 * @param {string} version
 */
function numbersOf(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => parseInt(part, 10));
  return /** @type {const} */ ([major, minor, patch]);
}

/**
 * Above 0 where the first is newer, below where it is older.
 * @param {readonly [number, number, number]} one
 * @param {readonly [number, number, number]} other
 */
function compare(one, other) {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
