/** A proxy that counts the bytes between a client and the simulator. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TrafficMeter {
  readonly url: string;
  /** Bytes so far, both directions together. */
  readonly bytes: () => number;
  readonly close: () => void;
}

/** Listens on any free port and forwards everything to `port` of this machine. */
export async function startTrafficMeter(port: number): Promise<TrafficMeter> {
  const open = new Set<Socket>();
  let bytes = 0;
  const server = createServer((client) => {
    const onward = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, onward],
      [onward, client],
    ] as const) {
      open.add(from);
      from.on('data', (chunk: Buffer) => void (bytes += chunk.length));
      // When one end is lost, the other end has to be closed too.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    bytes: () => bytes,
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
