/** The shapes of the wire: what is read of each message, in folded spelling (fields.ts). All else is let go unread. */
import * as v from 'valibot';
import { flag, folded, id, listOf, number, text } from './fields.ts';

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
  }),
);
export type WireCall = v.InferOutput<typeof callSchema>;

export const lineSchema = v.pipe(
  folded,
  v.object({
    extenuser: v.optional(text, ''),
    number: v.optional(text, ''),
    userid: v.optional(text, ''),
    username: v.optional(text, ''),
    onlineuserid: v.optional(text, ''),
    representativestatus: v.optional(number, 0),
    calls: v.optional(listOf(callSchema), []),
    currentcall: v.optional(v.fallback(v.nullable(callSchema), null), null),
  }),
);
export type WireLine = v.InferOutput<typeof lineSchema>;

/** What stands beside `data` in captured events and inside it in the seed's examples. */
export const envelopeSchema = v.object({
  reason: v.optional(text, ''),
  cause: v.optional(text, ''),
  dialstatus: v.optional(text, ''),
  ivruniqueid: v.optional(v.fallback(v.nullable(id), null), null),
  servertime: v.optional(number, 0),
});

const queueSchema = v.pipe(folded, v.object({ queueid: id, queuename: v.optional(text, ''), calls: v.optional(listOf(callSchema), []) }));
export const statusSchema = v.pipe(folded, v.object({ errorcode: v.optional(number, 0) }));
export const snapshotSchema = v.pipe(folded, v.object({ extensions: v.array(v.unknown()), servertime: v.optional(number, 0) }));
export const queuesSchema = v.pipe(folded, v.object({ queues: listOf(queueSchema) }));
export const queueEventSchema = v.pipe(folded, v.object({ data: queueSchema }));
export type WireQueue = v.InferOutput<typeof queueSchema>;
