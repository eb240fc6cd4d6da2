/**
 * The input of the control API: one schema per operation. The schemas are strict, so that a misspelt field is
 * an error.
 */
import * as v from 'valibot';

const text = v.exactOptional(v.string());
const flag = v.exactOptional(v.boolean());
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const milliseconds = v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000)));

const caller = {
  callerNumber: text,
  callerName: text,
  dialedNumber: text,
  queueID: v.exactOptional(v.number()),
  customData: v.exactOptional(v.record(v.string(), v.string())),
};
const call = { ...caller, line: text, silent: flag };
const target = { callId: text, line: text, phone: v.exactOptional(count), silent: flag };

/** A new call. */
export const Call = v.strictObject(call);
/** A call that rings, or a live call in another phase. */
export const Ring = v.strictObject({
  ...call,
  callId: text,
  phase: v.exactOptional(v.picklist(['Ringing', 'Dialing', 'Talking', 'Hold', 'Spying'])),
});
/** A caller who starts waiting. */
export const Waiting = v.strictObject({ ...caller, silent: flag });
/** A waiting call that is put through. */
export const Joined = v.strictObject({ ...call, callId: text });
/** A queue that rings several times. */
export const Retries = v.strictObject({
  ...call,
  rings: v.exactOptional(count),
  ringMs: milliseconds,
  pauseMs: milliseconds,
  cause: text,
});
/** Selects a call. */
export const Target = v.strictObject(target);
/** Selects the call that ends, with the cause. */
export const Ending = v.strictObject({ ...target, cause: text, dialStatus: text });
/** Selects the waiting caller who gives up. */
export const Abandon = v.strictObject({ callId: v.string(), silent: flag });
/** A line's new status. */
export const Status = v.strictObject({ status: count, line: text });
/** Any event. */
export const Emit = v.strictObject({ name: v.pipe(v.string(), v.minLength(1)), payload: v.unknown() });
/** Whether new sockets are refused. */
export const Refuse = v.strictObject({ refusing: v.boolean() });
/** Whether each sign-in ends the user's older sessions. */
export const Revoke = v.strictObject({ revoking: v.boolean() });
/** Half-open sockets. */
export const Silence = v.strictObject({ whom: v.exactOptional(v.picklist(['old-only', 'new-too'])) });
/** How many times each event is sent. */
export const Duplicate = v.strictObject({ times: v.pipe(count, v.maxValue(20)) });
/** Whether events are reordered. */
export const Reorder = v.strictObject({ reordering: v.boolean() });
/** Number of malformed events. */
export const Malformed = v.strictObject({ count: v.pipe(count, v.maxValue(10_000)) });
/** Rate and duration of a storm of resync requests. */
export const Storm = v.strictObject({
  perSecond: v.exactOptional(v.pipe(count, v.maxValue(1000))),
  seconds: v.exactOptional(v.pipe(count, v.maxValue(600))),
});
/** How keepalives are answered. */
export const Keepalive = v.strictObject({ answer: v.picklist(['ok', 'none', 'error']) });
/** Which user signs in at which line. */
export const User = v.strictObject({ userID: v.pipe(v.number(), v.integer(), v.minValue(0)), line: text });
/** An operation without options. */
export const Nothing = v.strictObject({});

const fault = {
  times: v.exactOptional(count),
  step: v.exactOptional(v.picklist(['login', 'refresh', 'settings'])),
  delayMs: milliseconds,
};

/** A fault of the login service. */
export const Fault = v.variant('kind', [
  v.strictObject({
    ...fault,
    kind: v.literal('answer'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    body: v.exactOptional(v.unknown()),
    headers: v.exactOptional(v.record(v.string(), v.string())),
  }),
  v.strictObject({ ...fault, kind: v.picklist(['close', 'html', 'slow']) }),
]);

const lookup = { delayMs: milliseconds };

/** How the pop-up endpoint answers. */
export const Lookup = v.variant('kind', [
  v.strictObject({
    ...lookup,
    kind: v.literal('ok'),
    url: text,
    name: text,
    company: text,
    total: v.exactOptional(v.union([v.number(), v.string()])),
    charset: v.exactOptional(v.picklist(['windows-1255'])),
  }),
  v.strictObject({
    ...lookup,
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  }),
  v.strictObject({ ...lookup, kind: v.literal('huge'), bytes: v.pipe(count, v.maxValue(1_000_000_000)) }),
  v.strictObject({ ...lookup, kind: v.literal('redirect'), to: v.string() }),
  v.strictObject({ ...lookup, kind: v.picklist(['not-ok', 'not-json', 'hostile-url', 'hang', 'stall']) }),
]);

/** How the CRMs answer. */
export const Crms = v.variant('kind', [
  v.strictObject({
    ...lookup,
    kind: v.literal('busy'),
    retryAfter: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
    times: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  v.strictObject({
    ...lookup,
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  }),
  v.strictObject({ ...lookup, kind: v.literal('huge'), bytes: v.pipe(count, v.maxValue(100_000_000)) }),
  v.strictObject({ ...lookup, kind: v.literal('redirect'), to: v.string() }),
  v.strictObject({ ...lookup, kind: v.picklist(['ok', 'not-json', 'hang']) }),
]);
