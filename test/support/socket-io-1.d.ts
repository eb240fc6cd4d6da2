/** The small part of socket.io 1.7.4 that tests use. The package has no types. */
declare module 'socket.io-1' {
  import type { Server } from 'node:http';

  interface OldServer {
    on(
      event: 'connection',
      listener: (socket: { emit(name: string, payload: unknown): unknown }) => void,
    ): unknown;
    close(): unknown;
  }
  const attach: (http: Server, options: object) => OldServer;
  export default attach;
}
