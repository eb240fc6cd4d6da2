/** Makes the plan for a CRM from its adapter and the user's fields. */
import { urlOf } from '../common/url.ts';
import type { Adapter, AdapterAnswer } from './adapter.ts';
import { readField } from './fields.ts';
import {
  choiceKey,
  type CrmChoice,
  type CrmPlan,
  type Pairs,
  type PlanAnswer,
  type PlanRequest,
  type Template,
} from './plan.ts';
import { encode } from './requests.ts';
import { asksIn, fillAsks, mapTexts, readParts, readPath } from './templates.ts';

/** A plan, or the id of the first field that is missing or does not fit. */
export type PlanResult =
  { readonly ok: true; readonly plan: CrmPlan } | { readonly ok: false; readonly field: string };

/** What stands in a plan for the secret. */
const SECRET = '{{secret}}';

/**
 * Returns the plan. `adapter` has passed `lintAdapter`. The secret is no field: its place stays open until
 * the request.
 */
export function makePlan(adapter: Adapter, choice: CrmChoice): PlanResult {
  const values = new Map<string, string>();
  for (const ask of adapter.asks) {
    if (ask.type === 'secret') {
      values.set(ask.id, SECRET);
      continue;
    }
    const typed = choice.crmFields.find(({ id }) => id === ask.id)?.value ?? '';
    const value = readField(ask, typed);
    if (value === null || (value === '' && !ask.optional)) return { ok: false, field: ask.id };
    values.set(ask.id, value);
  }
  const filler = createFiller(adapter, values);
  const base = filler.address(adapter.origin);
  const server = urlOf(base);
  if (server === null) return { ok: false, field: asksIn(adapter.origin)[0] ?? '' };
  const isEmpty = (text: string): boolean => asksIn(text).some((id) => values.get(id) === '');
  const answerOf = (answer: AdapterAnswer): PlanAnswer => planAnswer(answer, filler);
  const { auth, errors } = adapter;
  const extra = {
    query: 'query' in auth ? Object.entries(auth.query) : [],
    headers: 'header' in auth ? [[auth.header, auth.value] as const] : [],
  };
  const requestOf = (request: Omit<PlanRequest, 'query' | 'headers'> & Named): PlanRequest => ({
    method: request.method,
    path: filler.encoded(request.path),
    query: filler.pairs([...Object.entries(request.query), ...extra.query]),
    headers: filler.pairs([...Object.entries(request.headers), ...extra.headers]),
    ...(request.json === undefined ? {} : { json: mapTexts(request.json, filler.plain) }),
  });
  return {
    ok: true,
    plan: {
      choice: choiceKey(choice),
      secretFor: `${adapter.id} ${server.origin}`,
      base,
      server: choice.crmFields.flatMap(({ id, value }) =>
        asksIn(adapter.origin).includes(id) ? [[id, value] as const] : [],
      ),
      ...('basic' in auth ? { basic: filler.plain(auth.basic.join(':')) } : {}),
      verify: adapter.verify,
      linkHosts: adapter.linkHosts,
      requests: adapter.requests.flatMap(({ vary, answer, ...request }) => {
        const its = answerOf(answer ?? adapter.answer ?? NO_ANSWER);
        return variants(vary).map((names) => ({ ...requestOf(varied(request, names)), answer: its }));
      }),
      dictionaries: Object.fromEntries(
        Object.entries(adapter.dictionaries).map(([name, { request, entry, value }]) => [
          name,
          { request: requestOf(request), entry: readPath(entry) ?? [], value: value.flatMap(filler.parts) },
        ]),
      ),
      errors: {
        ...(errors.fault === undefined ? {} : { fault: readPath(errors.fault) ?? [] }),
        ...(errors.ok === undefined ? {} : { ok: readPath(errors.ok) ?? [] }),
        ...(errors.busy === undefined
          ? {}
          : { busy: { path: readPath(errors.busy.path) ?? [], in: errors.busy.in } }),
      },
      none: adapter.none,
      ...(adapter.newRecord === undefined || isEmpty(adapter.newRecord)
        ? {}
        : { newRecord: filler.address(adapter.newRecord) }),
    },
  };
}

interface Named {
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

const NO_ANSWER: AdapterAnswer = {
  records: '',
  id: 'id',
  type: '',
  name: [],
  company: [],
  owner: [],
  status: [],
  phones: [],
  link: [],
};

/** Fills in the user's values, each encoded for its place. */
interface Filler {
  /** For a text that is encoded later, or not at all. */
  readonly plain: (text: string) => string;
  readonly encoded: (text: string) => string;
  /** For an address: `https://<host>` and `<root>` become the customer's own server. */
  readonly address: (text: string) => string;
  /** The parts of a template. None for one that needs a field that the user left empty. */
  readonly parts: (text: string) => readonly Template[];
  /** The same for the parts of an address. */
  readonly links: (text: string) => readonly Template[];
  /** Leaves out the pairs whose value is a field that the user left empty. */
  readonly pairs: (pairs: Pairs) => Pairs;
}

function createFiller({ asks }: Adapter, values: ReadonlyMap<string, string>): Filler {
  const servers = new Set(asks.flatMap(({ id, type }) => (type === 'host' || type === 'root' ? [id] : [])));
  const valueOf = (id: string): string => values.get(id) ?? '';
  const isEmpty = (text: string): boolean => asksIn(text).some((id) => valueOf(id) === '');
  const plain = (text: string): string => fillAsks(text, valueOf);
  const encoded = (text: string): string =>
    fillAsks(text, (id) => (valueOf(id) === SECRET ? SECRET : encode(valueOf(id))));
  const address = (text: string): string => {
    const [server] = asksIn(text);
    const isServer = server !== undefined && servers.has(server);
    const rest = isServer ? text.replace(/^(?:https:\/\/)?<[\w-]+>/, '') : text;
    return (isServer ? valueOf(server) : '') + encoded(rest);
  };
  const partsOf = (text: string): readonly Template[] => {
    const parts = readParts(text);
    return parts === null ? [] : [parts];
  };
  return {
    plain,
    encoded,
    address,
    parts: (text) => (isEmpty(text) ? [] : partsOf(plain(text))),
    links: (text) => (isEmpty(text) ? [] : partsOf(address(text))),
    pairs: (pairs) =>
      pairs.flatMap(([name, value]) => (isEmpty(value) ? [] : [[name, plain(value)] as const])),
  };
}

function planAnswer(answer: AdapterAnswer, { parts, links }: Filler): PlanAnswer {
  return {
    records: readPath(answer.records) ?? [],
    ...(answer.total === undefined ? {} : { total: readPath(answer.total) ?? [] }),
    id: readPath(answer.id) ?? [],
    type: parts(answer.type)[0] ?? [],
    name: answer.name.flatMap(parts),
    company: answer.company.flatMap(parts),
    owner: answer.owner.flatMap(parts),
    status: answer.status.flatMap(parts),
    ...(answer.date === undefined ? {} : { date: readPath(answer.date) ?? [] }),
    phones: answer.phones.map((path) => readPath(path) ?? []),
    link: answer.link.flatMap(links),
  };
}

type Names = Readonly<Record<string, string>>;

/** Returns every combination of the values that a request varies. */
const variants = (vary: Readonly<Record<string, readonly string[]>>): readonly Names[] =>
  Object.entries(vary).reduce<readonly Names[]>(
    (all, [name, values]) => all.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );

/** Returns a value with `{{:name}}` in its texts and names replaced. */
function varied<T>(value: T, names: Names): T {
  if (Object.keys(names).length === 0) return value;
  const change = (text: string): string =>
    text.replace(/\{\{:(\w+)\}\}/g, (_, name: string) => names[name] ?? '');
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return change(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [change(key), walk(each)]));
  };
  return walk(value) as T;
}
