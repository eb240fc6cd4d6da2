/** What happens to a call once it is there, with what follows from it for other lines and for its queue. */
import { SimulatorError } from './model.ts';
import type { CallAtLine, Ending, Pbx, Target } from './pbx.ts';

/** What can be done to a call; without a callId, to the newest live one. Each throws a SimulatorError if it cannot be. */
export interface CallControl {
  /** The line picks up; where else the call rings it ends as "Answered elsewhere", and its queue lets it go (EXIT). */
  readonly answer: (target?: Target) => void;
  readonly hold: (target?: Target) => void;
  readonly unhold: (target?: Target) => void;
  /** The call is over, at every line unless one is named. A caller who gave up in a queue leaves it ABANDONED. */
  readonly hangUp: (target?: Target & Ending) => void;
  /** A queue gives up ringing; the caller goes on waiting. */
  readonly stopRinging: (target?: Target & Ending) => void;
  /** Somebody else picks up: the other line where it rings, or a colleague we do not see. */
  readonly answeredElsewhere: (target?: Target) => void;
  /** The agent declines; a queue keeps the caller. */
  readonly reject: (target?: Target) => void;
  /** A caller who waits in a queue gives up, whether or not the call rings. */
  readonly abandon: (waiting: { readonly callId: string; readonly silent?: boolean }) => void;
}

/** Gives a PBX its call control. */
export function createCallControl(pbx: Pbx): CallControl {
  const ringing = (target: Target): CallAtLine => {
    const found = pbx.find(target)[0];
    if (found.call.phase !== 'Ringing')
      throw new SimulatorError(`Call ${found.call.callId} is ${found.call.phase}, not Ringing.`);
    return found;
  };

  const isLive = (callId: string): boolean =>
    pbx.lines.some((line) => line.calls.some((call) => call.callId === callId));

  function elsewhere({ line, call }: CallAtLine): CallAtLine[] {
    return pbx.lines
      .filter((other) => other !== line)
      .flatMap((other) =>
        other.calls
          .filter((each) => each.callId === call.callId && each.phase === 'Ringing')
          .map((each) => ({ line: other, call: each })),
      );
  }

  function answer(target: Target = {}): void {
    const answered = pbx.answer(target);
    const { callId } = answered.call;
    for (const { line } of elsewhere(answered))
      pbx.end({ ...target, callId, line: line.extenUser, cause: 'Answered elsewhere' });
    pbx.leaveQueue(callId, { ...target, reason: 'EXIT', agent: answered.line.userName });
  }

  return {
    answer,
    hold: (target = {}) => pbx.hold(target),
    unhold: (target = {}) => pbx.unhold(target),
    hangUp(target = {}) {
      const { call } = pbx.find(target)[0];
      pbx.end({ ...target, callId: call.callId });
      // Named at one line only, the call may live on at another.
      if (!isLive(call.callId)) pbx.leaveQueue(call.callId, { ...target, reason: 'ABANDONED' });
    },
    stopRinging(target = {}) {
      pbx.end({ ...target, callId: ringing(target).call.callId });
    },
    answeredElsewhere(target = {}) {
      const here = ringing(target);
      const { callId } = here.call;
      const other = elsewhere(here)[0];
      if (other) {
        answer({ ...target, callId, line: other.line.extenUser });
        return;
      }
      pbx.end({ ...target, callId, line: here.line.extenUser, cause: 'Answered elsewhere' });
      const colleague = pbx.lines.find((line) => line !== here.line)?.userName ?? here.line.userName;
      pbx.leaveQueue(callId, { ...target, reason: 'EXIT', agent: colleague });
    },
    reject(target = {}) {
      const { line, call } = ringing(target);
      pbx.end({ ...target, callId: call.callId, line: line.extenUser, cause: 'Call Rejected' });
    },
    abandon({ callId, ...how }) {
      if (!pbx.waits(callId)) throw new SimulatorError(`Call ${callId} waits in no queue.`);
      if (isLive(callId)) pbx.end({ ...how, callId });
      pbx.leaveQueue(callId, { ...how, reason: 'ABANDONED' });
    },
  };
}
