/** Assembles the simulator: exchange, wire, login, sockets, control API and page on one port. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createCallControl } from './call-control.ts';
import { createControlApi } from './control-api.ts';
import { asDocumented } from './doc-format.ts';
import { type Port, openPort } from './port.ts';
import { pathOf } from './http.ts';
import { createLogin } from './login.ts';
import { createFaultRegistry } from './login-faults.ts';
import { createCrms } from './crm/crms.ts';
import { createLookup } from './lookup.ts';
import { DEFAULT_LINES, DEFAULT_QUEUES, type Line, type PbxEvent, type Queue } from './model.ts';
import { servePage } from './page.ts';
import { answerPopup, isPopup } from './popup.ts';
import { createPbx } from './pbx.ts';
import { createTimers, startQueueRetries } from './queue-retries.ts';
import { attack } from './load-attack.ts';
import type { SocketParts } from './sockets.ts';
import { describeState } from './state.ts';
import { createScenarios } from './scenarios.ts';
import { createTokenService, type Scope } from './tokens.ts';
import { createTraffic } from './traffic.ts';
import { createFaultInjection, type KeepaliveAnswer } from './fault-injection.ts';
import { createWire, type WireEvent } from './wire.ts';
import type { SimulatorOptions, Simulator } from './simulator.ts';

/** Starts a simulator. Rejects with node's error if it cannot listen (EADDRINUSE for a port in use). */
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
  const stories = createScenarios(pbx, control);
  const timers = createTimers();
  const tokens = createTokenService(now, options.tokenLifetimeSeconds ?? 24 * 3600, (scope) =>
    doors.forEach(({ sockets }) => sockets.sendToInvalid(wire.loginSuccess(1), scope)),
  );
  const faults = createFaultRegistry();
  const lookup = createLookup({ now });
  const crms = createCrms({ now });
  const doors: Port[] = [];
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
  const open = async (at: number): Promise<Port> => {
    const door = await openPort({ host, port: at, route, parts });
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
  const trouble = createFaultInjection({
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
    attack: (options) =>
      attack({ sendRaw, now: seconds, allLines: () => shaped(wire.allExtensionsStatus(pbx.lines)) }, options),
    orderLoginFault: faults.order,
    clearLoginFaults: faults.clear,
    answerLookups: lookup.behave,
    answerCrms: crms.behave,
    state: () =>
      describeState({
        url: main.url,
        shape,
        pbx,
        sockets: doors.map(({ sockets }) => sockets),
        login,
        faults,
        lookup,
        crms,
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
    if (crms.owns(path)) return crms.handle(request, response);
    if (isPopup(request)) return answerPopup(request, response);
    if (path.startsWith('/control/')) return controlApi(request, response);
    return servePage(path, response);
  }

  return simulator;
}

/** A user receives events only of the user's own lines, and none of queues. */
function concerns(event: PbxEvent, scope: Scope): boolean {
  return event.kind === 'queue' ? scope.kind === 'account' : owns(scope, event.line);
}

function owns(scope: Scope, line: Line): boolean {
  return scope.kind === 'account' || scope.userID === line.userID;
}

function queuesOf(queues: readonly Queue[], lines: readonly Line[]): Queue[] {
  return queues.filter((queue) => lines.some((line) => line.queueIDs.includes(queue.queueID)));
}
