/** A request to a login server, over real HTTP. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { request } from '../../../src/background/http/login-request.ts';
import type { HttpAnswer } from '../../../src/voicenter/login-response.ts';

const permission = vi.hoisted(() => ({ isGiven: true }));
vi.mock('../../../src/platform/host-permissions.ts', () => ({
  mayReach: () => Promise.resolve(permission.isGiven),
}));

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function ask(answer: (response: ServerResponse) => void): Promise<HttpAnswer | 'not-allowed'> {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return request({
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    method: 'POST',
    headers: {},
    body: '{"pin":"ringside"}',
  });
}

describe('a request to a host that the user has not allowed', () => {
  it('sends nothing and opens no connection', async () => {
    permission.isGiven = false;
    let connections = 0;
    const listening = createServer().on('connection', () => (connections += 1));
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}/`;
    expect(await request({ url, method: 'POST', headers: {}, body: '{"pin":"ringside"}' })).toBe(
      'not-allowed',
    );
    expect(connections).toBe(0);
    permission.isGiven = true;
  });
});

describe('a login’s answer', () => {
  it('is read whatever its status', async () => {
    expect(await ask((response) => response.writeHead(429, { 'Retry-After': '7' }).end('{"ok":0}'))).toEqual({
      status: 429,
      body: '{"ok":0}',
      retryAfter: '7',
    });
  });

  it('that does not end is cancelled after 1 MB', async () => {
    let sent = 0;
    const answer = await ask((response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && sent < 64 * 1024 * 1024 && response.write('x'.repeat(64 * 1024)))
          sent += 64 * 1024;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(answer).toEqual({ status: 200, body: '', retryAfter: null });
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('that redirects is not followed', async () => {
    await expect(
      ask((response) => response.writeHead(307, { Location: 'https://evil.example/' }).end()),
    ).rejects.toThrow();
  });
});
