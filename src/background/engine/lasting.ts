/** Which changes of the state must be stored at once. Pure. */
import type { CallState } from '../../domain/calls/state.ts';

/**
 * The parts of the state that are stored at once, and that the badge shows. Other parts, such as lines and
 * call queues, are not: the server sends lines and call queues again after every connect.
 */
const LASTING = [
  'who',
  'scope',
  'hasSnapshot',
  'calls',
  'aliases',
  'missed',
] as const satisfies readonly (keyof CallState)[];
/** Returns whether one of these parts has changed. */
export const isLasting = (before: CallState, after: CallState): boolean =>
  LASTING.some((part) => before[part] !== after[part]);
