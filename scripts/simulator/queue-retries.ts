/** A queue that rings an agent, gives up, waits and rings again, under one callId, as busy queues do all day. */
import type { CallControl } from './call-control.ts';
import type { Pbx } from './pbx.ts';
import type { CallOptions, Scenarios } from './scenarios.ts';

/** How a queue retries. */
export interface RetryOptions extends CallOptions {
  /** Default 3. */
  readonly rings?: number;
  /** How long each ring lasts; default 4000. */
  readonly ringMs?: number;
  /** How long the queue waits between two rings; default 4000, the wire's are 3 to 12 s. */
  readonly pauseMs?: number;
  /** What the HANGUP between two rings says; default "Normal hangup", "No user responding" occurs too. */
  readonly cause?: string;
}

/** Delayed work that ends with the simulator. */
export interface Timers {
  readonly after: (ms: number, work: () => void) => void;
  readonly clear: () => void;
}

/** Timers that can all be cleared at once. */
export function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    after(ms, work) {
      const timer = setTimeout(() => {
        running.delete(timer);
        work();
      }, ms);
      running.add(timer);
    },
    clear() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}

/** Rings now and goes on by itself until the rings are used up or the call is answered; returns the callId. */
export function startQueueRetries(
  parts: { pbx: Pbx; stories: Scenarios; control: CallControl; timers: Timers },
  options: RetryOptions,
): string {
  const { rings = 3, ringMs = 4000, pauseMs = 4000, cause = 'Normal hangup', ...caller } = options;
  const { pbx, stories, control, timers } = parts;
  const callId = stories.ring({ queueID: pbx.queue().queueID, ...caller });
  const line = pbx.line(caller.line);
  const isRinging = (): boolean =>
    line.calls.some((call) => call.callId === callId && call.phase === 'Ringing');

  function giveUp(ring: number): void {
    if (!isRinging()) return;
    control.stopRinging({ callId, line: line.extenUser, cause });
    if (ring < rings) timers.after(pauseMs, () => ringAgain(ring + 1));
    else pbx.leaveQueue(callId, { reason: 'ABANDONED' });
  }

  function ringAgain(ring: number): void {
    // The caller may have given up, or been put through, during the pause.
    if (!pbx.waits(callId)) return;
    stories.ring({ callId, line: line.extenUser });
    timers.after(ringMs, () => giveUp(ring));
  }

  timers.after(ringMs, () => giveUp(1));
  return callId;
}
