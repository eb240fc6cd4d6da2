/** The data of the different kinds of call. Each kind lacks the same fields as on the wire. */
import type { CallFacts } from './model.ts';

/** Who calls, and how the call arrived. Every field is optional. */
export interface CallerOptions {
  readonly callerNumber?: string;
  readonly callerName?: string;
  readonly dialedNumber?: string;
  /** If set, the call comes from this queue. */
  readonly queueID?: number;
  /** Custom variables that the PBX sends with the call. */
  readonly customData?: Readonly<Record<string, string>>;
}

/** Default number of the caller. */
export const DEFAULT_CALLER = '0501234567';
/** Default dialled number. */
export const DEFAULT_DIALED = '0722776772';
/** The wire's text for a withheld number. */
export const HIDDEN = 'Anonymous';

const PLAIN = { dialedNumber: '', isInternal: false, relatedCallIds: [], customData: {} } as const;

// Outgoing calls have these five fields in customdata. No source shows their real values.
const DO_NOT_CALL = {
  DoNotCallMeStatus: 'sample',
  DoNotCallMeStatusCode: 'sample',
  DoNotCallMeTokenName: 'sample',
  DoNotCallMetransactionId: 'sample',
  IsDoNotCallMe: 'sample',
};

/** Returns an incoming call from outside. */
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

/**
 * Returns a call from a colleague. The number field contains the name, and the number is in originalCallerID.
 */
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

/** Returns the other end of an internal call, as shown at the line of the colleague who dialled. */
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

/** Returns a waiting queue call that the agent joined without a ring. It does not contain the caller. */
export function joined(queueID: number): CallFacts {
  return { ...PLAIN, direction: 'Incoming', callerName: '', callerPhone: HIDDEN, queueID };
}

/** Returns the call at the line that received an attended transfer. */
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

/** Returns a call that the agent dialled. */
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

/** Returns one leg of a call that the agent started from a web page. */
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

/**
 * Returns a call that listens in on a colleague. The capture contains none: [inferred] from the vendor's
 * page.
 */
export function spy({ callerName = 'Lois Lane' }: CallerOptions): CallFacts {
  return { ...PLAIN, direction: 'Spy', callerName, callerPhone: callerName, isInternal: true };
}
