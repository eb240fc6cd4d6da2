/**
 * Converts a captured payload into the form of the vendor's documentation: fewer fields, and a call event's
 * reason inside `data`.
 */
import type { Payload, WireEvent } from './wire.ts';

const CALL = [
  'callStarted',
  'calldurationinterval',
  'callAnswered',
  'answered',
  'callername',
  'callerphone',
  'callstatus',
  'customdata',
  'direction',
  'ivrid',
  'recording',
  'did',
  'c2cdirection',
  'queueID',
];
const EXTENSION = [
  'userID',
  'userName',
  'number',
  'extenUser',
  'summery',
  'onlineUserID',
  'representative',
  'representativeStatus',
  'lastCallEventEpoch',
  'lastAnsweredCallEventEpoch',
  'lastHangupCallEpoch',
  'representativeUpdated',
];
const QUEUE_EVENT = [
  'eventName',
  'reason',
  'servertime',
  'servertimeoffset',
  'telephonyservertime',
  'ivruniqueid',
];
const QUEUE = ['QueueID', 'QueueName'];
const WAITING = ['CallerID', 'CallerName', 'IvrUniqueID', 'JoinTimeStamp', 'ivrid'];
const HANG_UP = ['cause', 'callerID', 'ivruniqueid'];

/** Returns the event as the vendor's page prints it. */
export function asDocumented([name, payload]: WireEvent): WireEvent {
  switch (name) {
    case 'ExtensionEvent':
      return [name, extensionEvent(payload)];
    case 'QueueEvent':
      return [
        name,
        { ...pick(payload, QUEUE_EVENT), data: queue(inner(payload, 'data'), ['calldurationinterval']) },
      ];
    case 'loginStatus':
      return [
        name,
        {
          ...pick(payload, ['servertime', 'errorCode']),
          queues: list(payload, 'queues').map((each) => queue(each)),
        },
      ];
    case 'AllExtensionsStatus':
      return [
        name,
        {
          ...pick(payload, ['servertime', 'errorCode']),
          extensions: list(payload, 'extensions').map(statusOfExtension),
        },
      ];
    default:
      return [name, payload];
  }
}

function extensionEvent(payload: Payload): Payload {
  const data = inner(payload, 'data');
  const head = pick(payload, ['eventName', 'reason', 'servertime', 'servertimeoffset']);
  // The page, too, shows a status change with its reason beside `data`. This is the only such extension
  // event.
  if (payload.reason === 'userStatusUpdate') return { ...head, data: extension(data) };
  return {
    data: {
      ...head,
      ...pick(payload, HANG_UP),
      ...extension(data),
      currentCall: call(inner(data, 'currentCall')),
    },
  };
}

function extension(data: Payload): Payload {
  return { calls: list(data, 'calls').map(call), ...pick(data, EXTENSION) };
}

function statusOfExtension(data: Payload): Payload {
  const fields = EXTENSION.filter((field) => field !== 'lastHangupCallEpoch');
  return { calls: list(data, 'calls').map(call), ...pick(data, fields), peerStatus: 'OK' };
}

function call(captured: Payload): Payload {
  const leg = captured.c2cdirection;
  return {
    ...pick(captured, CALL),
    recording: pick(inner(captured, 'recording'), ['Filename', 'IsMuted']),
    ...(typeof leg === 'number' ? { c2cdirection: leg.toString() } : {}),
  };
}

function queue(captured: Payload, moreFields: readonly string[] = []): Payload {
  return {
    ...pick(captured, QUEUE),
    Calls: list(captured, 'Calls').map((waiting) => pick(waiting, [...WAITING, ...moreFields])),
  };
}

function pick(from: Payload, fields: readonly string[]): Payload {
  return Object.fromEntries(fields.filter((field) => field in from).map((field) => [field, from[field]]));
}

function inner(from: Payload, field: string): Payload {
  return isObject(from[field]) ? from[field] : {};
}

function list(from: Payload, field: string): Payload[] {
  const value = from[field];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null;
}
