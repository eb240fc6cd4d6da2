/**
 * Copies a call as it came from the server, for the customer's endpoint (docs/wire.md 4). The copy has a
 * bounded size and depth, and none of the fields that are nobody's business outside the exchange.
 */

/** In characters of JSON. A call has about 1,000. */
const MOST_CHARS = 8_000;
/** A call, its recording or its custom data, and a list or object in these. */
const DEEPEST = 3;
const MOST_ENTRIES = 60;
const LONGEST_TEXT = 1_000;

/**
 * Fields that are left out, without regard to case and blanks: addresses and channels of the exchange, the
 * address at which anyone can listen to the recording, and whatever is called a secret.
 */
const SECRET =
  /^(?:ip|blcserverid|channel ?2?|approximateurl)$|passw|secret|credential|authori|cookie|^token/i;

/** Returns the call as JSON. Spellings, types and the order of the fields stay as received. Never throws. */
export function receivedCall(raw: unknown): string {
  const kept: string[] = [];
  let left = MOST_CHARS - 2;
  for (const [name, value] of entriesOf(raw)) {
    const field = `${JSON.stringify(name)}:${copyOf(value, name, DEEPEST) ?? 'null'}`;
    // A field that does not fit is left out whole. The fields after it may fit.
    if (field.length >= left) continue;
    kept.push(field);
    left -= field.length + 1;
  }
  return `{${kept.join(',')}}`;
}

/** The fields of an object that are passed on. */
const entriesOf = (raw: unknown): [string, unknown][] =>
  typeof raw === 'object' && raw !== null
    ? Object.keys(raw)
        .slice(0, MOST_ENTRIES)
        .filter((name) => name.length <= LONGEST_TEXT && !SECRET.test(name))
        .map((name) => [name, (raw as Readonly<Record<string, unknown>>)[name]])
    : [];

/** Returns a value as JSON. The names in custom data are the customer's own, so none of them is a secret. */
function copyOf(value: unknown, within: string, depth: number): string | null {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST_TEXT));
  if (typeof value === 'number' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return 'null';
  if (depth === 0) return null;
  if (Array.isArray(value))
    return `[${value
      .slice(0, MOST_ENTRIES)
      .map((each) => copyOf(each, within, depth - 1) ?? 'null')
      .join(',')}]`;
  const isCustom = within.toLowerCase() === 'customdata';
  const entries = isCustom ? Object.entries(value).slice(0, MOST_ENTRIES) : entriesOf(value);
  const fields = entries.flatMap(([name, each]) => {
    const copy = copyOf(each, isCustom ? within : name, depth - 1);
    return copy === null ? [] : [`${JSON.stringify(name)}:${copy}`];
  });
  return `{${fields.join(',')}}`;
}
