/** The ways in which calls begin. */
import * as facts from './call-facts.ts';
import type { CallerOptions } from './call-facts.ts';
import type { CallControl } from './call-control.ts';
import { type CallFacts, type Line, type Phase, SimulatorError } from './model.ts';
import type { Pbx, Target } from './pbx.ts';

/** Who calls, and at which line. */
export interface CallOptions extends CallerOptions {
  /** The extenUser of the line. Absent: the default agent's. */
  readonly line?: string;
  /** The call exists and is in the next snapshot, but the clients are not notified. */
  readonly silent?: boolean;
}

/** A call from outside. */
export interface RingOptions extends CallOptions {
  /** Makes an earlier call ring again, or at another line. */
  readonly callId?: string;
  /** Default Ringing. A call in Talking or Hold was answered before the clients could see it. */
  readonly phase?: Phase;
}

/** Each function starts a call and returns its callId. */
export interface Scenarios {
  readonly ring: (options?: RingOptions) => string;
  /**
   * A second call rings while the line is talking. If it is not talking yet, a first call is started and
   * answered.
   */
  readonly secondCaller: (options?: CallOptions) => string;
  /** A call rings on two phones of one line at the same moment. */
  readonly twoPhones: (options?: CallOptions) => string;
  readonly hiddenNumber: (options?: CallOptions) => string;
  /** The caller's name is Hebrew. */
  readonly hebrewName: (options?: CallOptions) => string;
  readonly internalCall: (options?: CallOptions) => string;
  /** A call rings at a line that is not the default agent's. */
  readonly colleagueCall: (options?: CallOptions) => string;
  /** A caller starts waiting in a queue. No line rings yet. */
  readonly joinQueue: (options?: CallerOptions & { readonly silent?: boolean }) => string;
  /** A waiting queue call (callId, or a new one) is put through without ringing. */
  readonly joinedCall: (options?: CallOptions & { readonly callId?: string }) => string;
  /** A colleague transfers a customer: both legs end, and a new call is talking. */
  readonly transfer: (options?: CallOptions) => string;
  readonly dial: (options?: CallOptions) => string;
  /** Leg 1: the agent's own phone. */
  readonly click2Call: (options?: CallOptions) => string;
  /** Leg 2, after leg 1 was answered: the customer is called under the same callId. */
  readonly click2CallSecondLeg: (target?: Target) => string;
  readonly spy: (options?: CallOptions) => string;
}

/** Creates the scenarios of a PBX. */
export function createScenarios(pbx: Pbx, control: CallControl): Scenarios {
  function begin(kind: CallFacts, phase: Phase, { line, silent = false }: CallOptions): string {
    return pbx.begin({ callId: pbx.newCallId(), line: pbx.line(line), facts: kind, phase, silent }).callId;
  }

  function ring({
    callId = pbx.newCallId(),
    line,
    phase = 'Ringing',
    silent = false,
    ...caller
  }: RingOptions = {}): string {
    const at = pbx.line(line);
    const kind = pbx.remembered(callId)?.facts ?? facts.incoming(callerOf(callId, caller));
    if (kind.queueID !== undefined && phase === 'Ringing') {
      pbx.joinQueue(
        kind.queueID,
        { callId, callerNumber: kind.callerPhone, callerName: kind.callerName },
        silent,
      );
    }
    const answeredAt = phase === 'Talking' || phase === 'Hold' ? pbx.now() : 0;
    pbx.begin({ callId, line: at, facts: kind, phase, answeredAt, silent });
    return callId;
  }

  /** Adds a waiting call's own caller. A call from a queue has the queue's name by default. */
  function callerOf(callId: string, caller: CallerOptions): CallerOptions {
    for (const queue of pbx.queues) {
      const waiting = queue.waiting.find((each) => each.callId === callId);
      if (waiting) return { ...waiting, queueID: queue.queueID, ...caller };
    }
    return caller.queueID === undefined ? caller : { callerName: pbx.queue(caller.queueID).name, ...caller };
  }

  function joinQueue({
    queueID,
    callerNumber = facts.DEFAULT_CALLER,
    callerName,
    silent = false,
  }: Parameters<Scenarios['joinQueue']>[0] = {}): string {
    const queue = pbx.queue(queueID);
    const callId = pbx.newCallId();
    pbx.joinQueue(queue.queueID, { callId, callerNumber, callerName: callerName ?? queue.name }, silent);
    return callId;
  }

  function colleagueOf(line: Line): Line {
    const colleague = pbx.lines.find((each) => each.userID !== line.userID);
    if (!colleague) throw new SimulatorError('There is no line of a colleague.');
    return colleague;
  }

  return {
    ring,
    joinQueue,
    secondCaller(options = {}) {
      const { calls, extenUser } = pbx.line(options.line);
      if (!calls.some((call) => call.phase === 'Talking' || call.phase === 'Hold')) {
        const first = calls.find((call) => call.phase === 'Ringing')?.callId ?? ring({ line: extenUser });
        control.answer({ callId: first, line: extenUser });
      }
      return ring({ callerNumber: '0507654321', callerName: 'Jane Doe', ...options });
    },
    twoPhones(options = {}) {
      const callId = ring(options);
      const { line, call } = pbx.find({ callId })[0];
      const { facts: kind, startedAt } = call;
      const { silent = false } = options;
      return pbx.begin({ callId, line, facts: kind, phase: 'Ringing', startedAt, phone: 2, silent }).callId;
    },
    hiddenNumber: (options = {}) => ring({ callerName: '', ...options, callerNumber: facts.HIDDEN }),
    hebrewName: (options = {}) => ring({ callerName: 'לויס ליין', ...options }),
    internalCall: (options = {}) => begin(facts.internal(options), 'Ringing', options),
    colleagueCall: (options = {}) => ring({ line: colleagueOf(pbx.line()).extenUser, ...options }),
    joinedCall({ callId, ...options } = {}) {
      const id = callId ?? joinQueue(options);
      const queue = pbx.queues.find((each) => each.waiting.some((waiting) => waiting.callId === id));
      if (!queue) throw new SimulatorError(`Call ${id} waits in no queue.`);
      const at = pbx.line(options.line);
      pbx.leaveQueue(id, { ...options, reason: 'ANSWER' });
      return pbx.begin({
        ...options,
        callId: id,
        line: at,
        facts: facts.joined(queue.queueID),
        phase: 'Talking',
      }).callId;
    },
    transfer(options = {}) {
      const to = pbx.line(options.line);
      const from = colleagueOf(to);
      // Silently creates what happened before: the colleague consulted the agent while the customer was on
      // hold.
      const answeredAt = pbx.now();
      const asking = {
        facts: facts.internal({ callerName: from.userName }),
        phase: 'Talking',
        answeredAt,
        silent: true,
      } as const;
      const asked =
        to.calls.find((call) => call.facts.isInternal) ??
        pbx.begin({ ...asking, callId: pbx.newCallId(), line: to });
      if (asked.answeredAt === 0) control.answer({ callId: asked.callId, line: to.extenUser });
      pbx.begin({ ...asking, facts: facts.internalDialed(to.userName), callId: asked.callId, line: from });
      const customer = ring({ ...options, line: from.extenUser, phase: 'Hold', silent: true });

      for (const callId of [customer, asked.callId]) pbx.end({ callId, cause: '', dialStatus: 'Transfer' });
      const arriving = facts.transferred(options, [asked.callId, customer], from.userName);
      const times = { startedAt: asked.startedAt, answeredAt: asked.answeredAt };
      return pbx.begin({
        callId: pbx.newCallId(),
        line: to,
        facts: arriving,
        phase: 'Talking',
        ...times,
        silent: options.silent ?? false,
      }).callId;
    },
    dial: (options = {}) => begin(facts.outgoing(options), 'Dialing', options),
    click2Call: (options = {}) => begin(facts.click2Call(options, 1), 'Dialing', options),
    click2CallSecondLeg(target = {}) {
      const { line, call } = pbx.find(target)[0];
      if (call.facts.leg !== 1 || call.answeredAt === 0)
        throw new SimulatorError(`Call ${call.callId} is no answered first leg of a Click2Call.`);
      const second: CallFacts = { ...call.facts, leg: 2 };
      return pbx.begin({
        ...target,
        callId: call.callId,
        line,
        facts: second,
        phase: 'Talking',
        startedAt: call.startedAt,
      }).callId;
    },
    spy: (options = {}) => begin(facts.spy(options), 'Spying', options),
  };
}
