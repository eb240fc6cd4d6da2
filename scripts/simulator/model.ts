/**
 * The data of the simulated PBX. Every epoch here is UTC seconds, with 0 for "none". Only wire.ts converts
 * them.
 */

/** Phase of a call, in the wire's words (`callstatus`). */
export type Phase = 'Ringing' | 'Dialing' | 'Talking' | 'Hold' | 'Spying';

/** The wire's `direction` (and `callType`). */
export type Direction = 'Incoming' | 'Outgoing' | 'Click2Call' | 'Spy';

/** The data of a call apart from its phase. An absent field is absent on the wire too. */
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
  /** Click2Call only. 1 rings the agent's own phone; 2 is the call to the customer. */
  readonly leg?: 1 | 2;
}

/** One call at one phone of a line. The same callId at two lines or phones is two of these. */
export interface Call {
  readonly callId: string;
  readonly facts: CallFacts;
  readonly startedAt: number;
  /** Increases across the whole PBX. The newest call has the highest. */
  readonly serial: number;
  /** Which phone of the line, counted from 1. */
  readonly phone: number;
  phase: Phase;
  answeredAt: number;
}

/** Configuration of a line and its user. */
export interface LineSetup {
  /** The SIP user name, which identifies a line in the simulator. */
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

/** Configuration of a queue. */
export interface QueueSetup {
  readonly queueID: number;
  readonly name: string;
}

/** A queue while the simulator runs. */
export interface Queue extends QueueSetup {
  waiting: WaitingCall[];
}

/** An event of the PBX. wire.ts converts it to the payload that clients receive. */
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

/** Why a queue event is sent. ANSWER is not in the vendor's documentation, but on the wire. */
export type QueueReason = 'JOIN' | 'ANSWER' | 'EXIT' | 'ABANDONED';

/** The default lines. The default agent's comes first; calls ring there unless another line is named. */
export const DEFAULT_LINES: readonly LineSetup[] = [
  { extenUser: 'SIPSIP1', userID: 7654321, userName: 'Clark Kent', number: 1234567, queueIDs: [555] },
  { extenUser: 'SIPSIP2', userID: 12345679, userName: 'Lois Lane', number: 9876542, queueIDs: [555, 556] },
];

/** The default queues. The second one is not the default agent's, so that a test can check its absence. */
export const DEFAULT_QUEUES: readonly QueueSetup[] = [
  { queueID: 555, name: 'תמיכה' },
  { queueID: 556, name: 'מכירות' },
];

/** An operation that the simulator cannot do. The message is a sentence for the user. */
export class SimulatorError extends Error {}
