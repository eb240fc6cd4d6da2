/**
 * Voicenter's names on the socket: the events of the server and the messages of the client (docs/wire.md 2).
 */

/** The events that the client listens to. Other events are not errors. The client ignores them. */
export const SERVER_EVENTS = [
  'loginSuccess',
  'loginStatus',
  'AllExtensionsStatus',
  'QueueEvent',
  'ExtensionEvent',
  'keepaliveResponse',
  'ExtensionsUpdated',
  'QueuesUpdated',
  'DialersUpdated',
] as const;
/** The name of an event that the client listens to. */
export type ServerEvent = (typeof SERVER_EVENTS)[number];

/** What a client may emit: the name of an event and its argument. */
export type ClientMessage =
  readonly ['resync', { readonly cache: false }] | readonly ['keepalive', string] | readonly ['closeme'];

/** Requests `loginStatus` and `AllExtensionsStatus` again. */
export const RESYNC: ClientMessage = ['resync', { cache: false }];
/**
 * Returns the message that checks the liveness of the session. The server answers with `keepaliveResponse`.
 */
export const keepalive = (token: string): ClientMessage => ['keepalive', token];
/** Ends the session, so that the server does not have to wait for the socket to time out. */
export const CLOSE_ME: ClientMessage = ['closeme'];
