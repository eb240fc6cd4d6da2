/** The things that the simulated PBX knows. Every epoch here is true UTC seconds, 0 for "none"; only wire.ts bends them. */

/** Where a call stands, in the wire's own words (`callstatus`). */
export type Phase = 'Ringing' | 'Dialing' | 'Talking' | 'Hold' | 'Spying';

/** The wire's `direction` (and `callType`). */
export type Direction = 'Incoming' | 'Outgoing' | 'Click2Call' | 'Spy';

/** What a call is about, apart from where it stands. An absent field is absent on the wire too. */
export interface CallFacts {
  readonly direction: Direction;
  readonly callerName: string;
  readonly callerPhone: string;
  readonly dialedNumber: string;
  readonly isInternal: boolean;
  readonly relatedCallIds: readonly string[];
  readonly customData: Readonly<Record<string, string>>;
  readonly originalCallerID?: string;
  readonly originalCallerName?: string;
  readonly actualDialedNumber?: string | number;
  readonly queueID?: number;
  readonly transferredBy?: string;
  /** Click2Call only: 1 rings the agent's own phone, 2 is the call that the agent asked for. */
  readonly leg?: 1 | 2;
}

/** One call as one line has it: the same callId at two lines is two of these. */
export interface Call {
  readonly callId: string;
  readonly facts: CallFacts;
  readonly startedAt: number;
  /** Counts up over the whole PBX, so the newest call is the one with the highest. */
  readonly serial: number;
  phase: Phase;
  answeredAt: number;
}

/** A line and the user it belongs to, as a simulator is told of it. */
export interface LineSetup {
  /** The SIP user name, by which everything here names a line. */
  readonly extenUser: string;
  readonly userID: number;
  readonly userName: string;
  readonly number: number;
  /** The queues that this line answers. */
  readonly queueIDs: readonly number[];
}

/** A line while the simulator runs. */
export interface Line extends LineSetup {
  /** 0 when nobody is logged in at this line. */
  onlineUserID: number;
  status: number;
  statusSince: number;
  lastCallAt: number;
  lastAnsweredAt: number;
  lastHangUpAt: number;
  calls: Call[];
}

/** A caller who waits in a queue. */
export interface WaitingCall {
  readonly callId: string;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly joinedAt: number;
}

/** A queue as a simulator is told of it. */
export interface QueueSetup {
  readonly queueID: number;
  readonly name: string;
}

/** A queue while the simulator runs. */
export interface Queue extends QueueSetup {
  waiting: WaitingCall[];
}

/** What the PBX announces; wire.ts turns each into the payload that clients get. */
export type PbxEvent =
  | {
      readonly kind: 'call';
      readonly reason: 'NEWCALL' | 'ANSWER' | 'HOLD' | 'UNHOLD';
      readonly line: Line;
      readonly call: Call;
    }
  | {
      readonly kind: 'hangUp';
      readonly line: Line;
      readonly call: Call;
      readonly cause: string;
      readonly dialStatus: string;
    }
  | { readonly kind: 'status'; readonly line: Line }
  | {
      readonly kind: 'queue';
      readonly reason: QueueReason;
      readonly queue: Queue;
      readonly callId: string;
      readonly answeredAgent?: string;
    };

/** Why a queue event is sent; ANSWER is not on the vendor's page, but on the wire. */
export type QueueReason = 'JOIN' | 'ANSWER' | 'EXIT' | 'ABANDONED';

/** The default agent's line comes first: calls ring there unless told otherwise. */
export const DEFAULT_LINES: readonly LineSetup[] = [
  { extenUser: 'SIPSIP1', userID: 7654321, userName: 'Clark Kent', number: 1234567, queueIDs: [555] },
  { extenUser: 'SIPSIP2', userID: 12345679, userName: 'Lois Lane', number: 9876542, queueIDs: [555, 556] },
];

/** The default queues; the second one is not the default agent's, so that a test can miss it. */
export const DEFAULT_QUEUES: readonly QueueSetup[] = [
  { queueID: 555, name: 'תמיכה' },
  { queueID: 556, name: 'מכירות' },
];

/** Something was asked of the simulator that cannot be; the message is a sentence for whoever asked. */
export class SimulatorError extends Error {}
