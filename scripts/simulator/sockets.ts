/**
 * The socket side: a real socket.io 2.5.1 server with Voicenter's configuration, and ways to break its
 * connections.
 */
import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import createSocketServer, { type Socket } from 'socket.io';
import { silence } from './mute.ts';
import { isSameScope, type Scope, type TokenService } from './tokens.ts';
import type { WireEvent } from './wire.ts';

/** A connected client. */
export interface ConnectedClient {
  readonly id: string;
  readonly scope: Scope;
  /** Epoch milliseconds. */
  readonly connectedAt: number;
}

/** An event that a client sent. */
export interface ClientEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly clientId: string;
  readonly name: string;
  /** Its values as JSON, tokens masked. */
  readonly values: string;
}

/** An event on the wire. */
export interface WireMessage {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: 'server' | 'client';
  readonly name: string;
  readonly payload: unknown;
}

/** What the sockets need from the simulator. */
export interface SocketParts {
  readonly http: HttpServer;
  readonly tokens: TokenService;
  readonly now: () => number;
  readonly greeting: (scope: Scope) => readonly WireEvent[];
  readonly snapshot: (scope: Scope) => readonly WireEvent[];
  /** Returns the response to a client's keepalive; undefined for none. */
  readonly keepaliveResponse: () => WireEvent | undefined;
}

/** All sockets of one port. */
export interface Sockets {
  readonly clients: () => readonly ConnectedClient[];
  /** The latest events from clients, oldest first. */
  readonly clientEvents: () => readonly ClientEvent[];
  /** The last events in both directions, oldest first. Only a few, for messages about a failed test. */
  readonly lastMessages: () => readonly WireMessage[];
  /** Sends to every client for which `concerns` returns true. Absent: to all. */
  readonly send: (
    event: readonly [name: string, payload: unknown],
    concerns?: (scope: Scope) => boolean,
  ) => void;
  /** Sends a packet of the socket.io protocol to every client, unchanged. */
  readonly sendRaw: (packet: string) => void;
  /**
   * Cuts every connection below the protocol, without a close packet. Returns how many clients were
   * connected.
   */
  readonly drop: () => number;
  /** Refuses new sockets at their handshake, or accepts them again. Connected sockets stay. */
  readonly refuse: (refusing: boolean) => void;
  readonly isRefusing: () => boolean;
  /**
   * Half-open connections: every existing socket stays open, but never sends or receives again. 'new-too':
   * new sockets wait for an answer until `speak`. 'old-only': new sockets work normally.
   */
  readonly fallSilent: (whom: 'old-only' | 'new-too') => void;
  /** Answers new sockets, and those that wait. */
  readonly speak: () => void;
  /** Sends an event to every client of a scope whose token is no longer valid. */
  readonly sendToInvalid: (event: WireEvent, scope: Scope) => void;
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
  // Keyed by id, because a 4.x client makes this server connect its one socket twice. Only the second reports
  // a disconnect.
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
    // Accepts any Origin. This replaces socket.io's own check.
    allowRequest(_request, answer) {
      const reply = (): void => answer(refusing ? 'Refused' : null, !refusing);
      if (unanswered) unanswered.push(reply);
      else reply();
    },
  });
  const scopeOf = (socket: Socket): Scope | undefined => tokens.scopeOf(socket.handshake.query.token);
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

  // The same refusal as from an old server: an "error" packet with this word, and the connection stays open.
  io.use((socket, next) => next(scopeOf(socket) ? undefined : new Error('Unauthorized')));

  io.on('connection', (socket) => {
    const scope = scopeOf(socket);
    if (!scope) return void socket.disconnect(true);
    // The connection may have closed at the first packet. A socket is then announced although it is dead, and
    // never reports a disconnect.
    if (socket.conn.readyState !== 'open') return;
    clients.set(socket.id, { socket, client: { id: socket.id, scope, connectedAt: now() } });
    socket.on('disconnect', () => clients.delete(socket.id));
    socket.use(([name, ...values], next) => {
      heard.push({ at: now(), clientId: socket.id, name, values: tokens.mask(JSON.stringify(values)) });
      if (heard.length > KEPT_EVENTS) heard.shift();
      note('client', name, undefined);
      next();
    });
    // updateMonitoredExtensions needs no response.
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
    sendToInvalid(event, scope) {
      for (const { socket, client } of clients.values())
        if (isSameScope(client.scope, scope) && !scopeOf(socket)) emitAll(socket, [event]);
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
