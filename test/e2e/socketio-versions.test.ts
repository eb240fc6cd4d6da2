/**
 * Rings reach the card through servers of every socket.io generation, even if the login names the wrong one.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import attach1 from 'socket.io-1';
import { Server as Server4 } from 'socket.io-4';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { AGENT_START, call, line, SERVER_START, snapshot } from '../support/event-builders.ts';
import type { AgentBrowser } from '../../scripts/browsers/agent-browser.ts';
import { signIn } from './support/agent-day.ts';
import { BROWSERS_HERE, launchBrowser } from './support/world.ts';

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
async function startServer(
  generation: string,
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

describe.each(BROWSERS_HERE)('%s', (name) => {
  let browser: AgentBrowser;
  let close: (() => unknown) | undefined;
  beforeAll(async () => {
    browser = await launchBrowser(name);
  });
  afterEach(() => close?.());
  afterAll(() => browser.close());

  it.each([
    ['4.8.4', '2.4.0'],
    ['1.7.4', '4.0.0'],
  ])('a ring arrives through a socket.io %s server whose login says %s', async (generation, version) => {
    const server = await startServer(generation, version);
    close = server.close;
    const options = await browser.openPage('options.html');
    await signIn(options, server);
    const panel = await browser.openPage('panel.html');
    await panel.find('article', 'Clark Kent 050-123-4567');
    await panel.close();
    // Signs out so that the next server starts without what this one has taught.
    await options.click('button', 'Sign out');
    await options.waitForText('status', /Signed out/);
    await options.close();
  });
});
