/**
 * Learns from each call whether the label of the PBX names a person, and marks the calls whose label names a
 * queue or a menu. Card, notification, past calls and ring log all go by that mark. Pure.
 */
import { type Call, numberOf } from '../calls/call.ts';
import type { CallState } from '../calls/state.ts';
import {
  changedLabels,
  isSharedLabel,
  type KnownLabels,
  learnNumber,
  learnQueue,
  pbxNames,
} from '../common/caller/known-labels.ts';
import { numberKey, type Region } from '../common/phone-number.ts';
import type { Millis } from '../common/types.ts';
import type { Effect } from './effects.ts';

/**
 * Returns the state with what its changed calls and queues teach, at `at` (ms). Looks at calls that have not
 * changed only when a label has. Returns `after` itself when nothing changes.
 */
export function learnLabels(before: CallState, after: CallState, region: Region, at: Millis): CallState {
  if (before === after) return after;
  const changed = Object.values(after.calls).filter((call) => before.calls[call.callId] !== call);
  const labels = changed.reduce(
    (known, call) => learnCall(known, call, region, at),
    queuesLearnt(before, after, at),
  );
  const marked = (labels === before.labels ? changed : Object.values(after.calls))
    .map((call) => markShared(call, labels, region))
    .filter((call) => after.calls[call.callId] !== call);
  if (labels === after.labels && marked.length === 0) return after;
  const calls = Object.fromEntries(marked.map((call) => [call.callId, call]));
  return { ...after, labels, calls: marked.length === 0 ? after.calls : { ...after.calls, ...calls } };
}

/** The names of queues are no names of persons, also while no server has sent the list of queues. */
function queuesLearnt(before: CallState, after: CallState, at: Millis): KnownLabels {
  if (before.queues === after.queues) return after.labels;
  return Object.entries(after.queues)
    .filter(([queueId, name]) => before.queues[queueId] !== name)
    .reduce((known, [, name]) => learnQueue(known, name, at), after.labels);
}

/**
 * What a call teaches. A hidden number is none. A colleague may call with any label, and a test call is made
 * up.
 */
function learnCall(labels: KnownLabels, call: Call, region: Region, at: Millis): KnownLabels {
  const number = numberOf(call.caller);
  if (call.isTest || call.direction === 'spy' || number === null) return labels;
  return pbxNames(call, region).reduce(
    (known, text) => learnNumber(known, text, () => numberKey(number, region), at),
    labels,
  );
}

/** Returns the call with its labels that name nobody. A label that named nobody once never does again. */
function markShared(call: Call, labels: KnownLabels, region: Region): Call {
  if (call.isTest) return call;
  const { sharedLabels: known = [], ...rest } = call;
  const shared = pbxNames(call, region).filter((text) => known.includes(text) || isSharedLabel(labels, text));
  if (shared.join('\n') === known.join('\n')) return call;
  return shared.length === 0 ? rest : { ...rest, sharedLabels: shared };
}

/**
 * Returns the effects that read a user's labels after the sign-in, and store what was learnt. `stored` is
 * what is stored, or will be by earlier effects.
 */
export function labelEffects(before: CallState, stored: KnownLabels, after: CallState): readonly Effect[] {
  const { who: whose } = after;
  if (whose === null) return [];
  const news = before.who === whose ? changedLabels(stored, after.labels) : [];
  return [
    ...(before.who === whose ? [] : [{ kind: 'read-labels', whose } as const]),
    ...(news.length === 0 ? [] : [{ kind: 'keep-labels', whose, labels: news } as const]),
  ];
}
