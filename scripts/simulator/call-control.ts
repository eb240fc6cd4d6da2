/** Changes to an existing call, and the effects on other lines and on its queue. */
import { SimulatorError } from './model.ts';
import type { CallAtLine, Ending, Pbx, Target } from './pbx.ts';

/**
 * What can be done to a call. Without a callId it applies to the newest live one. Each function throws a
 * SimulatorError if it is not possible.
 */
export interface CallControl {
  /**
   * The line answers. Wherever else the call rings, it ends as "Answered elsewhere", and it leaves its queue
   * (EXIT).
   */
  readonly answer: (target?: Target) => void;
  readonly hold: (target?: Target) => void;
  readonly unhold: (target?: Target) => void;
  /** Ends the call, at every line unless one is named. A waiting caller leaves the queue as ABANDONED. */
  readonly hangUp: (target?: Target & Ending) => void;
  /** A queue stops ringing. The caller keeps waiting. */
  readonly stopRinging: (target?: Target & Ending) => void;
  /** Somebody else answers: another line where the call rings, or an invisible colleague. */
  readonly answeredElsewhere: (target?: Target) => void;
  /** The line stops ringing, and a colleague's line answers the same call. */
  readonly answeredByColleague: (target?: Target) => void;
  /** The agent declines. The caller stays in the queue. */
  readonly reject: (target?: Target) => void;
  /** A waiting caller gives up, whether or not the call rings. */
  readonly abandon: (waiting: { readonly callId: string; readonly silent?: boolean }) => void;
}

/** Creates the call control of a PBX. */
export function createCallControl(pbx: Pbx): CallControl {
  const ringing = (target: Target): CallAtLine => {
    const found = pbx.find(target)[0];
    if (found.call.phase !== 'Ringing')
      throw new SimulatorError(`Call ${found.call.callId} is ${found.call.phase}, not Ringing.`);
    return found;
  };

  const isLive = (callId: string): boolean =>
    pbx.lines.some((line) => line.calls.some((call) => call.callId === callId));

  function elsewhere({ call }: CallAtLine): CallAtLine[] {
    return pbx.lines.flatMap((other) =>
      other.calls
        .filter((each) => each !== call && each.callId === call.callId && each.phase === 'Ringing')
        .map((each) => ({ line: other, call: each })),
    );
  }

  function answer(target: Target = {}): void {
    const answered = pbx.answer(target);
    const { callId } = answered.call;
    for (const { line, call } of elsewhere(answered))
      pbx.end({
        ...target,
        callId,
        line: line.extenUser,
        phone: call.phone,
        cause: 'Answered elsewhere',
      });
    pbx.leaveQueue(callId, { ...target, reason: 'EXIT', agent: answered.line.userName });
  }

  return {
    answer,
    hold: (target = {}) => pbx.hold(target),
    unhold: (target = {}) => pbx.unhold(target),
    hangUp(target = {}) {
      const { call } = pbx.find(target)[0];
      pbx.end({ ...target, callId: call.callId });
      // A call that ended at one named line may still be live at another.
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
        answer({ ...target, callId, line: other.line.extenUser, phone: other.call.phone });
        return;
      }
      pbx.end({ ...target, callId, line: here.line.extenUser, cause: 'Answered elsewhere' });
      const colleague = pbx.lines.find((line) => line !== here.line)?.userName ?? here.line.userName;
      pbx.leaveQueue(callId, { ...target, reason: 'EXIT', agent: colleague });
    },
    answeredByColleague(target = {}) {
      const { line, call } = ringing(target);
      const colleague = pbx.lines.find((other) => other !== line);
      if (colleague === undefined) throw new SimulatorError('There is no line of a colleague.');
      const { callId, facts } = call;
      pbx.end({ ...target, callId, line: line.extenUser });
      pbx.begin({ ...target, callId, line: colleague, facts, phase: 'Ringing' });
      answer({ ...target, callId, line: colleague.extenUser });
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
