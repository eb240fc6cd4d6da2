/** Voicenter's names on the socket: what the server says and what we may say (docs/wire.md 2). */

/** Every event that means something to us; others are no error, they are not listened to. */
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
export type ServerEvent = (typeof SERVER_EVENTS)[number];

/** What a client may emit: an event's name and its argument. */
export type ClientMessage =
  readonly ['resync', { readonly cache: false }] | readonly ['keepalive', string] | readonly ['closeme'];

/** Asks for `loginStatus` and `AllExtensionsStatus` once more. */
export const RESYNC: ClientMessage = ['resync', { cache: false }];
/** Asks for a sign of life: `keepaliveResponse`. */
export const keepalive = (token: string): ClientMessage => ['keepalive', token];
/** Takes leave, so that the server need not wait for the socket to time out. */
export const CLOSE_ME: ClientMessage = ['closeme'];
