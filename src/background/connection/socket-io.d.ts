/**
 * Types for the part of socket.io-client 2.5.0 that socket.ts uses, because the package contains no types.
 */
declare module 'socket.io-client' {
  interface Client {
    /** The manager. `engine` exists once the socket is open. */
    readonly io: {
      readonly engine?: {
        on(event: string, listener: (...args: unknown[]) => void): unknown;
        ping(): void;
      };
    };
    on(event: string, listener: (...args: unknown[]) => void): unknown;
    emit(event: string, ...args: unknown[]): unknown;
    close(): unknown;
  }
  const connect: (url: string, options: object) => Client;
  export default connect;
}
