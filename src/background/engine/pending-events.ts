/**
 * Remembers the events that wait for their turn. Until their turn, the state does not say for certain which
 * lines are the agent's.
 */
import type { LineId } from '../../domain/common/types.ts';
import type { CallEvent } from '../../domain/calls/events.ts';

/** The events that no turn has handled yet. */
export interface PendingEvents {
  add(event: CallEvent): void;
  /** Called after a turn with the events that still wait. All others are dropped. */
  left(events: readonly CallEvent[]): void;
  /** True if a waiting event may add the line to the agent's lines or remove it from them. */
  mayMove(lineId: LineId): boolean;
}

/** Creates an empty set of waiting events. */
export function createPendingEvents(): PendingEvents {
  const lines = new Set<LineId>();
  let any = false;
  function add(event: CallEvent): void {
    if (event.kind === 'line') lines.add(event.line.lineId);
    // A snapshot and a change of scope may move any line. Other events move none.
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
