/** Types for the part of socket.io 2.5.1 that the simulator uses, because the package has none. */
declare module 'socket.io' {
  import type { IncomingMessage, Server as HttpServer } from 'node:http';

  export interface Socket {
    readonly id: string;
    /** The Engine.IO connection below. */
    readonly conn: {
      readonly readyState: 'opening' | 'open' | 'closing' | 'closed';
      write(packet: string): void;
    };
    readonly handshake: { readonly query: Readonly<Record<string, string | undefined>> };
    emit(event: string, ...values: readonly unknown[]): this;
    on(event: string, listener: (...values: readonly unknown[]) => void): this;
    /** Receives every event of this socket before its listeners do: the name, then its values. */
    use(middleware: (packet: readonly [string, ...unknown[]], next: (error?: Error) => void) => void): this;
    disconnect(close?: boolean): this;
  }

  export interface Server {
    use(middleware: (socket: Socket, next: (error?: Error) => void) => void): this;
    on(event: 'connection', listener: (socket: Socket) => void): this;
  }

  export interface ServerOptions {
    readonly transports: readonly ('websocket' | 'polling')[];
    readonly pingInterval: number;
    readonly pingTimeout: number;
    readonly serveClient: boolean;
    /** Replaces the check of the Origin header. The answer false refuses the handshake. */
    readonly allowRequest: (
      request: IncomingMessage,
      answer: (error: string | null, allowed: boolean) => void,
    ) => void;
  }

  export default function createServer(http: HttpServer, options: ServerOptions): Server;
}
