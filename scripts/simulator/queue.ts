/** The queues of the exchange: who waits in which queue, and how the waiting ends. */
import { type PbxEvent, type Queue, type QueueReason, SimulatorError, type WaitingCall } from './model.ts';

/** The part of the PBX that holds waiting callers. */
export interface Queues {
  /** Returns the queue with that id. Absent: the first. */
  readonly queue: (queueID?: number) => Queue;
  /** A caller starts waiting. Does nothing if the call waits already. */
  readonly joinQueue: (queueID: number, caller: Omit<WaitingCall, 'joinedAt'>, silent?: boolean) => void;
  /** A caller stops waiting. Returns false if the call was not waiting. */
  readonly leaveQueue: (
    callId: string,
    how: {
      readonly reason: Exclude<QueueReason, 'JOIN'>;
      readonly agent?: string;
      readonly silent?: boolean;
    },
  ) => boolean;
  /** Returns true if the call waits in any queue. */
  readonly waits: (callId: string) => boolean;
}

/** Creates the queues of a PBX. */
export function createQueues(pbx: {
  readonly queues: readonly Queue[];
  now(): number;
  announce(event: PbxEvent): void;
}): Queues {
  const waitsIn = (queue: Queue, callId: string): boolean =>
    queue.waiting.some((call) => call.callId === callId);

  function queue(queueID?: number): Queue {
    const found = pbx.queues.find((each) => queueID === undefined || each.queueID === queueID);
    if (!found) throw new SimulatorError(`There is no queue ${queueID ?? 'at all'}.`);
    return found;
  }

  return {
    queue,
    waits: (callId) => pbx.queues.some((each) => waitsIn(each, callId)),
    joinQueue(queueID, caller, silent = false) {
      const joined = queue(queueID);
      if (waitsIn(joined, caller.callId)) return;
      joined.waiting.push({ ...caller, joinedAt: pbx.now() });
      if (!silent) pbx.announce({ kind: 'queue', reason: 'JOIN', queue: joined, callId: caller.callId });
    },
    leaveQueue(callId, { reason, agent, silent = false }) {
      const left = pbx.queues.find((each) => waitsIn(each, callId));
      if (!left) return false;
      left.waiting = left.waiting.filter((call) => call.callId !== callId);
      const answeredAgent = agent === undefined ? {} : { answeredAgent: agent };
      if (!silent) pbx.announce({ kind: 'queue', reason, queue: left, callId, ...answeredAgent });
      return true;
    },
  };
}
