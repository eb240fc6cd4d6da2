/** What the different kinds of call say about themselves; which fields a kind lacks is as the wire has it. */
import type { CallFacts } from './model.ts';

/** Who calls, and how they got here. Whatever is absent has a default. */
export interface CallerOptions {
  readonly callerNumber?: string;
  readonly callerName?: string;
  readonly dialedNumber?: string;
  /** Set: the call comes out of this queue. */
  readonly queueID?: number;
  /** Custom variables that the PBX sends along. */
  readonly customData?: Readonly<Record<string, string>>;
}

/** The number that calls unless told otherwise. */
export const DEFAULT_CALLER = '0501234567';
/** The number that is called unless told otherwise. */
export const DEFAULT_DIALED = '0722776772';
/** What the wire says in place of a withheld number. */
export const HIDDEN = 'Anonymous';

const PLAIN = { dialedNumber: '', isInternal: false, relatedCallIds: [], customData: {} } as const;

// Outgoing calls carry these five in customdata; their true values are in no source.
const DO_NOT_CALL = {
  DoNotCallMeStatus: 'sample',
  DoNotCallMeStatusCode: 'sample',
  DoNotCallMeTokenName: 'sample',
  DoNotCallMetransactionId: 'sample',
  IsDoNotCallMe: 'sample',
};

/** A caller from outside, ringing. */
export function incoming({
  callerNumber = DEFAULT_CALLER,
  callerName = 'John Doe',
  dialedNumber = DEFAULT_DIALED,
  queueID,
  customData = {},
}: CallerOptions): CallFacts {
  return {
    ...PLAIN,
    direction: 'Incoming',
    callerName,
    callerPhone: callerNumber,
    dialedNumber,
    originalCallerID: callerNumber,
    originalCallerName: '',
    actualDialedNumber: dialedNumber,
    customData,
    ...(queueID === undefined ? {} : { queueID }),
  };
}

/** A colleague: the name stands where the number should, and the number in originalCallerID. */
export function internal({ callerName = 'Lois Lane', callerNumber = '602' }: CallerOptions): CallFacts {
  return {
    ...PLAIN,
    direction: 'Incoming',
    callerName,
    callerPhone: callerName,
    isInternal: true,
    originalCallerID: callerNumber,
    actualDialedNumber: 205,
  };
}

/** The other end of an internal call: what the line of the colleague who dialled shows. */
export function internalDialed(callerName: string): CallFacts {
  return {
    ...PLAIN,
    direction: 'Outgoing',
    callerName,
    callerPhone: callerName,
    isInternal: true,
    actualDialedNumber: 205,
  };
}

/** A waiting queue call that the agent joined without a ring: it does not know its caller. */
export function joined(queueID: number): CallFacts {
  return { ...PLAIN, direction: 'Incoming', callerName: '', callerPhone: HIDDEN, queueID };
}

/** What an attended transfer leaves at the line that took it over. */
export function transferred(
  options: CallerOptions,
  relatedCallIds: readonly string[],
  transferredBy: string,
): CallFacts {
  const { callerNumber = DEFAULT_CALLER, callerName = 'John Doe', dialedNumber = DEFAULT_DIALED } = options;
  return {
    ...PLAIN,
    direction: 'Incoming',
    callerName,
    callerPhone: callerNumber,
    dialedNumber,
    relatedCallIds,
    actualDialedNumber: 205,
    transferredBy,
  };
}

/** A call that the agent dialled. */
export function outgoing({ callerNumber = DEFAULT_CALLER, callerName = '' }: CallerOptions): CallFacts {
  return {
    ...PLAIN,
    direction: 'Outgoing',
    callerName,
    callerPhone: callerNumber,
    customData: DO_NOT_CALL,
    actualDialedNumber: callerNumber,
  };
}

/** One leg of a call that the agent asked a web page for. */
export function click2Call({ callerNumber = HIDDEN, callerName = '' }: CallerOptions, leg: 1 | 2): CallFacts {
  return {
    ...PLAIN,
    direction: 'Click2Call',
    callerName,
    callerPhone: callerNumber,
    customData: DO_NOT_CALL,
    leg,
  };
}

/** Listening in on a colleague. The capture holds none: [inferred] from the vendor's page. */
export function spy({ callerName = 'Lois Lane' }: CallerOptions): CallFacts {
  return { ...PLAIN, direction: 'Spy', callerName, callerPhone: callerName, isInternal: true };
}
