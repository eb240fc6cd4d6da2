/** Servers of other socket.io generations, for tests of what the login says of them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import attach1 from 'socket.io-1';
import { Server as Server4 } from 'socket.io-4';
import { AGENT_START, call, line, SERVER_START, snapshot } from '../../support/event-builders.ts';

interface Greeter {
  emit(name: string, payload: unknown): unknown;
}
type Attach = (http: Server, greet: (socket: Greeter) => void) => { close(): unknown };

const generations: Readonly<Record<string, Attach>> = {
  '1.7.4': (http, greet) => {
    const io = attach1(http, { transports: ['websocket'] });
    io.on('connection', greet);
    return io;
  },
  '4.8.4': (http, greet) => {
    const io = new Server4(http, { transports: ['websocket'] });
    io.on('connection', greet);
    return io;
  },
};

/**
 * A server of that generation whose login claims release `version`. It greets and rings each client at once.
 */
export async function startSocketIoServer(
  generation: '1.7.4' | '4.8.4',
  version: string,
): Promise<{ url: string; close: () => unknown }> {
  const http = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*').setHeader('Access-Control-Allow-Headers', '*');
    const url = `http://${request.headers.host ?? ''}`;
    response.end(
      JSON.stringify({
        StatusCode: 200,
        Data: { Socket: { Token: 'token', URLList: [url], Version: version, PersonID: 7654321 } },
      }),
    );
  });
  const attached = generations[generation]?.(http, (socket) => {
    socket.emit('loginSuccess', { errorCode: 0, errorDesc: 'OK', servertime: SERVER_START });
    socket.emit('AllExtensionsStatus', snapshot());
    socket.emit('ExtensionEvent', line('NEWCALL', call({ ivrid: `ring-${String(AGENT_START)}` })));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const close = (): void => {
    attached?.close();
    http.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
