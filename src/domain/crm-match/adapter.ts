/**
 * An adapter: how to find a caller in one CRM, as data (docs/crm-adapters.md). Ringside ships some
 * (adapters.json), and an administrator may add others.
 */
import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(2_000));
const name = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z][\w-]{0,39}$/, 'must be a short name of letters and digits'),
);
const list = <T extends v.GenericSchema>(item: T, most: number) =>
  v.optional(v.pipe(v.array(item), v.maxLength(most)), []);
const pairs = v.optional(v.record(text, text), {});

/**
 * What an adapter asks the user for.
 * - `label`: one part of a host name, such as the customer's subdomain.
 * - `host`: the host of the customer's own server. `root`: the same with a path.
 * - `id`: letters, digits and underscores. `text`: any text without braces.
 * - `secret`: the token. There is exactly one.
 */
const askSchema = v.strictObject({
  id: name,
  type: v.picklist(['label', 'host', 'root', 'id', 'text', 'secret']),
  /** What the page calls it. Without it, the page has a text for the usual ids. */
  label: v.optional(v.pipe(v.string(), v.maxLength(60))),
  example: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  optional: v.optional(v.boolean(), false),
});

const answerSchema = v.strictObject({
  records: text,
  total: v.optional(text),
  id: text,
  type: text,
  name: list(text, 5),
  company: list(text, 5),
  owner: list(text, 5),
  status: list(text, 5),
  /** The path to the time of the last change, an ISO 8601 text. */
  date: v.optional(text),
  phones: list(text, 10),
  link: list(text, 5),
});

const requestFields = {
  method: v.picklist(['GET', 'POST']),
  path: v.pipe(text, v.startsWith('/', 'must begin with a slash')),
  query: pairs,
  headers: pairs,
  json: v.optional(v.unknown()),
};

const adapterSchema = v.strictObject({
  adapter: v.literal(1),
  id: name,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  /** How well the facts are attested: by the vendor's documents (A), by public code (B), or assumed (C). */
  attested: v.optional(v.picklist(['A', 'B', 'C']), 'C'),
  verify: v.optional(v.boolean(), false),
  asks: v.pipe(v.array(askSchema), v.minLength(1), v.maxLength(12)),
  origin: text,
  auth: v.union([
    v.strictObject({ header: text, value: text }),
    v.strictObject({ basic: v.tuple([text, text]) }),
    v.strictObject({ query: v.record(text, text) }),
    v.strictObject({ inPath: v.literal(true) }),
  ]),
  requests: v.pipe(
    v.array(
      v.strictObject({
        ...requestFields,
        vary: v.optional(v.record(name, v.pipe(v.array(text), v.minLength(1), v.maxLength(6))), {}),
        answer: v.optional(answerSchema),
      }),
    ),
    v.minLength(1),
    v.maxLength(3),
  ),
  answer: v.optional(answerSchema),
  linkHosts: list(text, 10),
  dictionaries: v.optional(
    v.record(
      name,
      v.strictObject({
        request: v.strictObject(requestFields),
        entry: v.optional(text, ''),
        value: v.pipe(v.array(text), v.minLength(1), v.maxLength(5)),
      }),
    ),
    {},
  ),
  errors: v.optional(
    v.strictObject({
      fault: v.optional(text),
      ok: v.optional(text),
      busy: v.optional(v.strictObject({ path: text, in: v.pipe(v.array(text), v.maxLength(10)) })),
    }),
    {},
  ),
  none: list(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(499)), 5),
  newRecord: v.optional(text),
});

/** An adapter that has the right shape. `lintAdapter` says whether it may be used. */
export type Adapter = v.InferOutput<typeof adapterSchema>;
/** One thing that an adapter asks the user for. */
export type Ask = Adapter['asks'][number];
/** How an adapter reads the records in an answer. */
export type AdapterAnswer = v.InferOutput<typeof answerSchema>;

/** Longest adapter, in characters of JSON. */
export const MAX_ADAPTER_LENGTH = 20_000;

/** An adapter's shape, or what is wrong with it, each with its place. */
export type AdapterShape =
  | { readonly ok: true; readonly adapter: Adapter }
  | { readonly ok: false; readonly wrong: readonly string[] };

/** Returns an adapter from any value. Never throws. */
export function shapeOf(raw: unknown): AdapterShape {
  const parsed = v.safeParse(adapterSchema, raw);
  if (parsed.success) return { ok: true, adapter: parsed.output };
  const wrong = parsed.issues.map((issue) => {
    const place = v.getDotPath(issue) ?? 'the adapter';
    return issue.type === 'strict_object' && issue.expected === 'never'
      ? `${place}: no such part is known.`
      : `${place}: ${issue.message}`;
  });
  return { ok: false, wrong };
}
