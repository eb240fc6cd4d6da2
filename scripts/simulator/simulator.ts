/** The interface of a running simulator, for tests, tools and the control page. */
import type { CallControl } from './call-control.ts';
import type { Port } from './port.ts';
import type { LoginFault } from './login-faults.ts';
import type { CrmBehaviour } from './crm/crms.ts';
import type { LookupBehaviour } from './lookup.ts';
import type { LineSetup, QueueSetup } from './model.ts';
import type { RetryOptions } from './queue-retries.ts';
import type { AttackOptions } from './load-attack.ts';
import type { WireMessage } from './sockets.ts';
import type { SimulatorState } from './state.ts';
import type { Scenarios } from './scenarios.ts';
import type { FaultInjection } from './fault-injection.ts';

/** Start options. Every option has a default. */
export interface SimulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** The form of events: as captured from a live server (default), or as in the vendor's documentation. */
  readonly shape?: 'captured' | 'documented';
  /** Minutes by which the server's wall clock is ahead of UTC; default 120. */
  readonly serverTimeOffset?: number;
  /** Lifetime of a token; default one day. */
  readonly tokenLifetimeSeconds?: number;
  readonly lines?: readonly LineSetup[];
  readonly queues?: readonly QueueSetup[];
  /** The real time in epoch milliseconds; default the computer's. */
  readonly now?: () => number;
}

/** A running simulator and its operations. An operation that is not possible throws a SimulatorError. */
export interface Simulator
  extends Scenarios, CallControl, FaultInjection, Pick<Port, 'takeDown' | 'bringUp'> {
  /** Base address without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Cuts all connections, stops all timers and frees the port. */
  readonly close: () => Promise<void>;
  readonly state: () => SimulatorState;
  /** The last events on the wire, in both directions, oldest first. */
  readonly lastMessages: () => readonly WireMessage[];
  /** Starts a queue call that rings repeatedly by itself. Returns its callId. */
  readonly queueRetries: (options?: RetryOptions) => string;
  /** Changes the status of a line's user (userStatusUpdate); 2 logs out. */
  readonly setStatus: (change: { readonly status: number; readonly line?: string }) => void;
  /** Sends any event to every client, unchanged. */
  readonly emit: (name: string, payload: unknown) => void;
  /** Sends a packet of the socket.io protocol unchanged. For packets that no library would send. */
  readonly sendRaw: (packet: string) => void;
  /**
   * Runs an attack with all hostile traffic at once (load-attack.ts). Resolves with the number of events
   * after the last one is sent.
   */
  readonly attack: (options?: AttackOptions) => Promise<number>;
  /**
   * Adds a monitor server with its own port, on the same exchange and with the same tokens. Logins do not
   * name it until `advertise` does.
   */
  readonly addServer: (port?: number) => Promise<Port>;
  /** Sets the servers in a login's URLList (MonitorList), the preferred one first. Default: only this one. */
  readonly advertise: (urls: readonly string[]) => void;
  readonly orderLoginFault: (fault: LoginFault) => void;
  readonly clearLoginFaults: () => void;
  /** Sets how the pop-up endpoint at `/lookup` answers from now on. Default: correctly. */
  readonly answerLookups: (behaviour: LookupBehaviour) => void;
  /** Sets how the CRMs at `/crm/<name>/` answer searches from now on. */
  readonly answerCrms: (behaviour: CrmBehaviour) => void;
}
