/** Shared by the simulator's tests: the original old client, logins and the comparison of shapes. */
import { createRequire } from 'node:module';
import { DEFAULT_LOGINS } from '../../../scripts/simulator/tokens.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

export type Json = Record<string, unknown>;

interface OldSocket {
  readonly on: (event: string, listener: (value: unknown) => void) => OldSocket;
  readonly emit: (event: string, ...values: unknown[]) => OldSocket;
  readonly close: () => OldSocket;
}

// socket.io-client 2.5.0 has no types.
const connectOld = createRequire(import.meta.url)('socket.io-client') as (
  url: string,
  options: object,
) => OldSocket;

const NAMES = [
  'connect',
  'error',
  'connect_error',
  'disconnect',
  'loginSuccess',
  'loginStatus',
  'AllExtensionsStatus',
  'AllDialersStatus',
  'ExtensionEvent',
  'QueueEvent',
  'keepaliveResponse',
  'ExtensionsUpdated',
];

/** A connected client that remembers what it received. */
export interface Client {
  /** Everything so far, in order. */
  readonly heard: { readonly name: string; readonly value: unknown }[];
  readonly emit: (event: string, ...values: unknown[]) => void;
  /** The first value with that name, received already or next. */
  readonly first: (name: string) => Promise<unknown>;
  /** The values with that name, once everything that the server has sent has arrived. */
  readonly all: (name: string) => Promise<Json[]>;
  readonly close: () => void;
}

const open: Client[] = [];

/** Connects like the vendor's SDKs. `extraHeaders` is for an Origin. */
export function connect(
  simulator: { readonly url: string },
  token: string,
  extraHeaders: Record<string, string> = {},
): Client {
  const socket = connectOld(simulator.url, {
    transports: ['websocket'],
    upgrade: false,
    forceNew: true,
    reconnection: false,
    query: { token },
    extraHeaders,
  });
  const heard: Client['heard'] = [];
  let waiting: { readonly test: () => boolean; readonly done: () => void }[] = [];
  for (const name of NAMES) {
    socket.on(name, (value) => {
      heard.push({ name, value });
      const ready = waiting.filter(({ test }) => test());
      waiting = waiting.filter((each) => !ready.includes(each));
      for (const { done } of ready) done();
    });
  }
  const until = (test: () => boolean): Promise<void> =>
    test() ? Promise.resolve() : new Promise((done) => waiting.push({ test, done }));
  const named = (name: string): unknown[] =>
    heard.filter((each) => each.name === name).map((each) => each.value);

  const client: Client = {
    heard,
    emit: (event, ...values) => void socket.emit(event, ...values),
    async first(name) {
      await until(() => named(name).length > 0);
      return named(name)[0];
    },
    async all(name) {
      // Packets arrive in order, so everything sent before the answer to a keepalive arrives before it.
      const answers = named('keepaliveResponse').length;
      socket.emit('keepalive');
      await until(() => named('keepaliveResponse').length > answers);
      return named(name) as Json[];
    },
    close: () => void socket.close(),
  };
  open.push(client);
  return client;
}

/** Closes every client that a test left open. */
export function closeClients(): void {
  for (const client of open.splice(0)) client.close();
}

/** Posts JSON. The answer's body is parsed as JSON. */
export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Json }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

const LOGINS = {
  user: ['User', { email: DEFAULT_LOGINS.user.email, pin: DEFAULT_LOGINS.user.pin }],
  account: ['Account', { ...DEFAULT_LOGINS.account }],
  token: ['Token', { token: DEFAULT_LOGINS.token }],
} as const;

/** Signs in and returns the answer's Socket object. */
export async function signIn(simulator: Simulator, kind: keyof typeof LOGINS = 'user'): Promise<Json> {
  const [path, body] = LOGINS[kind];
  const answer = await post(`${simulator.url}/monitorAPI/Login/${path}`, body);
  return (answer.body.Data as { Socket: Json }).Socket;
}

/** Signs in, connects and waits for the end of the greeting. */
export async function enter(simulator: Simulator, kind: keyof typeof LOGINS = 'user'): Promise<Client> {
  const client = connect(simulator, String((await signIn(simulator, kind)).Token));
  await client.first('AllDialersStatus');
  return client;
}

/**
 * The shape of a value: field names with the types of their values, and for a list its different item shapes.
 */
export function shape(value: unknown): unknown {
  if (Array.isArray(value))
    return [...new Map(value.map((each) => [JSON.stringify(shape(each)), shape(each)])).values()];
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, each]) => [key, shape(each)]),
  );
}

/** The shape of an event without its list of calls and without the optional fields given. */
export function envelope(event: Json | undefined, ...leftOut: string[]): unknown {
  return JSON.parse(
    JSON.stringify(shape(event), (key, value: unknown) =>
      ['calls', ...leftOut].includes(key) ? undefined : value,
    ),
  );
}
