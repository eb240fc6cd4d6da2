/** A TLS server in front of a plain one, for what browsers allow only over https. */
import { request as ask } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '../../support/self-signed.ts';

export interface TlsFront {
  readonly port: number;
  /** The number of connections ever opened to it. Zero means that it received no byte. */
  readonly connections: () => number;
  readonly close: () => void;
}

/** Opens it on a free port of this machine, under its own name. It forwards everything to `behind`. */
export async function openTlsFront(host: string, behind: string): Promise<TlsFront> {
  const server = createServer(selfSigned(host), (request, response) => {
    const onward = ask(
      `${behind}${request.url ?? ''}`,
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.once('error', () => response.destroy());
    // Closes the forwarded request so that `behind` notices a client that leaves.
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
