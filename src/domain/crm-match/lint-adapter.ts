/**
 * Judges an adapter before it is used: it may ask one server only, the secret may go nowhere but into the
 * request, and every value must stand where it can be encoded.
 */
import { isHostPattern } from '../common/host-patterns.ts';
import { NUMBER_FORMS } from '../common/phone-number.ts';
import { urlOf } from '../common/url.ts';
import { modifierOf } from '../crm/url-template.ts';
import { type Adapter, type AdapterAnswer, type Ask, MAX_ADAPTER_LENGTH, shapeOf } from './adapter.ts';
import type { Part } from './plan.ts';
import { PLACEHOLDER } from './requests.ts';
import { asksIn, fillAsks, readParts, readPath, textsIn } from './templates.ts';

/** An adapter that may be used, or what is wrong with it, in English and each with its place. */
export type LintedAdapter =
  | { readonly ok: true; readonly adapter: Adapter }
  | { readonly ok: false; readonly wrong: readonly string[] };

/** Most requests for one caller. */
const MOST_REQUESTS = 6;
/** Deepest JSON body. */
const MOST_DEPTH = 12;
/** Form of a number that stays as received. It may hold anything, so no adapter may send it. */
const AS_RECEIVED = 'phone';

/** Returns the adapter in a value, which may be a JSON text. Never throws. */
export function lintAdapter(raw: unknown): LintedAdapter {
  const value = typeof raw === 'string' ? parseJson(raw) : raw;
  if (value === undefined || JSON.stringify(value).length > MAX_ADAPTER_LENGTH || depthOf(value) > MOST_DEPTH)
    return { ok: false, wrong: ['It is no JSON, or it is too long or too deep.'] };
  const shape = shapeOf(value);
  if (!shape.ok) return shape;
  const wrong = [
    ...faultsOfAsks(shape.adapter),
    ...faultsOfRequests(shape.adapter),
    ...faultsOfAnswers(shape.adapter),
  ];
  return wrong.length === 0 ? shape : { ok: false, wrong };
}

function faultsOfAsks({ asks, origin, auth, newRecord }: Adapter): readonly string[] {
  const secrets = asks.filter(({ type }) => type === 'secret');
  return [
    ...(secrets.length === 1 && secrets[0]?.optional === false
      ? []
      : ['asks: exactly one must be a secret.']),
    ...(new Set(asks.map(({ id }) => id)).size === asks.length ? [] : ['asks: two have the same id.']),
    ...(isAddress(origin, asks) && !/\/$|[?#{}]/.test(origin)
      ? []
      : ['origin: must be https:// and a host, with asks of type label, host or root alone.']),
    ...(newRecord === undefined || (isAddress(newRecord, asks) && arePlaceholdersKnown(newRecord))
      ? []
      : ['newRecord: must be an https address with forms of the number behind the host.']),
    ...(secrets.length === 1 && hasSecret(auth, secrets[0]?.id ?? '') ? [] : ['auth: must hold the secret.']),
  ];
}

const hasSecret = (auth: Adapter['auth'], id: string): boolean =>
  'inPath' in auth || textsIn(auth).some((text) => asksIn(text).includes(id));

/**
 * True for an address whose host is written out, or comes from the user by an ask of a fitting type. Its path
 * may hold other asks and values, but no secret.
 */
function isAddress(text: string, asks: readonly Ask[]): boolean {
  const typeOf = (id: string | undefined): Ask['type'] | undefined => asks.find((ask) => ask.id === id)?.type;
  const server = /^(?:https:\/\/)?<([\w-]+)>(?=$|\/)/.exec(text);
  const whole = typeOf(server?.[1]);
  const isServer = whole === 'root' || (whole === 'host' && text.startsWith('https://'));
  const start = isServer ? `https://x${text.slice(server?.[0].length)}` : text;
  const [host = ''] = /^https:\/\/[^/?#\\\s]*/.exec(start) ?? [];
  const isHost =
    asksIn(host).every((id) => typeOf(id) === 'label') &&
    !/[{}@]/.test(host) &&
    urlOf(fillAsks(host, () => 'x'))?.protocol === 'https:' &&
    URL.canParse(fillAsks(start, () => 'x').replace(/[{}]/g, ''));
  const behind = asksIn(start.slice(host.length));
  return isHost && !/[\s\\]/.test(text) && behind.every((id) => isOf(typeOf(id), ['label', 'id', 'text']));
}

const isOf = (type: Ask['type'] | undefined, types: readonly Ask['type'][]): boolean =>
  type !== undefined && types.includes(type);

type Request = Pick<Adapter['requests'][number], 'path' | 'query' | 'headers' | 'json'> & {
  readonly vary?: Readonly<Record<string, readonly string[]>>;
};

function faultsOfRequests(adapter: Adapter): readonly string[] {
  const { requests, dictionaries, auth, asks } = adapter;
  const count = requests.reduce(
    (sum, { vary }) => sum + Object.values(vary).reduce((all, { length }) => all * length, 1),
    0,
  );
  const inAuth = 'query' in auth ? Object.entries(auth.query) : [];
  return [
    ...(count <= MOST_REQUESTS
      ? []
      : [`requests: ${String(count)} for a caller; at most ${String(MOST_REQUESTS)}.`]),
    ...('header' in auth && !isHeader(auth.header) ? ['auth.header: must be the name of a header.'] : []),
    ...(inAuth.every(([, value]) => arePlaceholdersKnown(value))
      ? []
      : ['auth.query: an unknown placeholder.']),
    ...textsIn(auth).flatMap((text) =>
      asksIn(text).every((id) => asks.some((ask) => ask.id === id)) ? [] : ['auth: names no ask.'],
    ),
    ...requests.flatMap((request, at) => faultsOfRequest(request, adapter, `requests[${String(at)}]`, [])),
    ...Object.entries(dictionaries).flatMap(([name, { request }]) =>
      faultsOfRequest(request, adapter, `dictionaries.${name}`, ['key']),
    ),
  ];
}

const isHeader = (name: string): boolean => /^[a-z\d-]{1,60}$/i.test(name);

function faultsOfRequest(
  { path, query, headers, json, vary = {} }: Request,
  { asks, auth }: Adapter,
  place: string,
  own: readonly string[],
): readonly string[] {
  const typeOf = (id: string): Ask['type'] | undefined => asks.find((ask) => ask.id === id)?.type;
  const has = (text: string, types: readonly Ask['type'][]): boolean =>
    asksIn(text).every((id) => isOf(typeOf(id), types));
  // Within a longer text, which may be a query language, a value must not be able to end that text.
  const isWhole = (text: string): boolean => /^<[\w-]+>$/.test(text);
  const inText = (text: string): boolean =>
    has(text, isWhole(text) ? ['label', 'id', 'text'] : ['label', 'id']);
  const bodies = textsIn(json ?? null);
  const varied = Object.values(vary).flat();
  const texts = [path, ...Object.entries(query).flat(), ...Object.values(headers), ...bodies, ...varied];
  const names = [...Object.keys(vary).map((name) => `:${name}`), ...own];
  const pathTypes: readonly Ask['type'][] =
    'inPath' in auth ? ['label', 'id', 'text', 'secret'] : ['label', 'id', 'text'];
  return [
    ...(has(path, pathTypes) && isPlainPath(path)
      ? []
      : [`${place}.path: must be a plain path; only asks of type id, label or text.`]),
    ...(Object.entries(query).every((pair) => pair.every(inText))
      ? []
      : [`${place}.query: within a text only asks of type id or label.`]),
    ...(Object.entries(headers).every(([name, value]) => isHeader(name) && inText(value))
      ? []
      : [`${place}.headers: only plain names, and no secret.`]),
    ...(bodies.every(inText) ? [] : [`${place}.json: within a text only asks of type id or label.`]),
    ...(varied.every((text) => asksIn(text).length === 0) ? [] : [`${place}.vary: no asks.`]),
    ...(texts.every((text) => arePlaceholdersKnown(text, names))
      ? []
      : [
          `${place}: an unknown placeholder; known are {{bare}}, {{national}}, {{e164}} and the other forms.`,
        ]),
  ];
}

const isPlainPath = (path: string): boolean =>
  !/[?#\\\s]/.test(path) && !path.split('/').some((folder) => /^(?:\.|%2e){1,2}$/i.test(folder));

/** True if each `{{…}}` names a form of the number with known modifiers, or one of `names`. */
function arePlaceholdersKnown(text: string, names: readonly string[] = []): boolean {
  const rest = text
    .replace(/\{\{:(\w+)\}\}/g, (whole, name: string) => (names.includes(`:${name}`) ? '' : whole))
    .replace(PLACEHOLDER, (whole, name: string, modifiers: string) => {
      const isKnown =
        names.includes(name) || (name !== AS_RECEIVED && NUMBER_FORMS.some((form) => form === name));
      const areFit = modifiers
        .split(':')
        .slice(1)
        .every((each) => modifierOf(each) !== null);
      return isKnown && areFit ? '' : whole;
    });
  return !rest.includes('{{');
}

function faultsOfAnswers(adapter: Adapter): readonly string[] {
  const { requests, answer, dictionaries, errors, linkHosts, verify } = adapter;
  const isComplete = answer !== undefined || requests.every((request) => request.answer !== undefined);
  const answers = [
    ...(answer === undefined ? [] : [['answer', answer] as const]),
    ...requests.flatMap((request, at) =>
      request.answer === undefined ? [] : [[`requests[${String(at)}].answer`, request.answer] as const],
    ),
  ];
  const paths = [
    errors.fault,
    errors.ok,
    errors.busy?.path,
    ...Object.values(dictionaries).map(({ entry }) => entry),
  ];
  return [
    ...(isComplete ? [] : ['answer: is missing.']),
    ...(linkHosts.every(isHostPattern) ? [] : ['linkHosts: must be hosts such as app.example.com.']),
    ...(paths.every((path) => path === undefined || readPath(path) !== null)
      ? []
      : ['errors, dictionaries: a path cannot be read.']),
    ...Object.values(dictionaries).flatMap(({ value }) =>
      value.every((text) => isTemplate(text, adapter, [])) ? [] : ['dictionaries: a value cannot be read.'],
    ),
    ...answers.flatMap(([place, each]) => [
      ...faultsOfAnswer(each, adapter, place),
      ...(verify && each.phones.length === 0 ? [`${place}.phones: verify needs them.`] : []),
    ]),
  ];
}

function faultsOfAnswer(answer: AdapterAnswer, adapter: Adapter, place: string): readonly string[] {
  const { records, total, id, type, name, company, owner, status, date, phones, link } = answer;
  const paths = [records, id, ...[total, date].filter((path) => path !== undefined), ...phones];
  const dictionaries = Object.keys(adapter.dictionaries);
  const isLink = (text: string): boolean => {
    const parts = readParts(text);
    const isWhole = parts?.length === 1 && typeof parts[0] === 'object';
    if (isWhole) return adapter.linkHosts.length > 0;
    return parts !== null && isAddress(text, adapter.asks) && isTemplate(text, adapter, []);
  };
  return [
    ...(paths.every((path) => readPath(path) !== null) ? [] : [`${place}: a path cannot be read.`]),
    ...(readPath(id)?.length === 0 ? [`${place}.id: is empty.`] : []),
    ...([type, ...name, ...status].every((text) => isTemplate(text, adapter, ['lower'])) &&
    [...company, ...owner].every((text) => isTemplate(text, adapter, ['lower', ...dictionaries]))
      ? []
      : [`${place}: a template cannot be read, or holds a secret.`]),
    ...(link.every(isLink)
      ? []
      : [`${place}.link: must be an https address, or {path} alone together with linkHosts.`]),
  ];
}

/** True for a template whose paths and words can be read, with no server or secret in it. */
function isTemplate(text: string, { asks }: Adapter, words: readonly string[]): boolean {
  const isSafe = asksIn(text).every((id) => asks.some((ask) => ask.id === id && ask.type !== 'secret'));
  const isKnown = (part: Part): boolean =>
    typeof part === 'string' || part.as === undefined || words.includes(part.as);
  return isSafe && readParts(text)?.every(isKnown) === true;
}

function depthOf(value: unknown): number {
  let depth = 0;
  let level: readonly unknown[] = [value];
  while (level.length > 0 && depth <= MOST_DEPTH) {
    depth += 1;
    level = level.flatMap((each): readonly unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return depth;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
