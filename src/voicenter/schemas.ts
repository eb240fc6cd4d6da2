/**
 * The shapes of the wire: the fields that are read from each message, in folded spelling (fields.ts). All
 * other fields are ignored.
 */
import * as v from 'valibot';
import { cleanText } from '../domain/common/clean-text.ts';
import {
  type Fields,
  flag,
  normalizeKeys,
  folded,
  id,
  idOf,
  isObject,
  listOf,
  number,
  numberOf,
  text,
  textOf,
} from './fields.ts';

const MOST_IDS = 20;
/** Ids of other calls: a list, or a text with commas between the ids. */
const ids = v.pipe(
  v.unknown(),
  v.transform((raw) => (typeof raw === 'string' ? raw.slice(0, 4000).split(',') : raw)),
  listOf(id, MOST_IDS),
);

/** Limit for the details of a call that are kept. */
const MOST_DETAILS = 12;
/** Limit for a call's custom variables. Details are read from this many variables only. */
const MOST_VARIABLES = 50;

const NO_CUSTOM_DATA: CustomData = { originalivruniqueid: null, details: [] };

/** A call's custom data: the id of the original call, and the details to show. */
interface CustomData {
  readonly originalivruniqueid: string | null;
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

/**
 * Reads custom data: an object, an empty object, or (by the vendor's page) a list of objects. The names of
 * its fields belong to the customer, so they are kept as written.
 */
function customDataOf(raw: unknown): CustomData {
  const list: unknown[] = Array.isArray(raw) ? raw.slice(0, MOST_DETAILS) : [raw];
  const named = list.flatMap((each) =>
    isObject(each)
      ? Object.keys(each)
          .slice(0, MOST_VARIABLES)
          .map((name) => [name, each[name]] as const)
      : [],
  );
  // If a name occurs twice, its last value counts.
  const entries = [...new Map(named)];
  if (entries.length === 0) return NO_CUSTOM_DATA;
  const own = idOf(normalizeKeys(Object.fromEntries(entries))?.originalivruniqueid);
  const isShown = (name: string): boolean => name.toLowerCase() !== 'originalivruniqueid';
  const details = entries.flatMap(([name, value]) => {
    const said = { name: cleanText(name), value: textOf(value) };
    return isShown(name) && said.name !== '' && said.value !== '' ? [said] : [];
  });
  return { originalivruniqueid: own, details: details.slice(0, MOST_DETAILS) };
}

/** `folded`, with the object itself as `raw`. */
const foldedWithRaw = v.pipe(
  v.custom<object>(isObject),
  v.transform((raw): Fields => ({ ...normalizeKeys(raw), raw })),
);

/**
 * A call. Epochs are in seconds by the server's wall clock (docs/wire.md 3.2). 0 means "none". `raw` is the
 * call as it came.
 */
export const callSchema = v.pipe(
  foldedWithRaw,
  v.object({
    raw: v.unknown(),
    ivrid: v.optional(id),
    ivruniqueid: v.optional(id),
    callstarted: number,
    callanswered: number,
    callername: text,
    callerphone: text,
    callerid: text,
    callstatus: text,
    direction: text,
    did: text,
    queueid: v.optional(v.fallback(v.union([id, v.literal('')]), ''), ''),
    isinternal: flag,
    originalcallerid: text,
    actualdialednumber: text,
    relatedivruniqueids: v.optional(ids, []),
    customdata: v.optional(v.pipe(v.unknown(), v.transform(customDataOf)), NO_CUSTOM_DATA),
    jointimestamp: number,
    channel: text,
    channel2: text,
    ip: text,
  }),
);
export type WireCall = v.InferOutput<typeof callSchema>;

/**
 * Returns the facts of a line from folded fields. It does not read the calls. A caller that needs them uses
 * `callsOf`.
 */
export const wireLine = (fields: Fields) => ({
  extenuser: textOf(fields.extenuser),
  number: textOf(fields.number),
  userid: textOf(fields.userid),
  username: textOf(fields.username),
  // In the examples of the vendor's page, a line names the user in `representative`. In captured messages, a
  // line names the user in `onlineUserID`. In calls, `representative` is a name.
  onlineuserid: textOf(
    fields.onlineuserid ?? (/^\d+$/.test(textOf(fields.representative)) ? fields.representative : undefined),
  ),
  representativestatus: numberOf(fields.representativestatus),
  representativeupdated: numberOf(fields.representativeupdated),
});
export type WireLine = ReturnType<typeof wireLine>;

/**
 * Limits. A line has a handful of calls, a queue sometimes has hundreds, an account has a few dozen queues.
 */
const MOST_CALLS = 100;
const MOST_WAITING = 1_000;
const MOST_QUEUES = 1_000;
const callsSchema = listOf(callSchema, MOST_CALLS);
/**
 * Returns a line's calls. Most lines have no calls, and a full list names thousands of lines. An empty list
 * therefore skips the schema.
 */
export const callsOf = (raw: unknown): WireCall[] =>
  Array.isArray(raw) && raw.length > 0 ? v.parse(callsSchema, raw) : [];

/** Returns minutes. Returns null if the message names no offset, because 0 is a valid offset. */
function offsetOf(raw: unknown): number | null {
  const minutes = typeof raw === 'string' || typeof raw === 'number' ? Number(raw) : NaN;
  return Number.isFinite(minutes) ? minutes : null;
}

/**
 * Reads the fields that stand beside `data` in captured events, and inside `data` in the examples of the
 * vendor's page (docs/wire.md 3.1). `field` returns a field by its name. The time occurs as `serverTime` and
 * as `telephonyServerTime`.
 */
export const envelopeOf = (field: (name: string) => unknown) => ({
  reason: textOf(field('reason')),
  cause: textOf(field('cause')),
  dialstatus: textOf(field('dialstatus')),
  ivruniqueid: idOf(field('ivruniqueid')),
  servertime: numberOf(field('servertime') ?? field('telephonyservertime')),
  servertimeoffset: offsetOf(field('servertimeoffset')),
});
export type Envelope = ReturnType<typeof envelopeOf>;

/** A queue and the calls that wait in it. */
export const queueSchema = v.pipe(
  folded,
  v.object({
    queueid: id,
    queuename: text,
    calls: v.optional(listOf(callSchema, MOST_WAITING), []),
  }),
);
/** All queues, as `loginStatus` lists them. */
export const queuesSchema = listOf(queueSchema, MOST_QUEUES);
export type WireQueue = v.InferOutput<typeof queueSchema>;
