/** The simulator and its helpers are for this machine only, so nothing listens at another address. */
import { readFile } from 'node:fs/promises';
import { Server } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startTrafficMeter } from '../../scripts/bench/traffic-meter.ts';
import { startCollector } from '../../scripts/bench/collector.ts';
import { filesBelow } from '../../scripts/build/zip.ts';
import { startSimulator } from '../../scripts/simulator/server.ts';

const root = new URL('../..', import.meta.url).pathname;

afterEach(() => vi.restoreAllMocks());

interface Closable {
  close(): unknown;
}

/** The addresses of every server that `start` has opened. */
async function addressesOf(start: () => Promise<Closable>): Promise<readonly string[]> {
  const listen = vi.spyOn(Server.prototype, 'listen');
  const running = await start();
  const addresses = listen.mock.contexts.map((server) => (server as Server).address());
  await running.close();
  return addresses.map((each) => (typeof each === 'object' ? (each?.address ?? 'none') : each));
}

async function severalDoors(): Promise<Closable> {
  const simulator = await startSimulator();
  const door = await simulator.addServer();
  await door.takeDown();
  await door.bringUp();
  return simulator;
}

describe('a test server listens on loopback only:', () => {
  it.each([
    ['simulator', severalDoors, 3],
    ['collector of the bench', startCollector, 1],
    ['meter of the bench', () => startTrafficMeter(1), 1],
  ])('%s', async (_, start, times) => {
    expect(await addressesOf(start)).toEqual(Array<string>(times).fill('127.0.0.1'));
  });
});

/** The calls that listen in the sources below a folder, each with its file and the rest of its line. */
async function callsBelow(folder: string): Promise<readonly string[]> {
  const files = (await filesBelow(path.join(root, folder))).filter((file) => /\.(ts|mjs)$/.test(file));
  const calls = files.map(async (file) => {
    const text = await readFile(path.join(root, folder, file), 'utf8');
    return [...text.matchAll(/\.listen\((.*)$/gm)].map(([, words = '']) => `${folder}/${file}: ${words}`);
  });
  return (await Promise.all(calls)).flat();
}

/** The simulator passes on the host it was given. By default that is loopback, as tested above. */
const isOnLoopback = (call: string): boolean =>
  call.includes("'127.0.0.1'") || call.startsWith('scripts/simulator/port.ts: port, host,');

it('every call that listens names the address, in scripts and tests', async () => {
  const calls = [...(await callsBelow('scripts')), ...(await callsBelow('test'))];
  expect(calls.length).toBeGreaterThan(8);
  expect(calls.filter((call) => !isOnLoopback(call))).toEqual([]);
});
