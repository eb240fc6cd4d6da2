/** Puts the simulator together: exchange, wire, login, sockets, control API and page on one port. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CallControl, createCallControl } from './call-control.ts';
import { createControlApi } from './control-api.ts';
import { asDocumented } from './doc-format.ts';
import { type Door, openDoor } from './port.ts';
import { pathOf } from './http.ts';
import { createLogin } from './login.ts';
import { createFaultDesk, type LoginFault } from './login-faults.ts';
import { createLookup, type LookupBehaviour } from './lookup.ts';
import {
  DEFAULT_LINES,
  DEFAULT_QUEUES,
  type Line,
  type LineSetup,
  type PbxEvent,
  type Queue,
  type QueueSetup,
} from './model.ts';
import { servePage } from './page.ts';
import { createPbx } from './pbx.ts';
import { createTimers, type RetryOptions, startQueueRetries } from './queue-retries.ts';
import { besiege, type SiegeOptions } from './load-attack.ts';
import type { SocketParts, WireMessage } from './sockets.ts';
import { describeState, type SimulatorState } from './state.ts';
import { createStories, type Stories } from './scenarios.ts';
import { createTokenOffice, type Scope } from './tokens.ts';
import { createTraffic } from './traffic.ts';
import { createTrouble, type KeepaliveAnswer, type Trouble } from './fault-injection.ts';
import { createWire, type WireEvent } from './wire.ts';

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
export interface Simulator extends Stories, CallControl, Trouble, Pick<Door, 'takeDown' | 'bringUp'> {
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
  readonly besiege: (options?: SiegeOptions) => Promise<number>;
  /** Another monitor server on the same exchange with the same tokens, at a port of its own. No login names it by itself. */
  readonly addServer: (port?: number) => Promise<Door>;
  /** What a login's URLList (MonitorList) names from now on, the preferred server first; at the start this one alone. */
  readonly advertise: (urls: readonly string[]) => void;
  readonly orderLoginFault: (fault: LoginFault) => void;
  readonly clearLoginFaults: () => void;
  /** How the pop-up endpoint at `/lookup` answers from now on; at the start as it should. */
  readonly answerLookups: (behaviour: LookupBehaviour) => void;
}

/** Starts a simulator; rejects if it cannot listen, with node's error (EADDRINUSE for a port that is taken). */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    shape = 'captured',
    serverTimeOffset = 120,
    now = Date.now,
  } = options;
  const seconds = (): number => Math.floor(now() / 1000);
  const wire = createWire({ now: seconds, offsetMinutes: serverTimeOffset });
  const shaped = (event: WireEvent): WireEvent => (shape === 'documented' ? asDocumented(event) : event);

  const pbx = createPbx({
    lines: options.lines ?? DEFAULT_LINES,
    queues: options.queues ?? DEFAULT_QUEUES,
    now: seconds,
    newCallId: wire.newCallId,
    announce: (event) =>
      traffic.send({ event: shaped(wire.event(event)), concerns: (scope) => concerns(event, scope) }),
  });
  const control = createCallControl(pbx);
  const stories = createStories(pbx, control);
  const timers = createTimers();
  const tokens = createTokenOffice(now, options.tokenLifetimeSeconds ?? 24 * 3600);
  const faults = createFaultDesk();
  const lookup = createLookup({ now });
  const doors: Door[] = [];
  const traffic = createTraffic(({ event, concerns: whom }) =>
    doors.forEach(({ sockets }) => sockets.send(event, whom)),
  );
  const emit = (name: string, payload: unknown): void => traffic.send({ event: [name, payload] });
  const sendRaw = (packet: string): void => doors.forEach(({ sockets }) => sockets.sendRaw(packet));
  let keepalive: KeepaliveAnswer = 'ok';
  let advertised: readonly string[] | undefined;

  const snapshot = (scope: Scope): WireEvent[] => {
    const lines = pbx.lines.filter((line) => owns(scope, line));
    return [wire.loginStatus(queuesOf(pbx.queues, lines)), wire.allExtensionsStatus(lines)].map(shaped);
  };
  const parts: Omit<SocketParts, 'http'> = {
    tokens,
    now,
    snapshot,
    greeting: (scope) => [wire.loginSuccess(), ...snapshot(scope), wire.allDialersStatus()],
    keepaliveResponse: () =>
      keepalive === 'none' ? undefined : wire.keepaliveResponse(keepalive === 'error' ? 1 : 0),
  };
  const open = async (at: number): Promise<Door> => {
    const door = await openDoor({ host, port: at, route, parts });
    doors.push(door);
    return door;
  };
  const main = await open(port);
  const login = createLogin({
    tokens,
    faults,
    url: () => main.url,
    servers: () => advertised ?? [main.url],
    now,
  });
  const trouble = createTrouble({
    doors: () => doors,
    tokens,
    traffic,
    timers,
    pbx,
    emit,
    setKeepalive: (how) => void (keepalive = how),
  });

  const simulator: Simulator = {
    ...stories,
    ...control,
    ...trouble,
    url: main.url,
    port: main.port,
    takeDown: main.takeDown,
    bringUp: main.bringUp,
    addServer: (at = 0) => open(at),
    advertise: (urls) => void (advertised = urls),
    queueRetries: (retries = {}) => startQueueRetries({ pbx, stories, control, timers }, retries),
    setStatus: ({ status, line }) => pbx.setStatus(pbx.line(line), status),
    emit,
    sendRaw,
    besiege: (siege) =>
      besiege({ sendRaw, now: seconds, allLines: () => shaped(wire.allExtensionsStatus(pbx.lines)) }, siege),
    orderLoginFault: faults.order,
    clearLoginFaults: faults.clear,
    answerLookups: lookup.behave,
    state: () =>
      describeState({
        url: main.url,
        shape,
        pbx,
        sockets: doors.map(({ sockets }) => sockets),
        login,
        faults,
        lookup,
      }),
    lastMessages: () => doors.flatMap(({ sockets }) => sockets.lastMessages()).sort((a, b) => a.at - b.at),
    async close() {
      timers.clear();
      await Promise.all(doors.map((door) => door.takeDown()));
    },
  };
  const controlApi = createControlApi(simulator);

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    if (login.owns(path)) return login.handle(request, response);
    if (lookup.owns(path)) return lookup.handle(request, response);
    if (path.startsWith('/control/')) return controlApi(request, response);
    return servePage(path, response);
  }

  return simulator;
}

/** A user hears of the user's own lines only, and nothing of queues. */
function concerns(event: PbxEvent, scope: Scope): boolean {
  return event.kind === 'queue' ? scope.kind === 'account' : owns(scope, event.line);
}

function owns(scope: Scope, line: Line): boolean {
  return scope.kind === 'account' || scope.userID === line.userID;
}

function queuesOf(queues: readonly Queue[], lines: readonly Line[]): Queue[] {
  return queues.filter((queue) => lines.some((line) => line.queueIDs.includes(queue.queueID)));
}
