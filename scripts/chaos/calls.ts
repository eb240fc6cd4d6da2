/** Plays one planned call on the simulator and records what was sent when. */
import { setTimeout as sleep } from 'node:timers/promises';
import { HIDDEN } from '../simulator/call-facts.ts';
import { AGENT } from './faults.ts';
import { deadlineOf, type FaultTimes, type SentRing } from './evaluate.ts';
import { callerName } from './recorder.ts';
import type { CallPlan, RingPlan, Scene } from './schedule.ts';
import type { Environment } from './environment.ts';

/** A call while it is played. */
export interface PlayedCall {
  readonly name: string;
  /** '' until the first ring. */
  callId: string;
  readonly rings: SentRing[];
  /** Ends the call without notifying the clients, whatever the plan says. */
  readonly hangUpUnheard: () => void;
  readonly play: () => Promise<void>;
}

/** Timing that a scene passes to its calls. */
export interface Trigger {
  /** When the fault is injected, in epoch ms. The plan's times are relative to it. */
  readonly zero: () => number;
  /** Times of the fault; null until it is lifted. */
  readonly times: () => FaultTimes | null;
}

const LOOK_EVERY_MS = 20;
/** A ring that is not shown continues this long after its limit, so that it can be evaluated. */
const MARGIN_MS = 1_000;
/** While events are reordered, the last one is held back until the next. This delay sends another one. */
const FLUSH_MS = 150;

/** Prepares a call. `play` resolves when the call has ended. */
export function prepareCall(
  world: Environment,
  scene: Scene,
  plan: CallPlan,
  index: number,
  cue: Trigger,
): PlayedCall {
  const { pbx, observer } = world;
  const name = callerName(scene.number, index);
  const rings: SentRing[] = [];
  let over = false;
  let sentAt = 0;
  const isOver = (): boolean => over;

  function told(act: () => void): number {
    act();
    if (scene.kind === 'reordered')
      setTimeout(() => pbx.seat({ userID: AGENT, line: world.desk() }), FLUSH_MS);
    return Date.now();
  }

  function ring(): void {
    sentAt = Date.now();
    const callerNumber = plan.hidden
      ? HIDDEN
      : `05${String(scene.number % 10_000).padStart(4, '0')}${String(index).padStart(4, '0')}`;
    const line = world.desk();
    const queue = plan.rings.length > 1 ? { queueID: 555 } : {};
    told(() => {
      call.callId = pbx.ring(
        call.callId === ''
          ? { line, callerName: name, callerNumber, ...queue }
          : { line, callId: call.callId },
      );
    });
    observer.expect(name, call.callId);
  }

  /** Resolves when the ring has lasted as planned, or when the call was ended from outside. */
  async function ringOut(ringPlan: RingPlan): Promise<void> {
    let shownAt: number | null = null;
    const isDone = (now: number): boolean => {
      if (ringPlan.until === 'time') return now >= sentAt + ringPlan.lastsMs;
      shownAt ??= observer.liveSince(name) === null ? null : now;
      if (shownAt !== null) return now >= shownAt + ringPlan.holdMs;
      const times = cue.times();
      return times !== null && now >= deadlineOf({ sentAt }, times) + MARGIN_MS;
    };
    while (!isOver() && !isDone(Date.now())) await sleep(LOOK_EVERY_MS);
  }

  function end(stoppedAt: number, endedAt: number, hangUpLost = false): void {
    rings.push({ sentAt, stoppedAt, endedAt, hangUpLost });
  }

  const call: PlayedCall = {
    name,
    callId: '',
    rings,
    hangUpUnheard() {
      if (over || sentAt === 0) throw new Error(`${name} does not ring`);
      over = true;
      pbx.hangUp({ callId: call.callId, silent: true });
      end(Date.now(), Date.now(), true);
    },
    async play() {
      await sleep(Math.max(0, cue.zero() + plan.startMs - Date.now()));
      for (const [at, ringPlan] of plan.rings.entries()) {
        await sleep(ringPlan.pauseMs);
        ring();
        await ringOut(ringPlan);
        if (isOver()) return;
        if (at < plan.rings.length - 1) {
          const stopped = told(() => pbx.stopRinging({ callId: call.callId }));
          end(stopped, stopped);
        }
      }
      await finish();
    },
  };

  async function finish(): Promise<void> {
    let stoppedAt: number | null = null;
    if (plan.talkMs !== null) {
      stoppedAt = told(() => pbx.answer({ callId: call.callId }));
      const talkedUntil = stoppedAt + plan.talkMs;
      // If the hang-up is to be lost, the call lasts until the fault ends it.
      const untilLost = scene.kind === 'hang-up-lost' && index === 0;
      while (!isOver() && (untilLost || Date.now() < talkedUntil)) await sleep(LOOK_EVERY_MS);
      if (isOver()) return;
    }
    const endedAt = told(() => pbx.hangUp({ callId: call.callId }));
    end(stoppedAt ?? endedAt, endedAt);
  }

  return call;
}
