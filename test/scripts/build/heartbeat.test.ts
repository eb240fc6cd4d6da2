/** The bundled timer that closes a silent connection. Each packet delays it without touching the timer. */
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PATCHES, applyPatches } from '../../../scripts/build/patches.ts';

const LIBRARY = 'engine.io-client/lib/socket.js';
const PING_INTERVAL_MS = 25_000;
const PING_TIMEOUT_MS = 5_000;

interface EngineSocket {
  pingInterval: number;
  pingTimeout: number;
  readyState: string;
  onHeartbeat(this: EngineSocket, timeout?: number): void;
  onClose(reason: string): void;
}

const bundled = await build({
  stdin: { contents: `export { default } from '${LIBRARY}'`, resolveDir: import.meta.dirname },
  bundle: true,
  format: 'esm',
  platform: 'browser',
  write: false,
  logLevel: 'silent',
  plugins: [applyPatches(PATCHES.filter(({ file }) => file.startsWith('engine.io-')))],
});
const { default: Socket } = (await import(
  `data:text/javascript,${encodeURIComponent(bundled.outputFiles[0]?.text ?? '')}`
)) as { default: { prototype: EngineSocket } };

let socket: EngineSocket;
const onClose = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onClose.mockReset();
  socket = Object.assign(Object.create(Socket.prototype) as EngineSocket, {
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    readyState: 'open',
    onClose,
  });
});

afterEach(() => vi.useRealTimers());

/** Expects the close after this much silence from now on, and not earlier. */
function givesUpAfter(ms: number): void {
  vi.advanceTimersByTime(ms - 100);
  expect(onClose).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(onClose).toHaveBeenCalledExactlyOnceWith('ping timeout');
}

it('the timer closes a connection after interval and timeout of silence, not earlier', () => {
  socket.onHeartbeat();
  givesUpAfter(PING_INTERVAL_MS + PING_TIMEOUT_MS);
});

it('every packet delays the close as far as a new timer would', () => {
  socket.onHeartbeat();
  for (const at of [1_000, 12_345, 29_999]) {
    vi.advanceTimersByTime(at - performance.now());
    socket.onHeartbeat();
  }
  givesUpAfter(PING_INTERVAL_MS + PING_TIMEOUT_MS);
});

it('an unanswered ping closes the connection after its own, shorter time', () => {
  socket.onHeartbeat();
  vi.advanceTimersByTime(10_000);
  socket.onHeartbeat();
  vi.advanceTimersByTime(1_000);
  socket.onHeartbeat(PING_TIMEOUT_MS);
  givesUpAfter(PING_TIMEOUT_MS);
});

it('the answer to a ping delays the close again', () => {
  socket.onHeartbeat(PING_TIMEOUT_MS);
  vi.advanceTimersByTime(100);
  socket.onHeartbeat();
  givesUpAfter(PING_INTERVAL_MS + PING_TIMEOUT_MS);
});

it('ten thousand packets set one timer', () => {
  const set = vi.spyOn(globalThis, 'setTimeout');
  for (let packet = 0; packet < 10_000; packet++) socket.onHeartbeat();
  expect(set).toHaveBeenCalledOnce();
});

it('a socket that is closed already is not closed again', () => {
  socket.onHeartbeat();
  socket.readyState = 'closed';
  vi.advanceTimersByTime(60_000);
  expect(onClose).not.toHaveBeenCalled();
});
