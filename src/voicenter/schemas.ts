/** The shapes of the wire: what is read of each message, in folded spelling (fields.ts). All else is let go unread. */
import * as v from 'valibot';
import {
  cleanText,
  type Fields,
  flag,
  fold,
  folded,
  id,
  idOf,
  listOf,
  number,
  numberOf,
  text,
  textOf,
} from './fields.ts';

const MOST_IDS = 20;
/** Ids of other calls: a list, or a text with commas between them. */
const ids = v.pipe(
  v.unknown(),
  v.transform((raw) => (typeof raw === 'string' ? raw.slice(0, 4000).split(',') : raw)),
  listOf(id, MOST_IDS),
);

const MOST_DETAILS = 12;
/** Among so many variables of a call its details are looked for. */
const MOST_VARIABLES = 50;

const NO_CUSTOM_DATA: CustomData = { originalivruniqueid: null, details: [] };

interface CustomData {
  readonly originalivruniqueid: string | null;
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

/** An object, an empty one, or (by the vendor's page) a list of them. The names of its fields are the customer's own: they are kept as written. */
function customDataOf(raw: unknown): CustomData {
  const list: unknown[] = Array.isArray(raw) ? raw.slice(0, MOST_DETAILS) : [raw];
  const named = list.flatMap((each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.keys(each)
          .slice(0, MOST_VARIABLES)
          .map((name) => [name, (each as Fields)[name]] as const)
      : [],
  );
  // The last word on a name counts.
  const entries = [...new Map(named)];
  if (entries.length === 0) return NO_CUSTOM_DATA;
  const own = idOf(fold(Object.fromEntries(entries))?.originalivruniqueid);
  const isShown = (name: string): boolean => name.toLowerCase() !== 'originalivruniqueid';
  const details = entries.flatMap(([name, value]) => {
    const said = { name: cleanText(name), value: textOf(value) };
    return isShown(name) && said.name !== '' && said.value !== '' ? [said] : [];
  });
  return { originalivruniqueid: own, details: details.slice(0, MOST_DETAILS) };
}

export const callSchema = v.pipe(
  folded,
  v.object({
    ivrid: v.optional(id),
    ivruniqueid: v.optional(id),
    callstarted: v.optional(number, 0),
    callanswered: v.optional(number, 0),
    callername: v.optional(text, ''),
    callerphone: v.optional(text, ''),
    callerid: v.optional(text, ''),
    callstatus: v.optional(text, ''),
    direction: v.optional(text, ''),
    did: v.optional(text, ''),
    queueid: v.optional(v.fallback(v.union([id, v.literal('')]), ''), ''),
    isinternal: v.optional(flag, false),
    originalcallerid: v.optional(text, ''),
    actualdialednumber: v.optional(text, ''),
    relatedivruniqueids: v.optional(ids, []),
    customdata: v.optional(v.pipe(v.unknown(), v.transform(customDataOf)), NO_CUSTOM_DATA),
    jointimestamp: v.optional(number, 0),
  }),
);
export type WireCall = v.InferOutput<typeof callSchema>;

/** A line's own facts, of folded fields; its calls are read by those who need them. */
export const wireLine = (fields: Fields) => ({
  extenuser: textOf(fields.extenuser),
  number: textOf(fields.number),
  userid: textOf(fields.userid),
  username: textOf(fields.username),
  // The page's lines name the user in `representative`, where the captured ones have `onlineUserID`; in calls that is a name.
  onlineuserid: textOf(
    fields.onlineuserid ?? (/^\d+$/.test(textOf(fields.representative)) ? fields.representative : undefined),
  ),
  representativestatus: numberOf(fields.representativestatus),
  representativeupdated: numberOf(fields.representativeupdated),
});
export type WireLine = ReturnType<typeof wireLine>;

/** A line has a handful of calls, a queue sometimes hundreds, an account some dozen queues. */
const MOST_CALLS = 100;
const MOST_WAITING = 1_000;
const MOST_QUEUES = 1_000;
const callsSchema = listOf(callSchema, MOST_CALLS);
/** A line's calls. Most lines have none, and a full list names thousands of lines: then no schema is asked. */
export const callsOf = (raw: unknown): WireCall[] =>
  Array.isArray(raw) && raw.length > 0 ? v.parse(callsSchema, raw) : [];

/** Minutes; null where none is named, for 0 is an offset, too. */
function offsetOf(raw: unknown): number | null {
  const minutes = typeof raw === 'string' || typeof raw === 'number' ? Number(raw) : NaN;
  return Number.isFinite(minutes) ? minutes : null;
}

/** What stands beside `data` in captured events and inside it in the examples of the vendor's page (docs/wire.md 3.1), by `field`. `serverTime` and `telephonyServerTime` are met, too. */
export const envelopeOf = (field: (name: string) => unknown) => ({
  reason: textOf(field('reason')),
  cause: textOf(field('cause')),
  dialstatus: textOf(field('dialstatus')),
  ivruniqueid: idOf(field('ivruniqueid')),
  servertime: numberOf(field('servertime') ?? field('telephonyservertime')),
  servertimeoffset: offsetOf(field('servertimeoffset')),
});
export type Envelope = ReturnType<typeof envelopeOf>;

export const queueSchema = v.pipe(
  folded,
  v.object({
    queueid: id,
    queuename: v.optional(text, ''),
    calls: v.optional(listOf(callSchema, MOST_WAITING), []),
  }),
);
export const statusSchema = v.object({ errorcode: v.optional(number, 0) });
export const queuesSchema = v.object({ queues: listOf(queueSchema, MOST_QUEUES) });
export type WireQueue = v.InferOutput<typeof queueSchema>;
