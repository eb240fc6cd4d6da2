/**
 * A web server on loopback. The measured pages and workers report to it, and the driver page fetches its
 * commands from it.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';

const stampSchema = v.object({ what: v.string(), page: v.string(), number: v.string(), at: v.number() });
/** Something that happened in the browser. `at` is in ms since 1970, by this machine's clock. */
export type Timestamp = v.InferOutput<typeof stampSchema>;

const answerSchema = v.union([v.object({ error: v.string() }), v.object({ value: v.unknown() })]);

export interface Collector {
  readonly url: string;
  /** Serves `content` under `name`, for web pages that are measured. */
  readonly serve: (name: string, content: string) => void;
  /**
   * Resolves with the next timestamp for which `fits` returns true. Rejects after `withinMs` with an error
   * that contains `what`. Call it before the action that causes the timestamp.
   */
  readonly next: (what: string, fits: (stamp: Timestamp) => boolean, withinMs?: number) => Promise<Timestamp>;
  /**
   * Makes the driver page call `chrome.<path>`, or one of its own commands (probe/driver.ts). Resolves with
   * the result; rejects with the page's error.
   */
  readonly call: (path: string, ...args: readonly unknown[]) => Promise<unknown>;
  readonly close: () => void;
}

const PATIENCE_MS = 15_000;
const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' };

/** Starts the server on any free port. */
export async function startCollector(): Promise<Collector> {
  const files = new Map<string, string>();
  const waiting = new Set<(stamp: Timestamp) => void>();
  const orders: string[] = [];
  const answers: ((answer: v.InferOutput<typeof answerSchema>) => void)[] = [];
  let idle: ServerResponse | null = null;

  function handOut(): void {
    if (idle === null || orders.length === 0) return;
    idle.end(orders.shift());
    idle = null;
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const path = (request.url ?? '').split('?')[0]?.slice(1) ?? '';
    if (path === 'next') {
      idle = response;
      handOut();
      return;
    }
    if (path === 'stamp' || path === 'answer') {
      const body: unknown = JSON.parse(await textOf(request));
      response.end();
      if (path === 'answer') answers.shift()?.(v.parse(answerSchema, body));
      else for (const take of [...waiting]) take(v.parse(stampSchema, body));
      return;
    }
    const content = files.get(path);
    response.statusCode = content === undefined ? 404 : 200;
    response.setHeader('Content-Type', TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain');
    response.end(content ?? '');
  }

  const server = createServer((request, response) => void route(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');

  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    serve: (name, content) => void files.set(name, content),
    next(what, fits, withinMs = PATIENCE_MS) {
      const stamp = new Promise<Timestamp>((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(take);
          reject(new Error(`no ${what} within ${String(withinMs / 1000)} s`));
        }, withinMs);
        const take = (told: Timestamp): void => {
          if (!fits(told)) return;
          clearTimeout(late);
          waiting.delete(take);
          resolve(told);
        };
        waiting.add(take);
      });
      // The caller awaits this promise only after triggering the event. A rejection before that must not end
      // the process as unhandled.
      stamp.catch(() => undefined);
      return stamp;
    },
    async call(path, ...args) {
      const answered = new Promise<v.InferOutput<typeof answerSchema>>((resolve) => answers.push(resolve));
      orders.push(JSON.stringify({ path, args }));
      handOut();
      const answer = await answered;
      if ('error' in answer) throw new Error(`${path}: ${answer.error}`);
      return answer.value;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
