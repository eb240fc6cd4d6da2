/**
 * One port of the simulator: an http server with its sockets. It can be stopped and started again at the same
 * address.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { sendJson } from './http.ts';
import { createSockets, type SocketParts, type Sockets } from './sockets.ts';

/** A listening port. */
export interface Port {
  /** Base address without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly sockets: Sockets;
  /** Cuts all connections and frees the port. The operating system then refuses new connections. */
  readonly takeDown: () => Promise<void>;
  /** Listens again at the same port. */
  readonly bringUp: () => Promise<void>;
}

/** How a port is opened. `port` 0 means any free one. */
export interface PortOptions {
  readonly host: string;
  readonly port: number;
  readonly route: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
  readonly parts: Omit<SocketParts, 'http'>;
}

/** Opens a port. Rejects with node's error if it cannot listen. */
export async function openPort({ host, port, route, parts }: PortOptions): Promise<Port> {
  const http = createServer((request, response) => {
    Promise.resolve(route(request, response)).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: String(error) });
    });
  });
  const sockets = createSockets({ ...parts, http });
  await listen(http, port, host);
  const address = http.address();
  const taken = typeof address === 'object' && address ? address.port : port;

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    sockets,
    async takeDown() {
      if (!http.listening) return;
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      sockets.drop();
      http.closeAllConnections();
      await closed;
    },
    async bringUp() {
      if (!http.listening) await listen(http, taken, host);
    },
  };
}

function listen(http: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}
