/** The shapes of the wire: what is read of each message, in folded spelling (fields.ts). All else is let go unread. */
import * as v from 'valibot';
import { cleanText, type Fields, flag, fold, folded, id, listOf, number, text } from './fields.ts';

/** Ids of other calls: a list, or a text with commas between them. */
const ids = v.fallback(
  v.pipe(
    v.union([v.pipe(v.string(), v.transform((raw) => raw.split(',').flatMap((each) => (v.is(id, each) ? [each.trim()] : [])))), listOf(id)]),
    v.maxLength(20),
  ),
  [],
);

const MOST_DETAILS = 12;

const NO_CUSTOM_DATA: CustomData = { originalivruniqueid: null, details: [] };

interface CustomData {
  readonly originalivruniqueid: string | null;
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

/** An object, an empty one, or (by the vendor's page) a list of them. The names of its fields are the customer's own: they are kept as written. */
function customDataOf(raw: unknown): CustomData {
  const list: unknown[] = Array.isArray(raw) ? raw : [raw];
  const fields = Object.assign({}, ...list.filter((each) => v.is(folded, each)).slice(0, MOST_DETAILS)) as Fields;
  const entries = Object.entries(fields);
  if (entries.length === 0) return NO_CUSTOM_DATA;
  const own = v.safeParse(id, fold(fields)?.originalivruniqueid);
  const isShown = (name: string): boolean => name.toLowerCase() !== 'originalivruniqueid';
  const details = entries.flatMap(([name, value]) => {
    const said = { name: cleanText(name), value: v.parse(text, value) };
    return isShown(name) && said.name !== '' && said.value !== '' ? [said] : [];
  });
  return { originalivruniqueid: own.success ? own.output : null, details: details.slice(0, MOST_DETAILS) };
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

/** A line's own facts; its calls are read by those who need them. */
export const lineSchema = v.object({
  extenuser: v.optional(text, ''),
  number: v.optional(text, ''),
  userid: v.optional(text, ''),
  username: v.optional(text, ''),
  onlineuserid: v.optional(text, ''),
  representativestatus: v.optional(number, 0),
  representativeupdated: v.optional(number, 0),
});
export type WireLine = v.InferOutput<typeof lineSchema>;
export const callsSchema = listOf(callSchema);

/** Minutes; null where none is named, for 0 is an offset, too. */
const offset = v.fallback(v.nullable(v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.finite())), null);

/** What stands beside `data` in captured events and inside it in the seed's examples. */
export const envelopeSchema = v.object({
  reason: v.optional(text, ''),
  cause: v.optional(text, ''),
  dialstatus: v.optional(text, ''),
  ivruniqueid: v.optional(v.fallback(v.nullable(id), null), null),
  servertime: v.optional(number, 0),
  servertimeoffset: v.optional(offset, null),
});
export type Envelope = v.InferOutput<typeof envelopeSchema>;

export const queueSchema = v.pipe(folded, v.object({ queueid: id, queuename: v.optional(text, ''), calls: v.optional(callsSchema, []) }));
export const statusSchema = v.object({ errorcode: v.optional(number, 0) });
export const snapshotSchema = v.object({ extensions: v.array(v.unknown()) });
export const queuesSchema = v.object({ queues: listOf(queueSchema) });
export type WireQueue = v.InferOutput<typeof queueSchema>;
