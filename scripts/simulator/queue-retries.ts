/**
 * A queue that rings an agent, gives up, waits and rings again under the same callId, as busy queues often
 * do.
 */
import type { CallControl } from './call-control.ts';
import type { Pbx } from './pbx.ts';
import type { CallOptions, Scenarios } from './scenarios.ts';

/** How a queue retries. */
export interface RetryOptions extends CallOptions {
  /** Default 3. */
  readonly rings?: number;
  /** Duration of each ring in ms; default 4000. */
  readonly ringMs?: number;
  /** Pause between two rings in ms; default 4000. Pauses on the real wire are 3 to 12 s. */
  readonly pauseMs?: number;
  /** Cause in the HANGUP between two rings; default "Normal hangup". "No user responding" occurs too. */
  readonly cause?: string;
}

/** Delayed work that ends with the simulator. */
export interface Timers {
  readonly after: (ms: number, work: () => void) => void;
  readonly clear: () => void;
}

/** Creates timers that can all be cleared at once. */
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

/** Rings now and repeats until all rings are used or the call is answered. Returns the callId. */
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
    // The caller may have given up or been put through during the pause.
    if (!pbx.waits(callId)) return;
    stories.ring({ callId, line: line.extenUser });
    timers.after(ringMs, () => giveUp(ring));
  }

  timers.after(ringMs, () => giveUp(1));
  return callId;
}
