/** The socket side: a genuine socket.io 2.5.1 server, set as Voicenter's is, and the means to break its connections. */
import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import createSocketServer, { type Socket } from 'socket.io';
import { silence } from './mute.ts';
import type { Scope, TokenService } from './tokens.ts';
import type { WireEvent } from './wire.ts';

/** A client that is connected. */
export interface ConnectedClient {
  readonly id: string;
  readonly scope: Scope;
  /** Epoch milliseconds. */
  readonly connectedAt: number;
}

/** Something that a client sent. */
export interface ClientEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly clientId: string;
  readonly name: string;
  /** Its values as JSON, tokens masked. */
  readonly values: string;
}

/** An event that went over the wire. */
export interface WireMessage {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: 'server' | 'client';
  readonly name: string;
  readonly payload: unknown;
}

/** What the sockets need to know of the rest. */
export interface SocketParts {
  readonly http: HttpServer;
  readonly tokens: TokenService;
  readonly now: () => number;
  readonly greeting: (scope: Scope) => readonly WireEvent[];
  readonly snapshot: (scope: Scope) => readonly WireEvent[];
  /** What a client's keepalive is answered with; undefined: with nothing. */
  readonly keepaliveResponse: () => WireEvent | undefined;
}

/** All sockets of a simulator. */
export interface Sockets {
  readonly clients: () => readonly ConnectedClient[];
  /** The latest events that clients sent, oldest first. */
  readonly clientEvents: () => readonly ClientEvent[];
  /** The last events in both directions, oldest first: a few, for messages about a failed test. */
  readonly lastMessages: () => readonly WireMessage[];
  /** Sends to every client that `concerns` says yes to; absent: to all. */
  readonly send: (
    event: readonly [name: string, payload: unknown],
    concerns?: (scope: Scope) => boolean,
  ) => void;
  /** Sends every client a packet of the socket.io protocol as it is written, whatever it says. */
  readonly sendRaw: (packet: string) => void;
  /** Cuts every connection below the protocol, without a goodbye; returns how many clients were connected. */
  readonly drop: () => number;
  /** Refuses (or accepts again) new sockets at their handshake; the connected ones stay. */
  readonly refuse: (refusing: boolean) => void;
  readonly isRefusing: () => boolean;
  /**
   * Half-open: every socket there is stays up and dies silently, for good. 'new-too': sockets that come now wait for an answer
   * until `speak`; 'old-only': those are served.
   */
  readonly fallSilent: (whom: 'old-only' | 'new-too') => void;
  /** New sockets, and those that waited, are answered again. */
  readonly speak: () => void;
}

const KEPT_EVENTS = 1000;
const KEPT_MESSAGES = 20;

/** Attaches the socket server to an http server. */
export function createSockets({
  http,
  tokens,
  now,
  greeting,
  snapshot,
  keepaliveResponse,
}: SocketParts): Sockets {
  // By id: a 4.x client makes this server connect its one socket twice, and only the second is ever said to disconnect.
  const clients = new Map<string, { readonly socket: Socket; readonly client: ConnectedClient }>();
  const connections = new Set<Duplex>();
  const heard: ClientEvent[] = [];
  const messages: WireMessage[] = [];
  let refusing = false;
  let unanswered: (() => void)[] | undefined;

  http.on('upgrade', (_request, connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });

  const io = createSocketServer(http, {
    transports: ['websocket'],
    pingInterval: 60_000,
    pingTimeout: 180_000,
    serveClient: false,
    // Any Origin is welcome: this takes the place of socket.io's own check.
    allowRequest(_request, answer) {
      const reply = (): void => answer(refusing ? 'Refused' : null, !refusing);
      if (unanswered) unanswered.push(reply);
      else reply();
    },
  });
  const lineScopeOf = (socket: Socket): Scope | undefined => tokens.lineScopeOf(socket.handshake.query.token);
  const note = (from: WireMessage['from'], name: string, payload: unknown): void => {
    messages.push({ at: now(), from, name, payload });
    if (messages.length > KEPT_MESSAGES) messages.shift();
  };
  const emitAll = (socket: Socket, events: readonly WireEvent[]): void => {
    for (const [name, payload] of events) {
      note('server', name, payload);
      socket.emit(name, payload);
    }
  };

  // An old server refuses so: an "error" packet with this word, and the connection stays open.
  io.use((socket, next) => next(lineScopeOf(socket) ? undefined : new Error('Unauthorized')));

  io.on('connection', (socket) => {
    const scope = lineScopeOf(socket);
    if (!scope) return void socket.disconnect(true);
    // The first packet to it may have met a closed connection: then it is announced dead, and will not be said to disconnect.
    if (socket.conn.readyState !== 'open') return;
    clients.set(socket.id, { socket, client: { id: socket.id, scope, connectedAt: now() } });
    socket.on('disconnect', () => clients.delete(socket.id));
    socket.use(([name, ...values], next) => {
      heard.push({ at: now(), clientId: socket.id, name, values: tokens.mask(JSON.stringify(values)) });
      if (heard.length > KEPT_EVENTS) heard.shift();
      note('client', name, undefined);
      next();
    });
    // updateMonitoredExtensions is heard and needs no answer.
    socket.on('keepalive', () => {
      const answer = keepaliveResponse();
      if (answer) emitAll(socket, [answer]);
    });
    socket.on('resync', () => emitAll(socket, snapshot(scope)));
    socket.on('closeme', () => socket.disconnect(true));
    emitAll(socket, greeting(scope));
  });

  return {
    clients: () => [...clients.values()].map(({ client }) => client),
    clientEvents: () => heard,
    lastMessages: () => messages,
    send([name, payload], concerns = () => true) {
      note('server', name, payload);
      for (const { socket, client } of clients.values())
        if (concerns(client.scope)) socket.emit(name, payload);
    },
    sendRaw(packet) {
      for (const { socket } of clients.values()) socket.conn.write(packet);
    },
    drop() {
      const connected = clients.size;
      for (const connection of connections) connection.destroy();
      return connected;
    },
    refuse: (on) => void (refusing = on),
    isRefusing: () => refusing,
    fallSilent(whom) {
      for (const connection of connections) silence(connection);
      if (whom === 'new-too') unanswered ??= [];
    },
    speak() {
      const waiting = unanswered ?? [];
      unanswered = undefined;
      for (const reply of waiting) reply();
    },
  };
}
