/**
 * Marks on past calls, by the user's identity: which missed calls a user has not seen yet, and which need no
 * call back any more. Written by the history effects alone.
 */
import * as v from 'valibot';
import { isKey } from '../../domain/common/sanitize.ts';
import { item, readAs, type StoredItem } from './item.ts';

const marksSchema = v.record(
  v.pipe(v.string(), v.check(isKey)),
  v.array(v.object({ callId: v.pipe(v.string(), v.check(isKey)), at: v.number() })),
);

/** The marks of every user of this browser profile. `at` is when a call was marked, in ms. */
export type CallMarks = v.InferOutput<typeof marksSchema>;
export type MarksItem = StoredItem<CallMarks>;

const marks = (key: string): MarksItem => item('local', key, readAs(marksSchema, {}));

/** Missed calls that a user has not seen yet. */
export const missedItem = marks('missedCalls');
/** Missed calls that the agent has marked as done by hand. */
export const doneCallbacksItem = marks('doneCallbacks');
