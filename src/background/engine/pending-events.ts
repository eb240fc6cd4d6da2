/** The events that wait for their turn: until they are taken the book does not say for certain which lines are the agent's. */
import type { LineId } from '../../domain/common/types.ts';
import type { CallEvent } from '../../domain/calls/events.ts';

export interface Untaken {
  add(event: CallEvent): void;
  /** A turn is over: only these still wait. */
  left(events: readonly CallEvent[]): void;
  /** Whether one of them may make the line the agent's, or take it from them. */
  mayMove(lineId: LineId): boolean;
}

export function createUntaken(): Untaken {
  const lines = new Set<LineId>();
  let any = false;
  function add(event: CallEvent): void {
    if (event.kind === 'line') lines.add(event.line.lineId);
    // The full list and a change of scope may move any line; nothing else moves one.
    else any ||= event.kind === 'snapshot' || event.kind === 'signed-in' || event.kind === 'signed-out';
  }
  return {
    add,
    left(events) {
      lines.clear();
      any = false;
      events.forEach(add);
    },
    mayMove: (lineId) => any || lines.has(lineId),
  };
}
