/** What a running simulator offers to tests, tools and the control page. */
import type { CallControl } from './call-control.ts';
import type { Port } from './port.ts';
import type { LoginFault } from './login-faults.ts';
import type { LookupBehaviour } from './lookup.ts';
import type { LineSetup, QueueSetup } from './model.ts';
import type { RetryOptions } from './queue-retries.ts';
import type { AttackOptions } from './load-attack.ts';
import type { WireMessage } from './sockets.ts';
import type { SimulatorState } from './state.ts';
import type { Scenarios } from './scenarios.ts';
import type { FaultInjection } from './fault-injection.ts';

/** How a simulator is started; everything has a default. */
export interface SimulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** The shape of events: as captured from a live server (default), or as the vendor's page prints them. */
  readonly shape?: 'captured' | 'documented';
  /** Minutes by which the server's wall clock is ahead of UTC; default 120. */
  readonly serverTimeOffset?: number;
  /** How long a token lives; default one day. */
  readonly tokenLifetimeSeconds?: number;
  readonly lines?: readonly LineSetup[];
  readonly queues?: readonly QueueSetup[];
  /** The true time in epoch milliseconds; default the computer's. */
  readonly now?: () => number;
}

/** A running simulator and all that can be done to it. What cannot be done throws a SimulatorError. */
export interface Simulator
  extends Scenarios, CallControl, FaultInjection, Pick<Port, 'takeDown' | 'bringUp'> {
  /** Base address without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Cuts all connections, stops all timers, frees the port. */
  readonly close: () => Promise<void>;
  readonly state: () => SimulatorState;
  /** The last events on the wire, in both directions, oldest first. */
  readonly lastMessages: () => readonly WireMessage[];
  /** A queue call that rings again and again, by itself; returns its callId. */
  readonly queueRetries: (options?: RetryOptions) => string;
  /** The status of a line's user changes (userStatusUpdate); 2 logs out. */
  readonly setStatus: (change: { readonly status: number; readonly line?: string }) => void;
  /** Sends any event to every client, as it is. */
  readonly emit: (name: string, payload: unknown) => void;
  /** Sends a packet of the socket.io protocol as it is written, for what no library would send. */
  readonly sendRaw: (packet: string) => void;
  /** Everything hostile at once (load-attack.ts); resolves with the number of events when the last one is sent. */
  readonly attack: (options?: AttackOptions) => Promise<number>;
  /** Another monitor server on the same exchange with the same tokens, at a port of its own. No login names it by itself. */
  readonly addServer: (port?: number) => Promise<Port>;
  /** What a login's URLList (MonitorList) names from now on, the preferred server first; at the start this one alone. */
  readonly advertise: (urls: readonly string[]) => void;
  readonly orderLoginFault: (fault: LoginFault) => void;
  readonly clearLoginFaults: () => void;
  /** How the pop-up endpoint at `/lookup` answers from now on; at the start as it should. */
  readonly answerLookups: (behaviour: LookupBehaviour) => void;
}
