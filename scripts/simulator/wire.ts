/**
 * Converts the data of the PBX to Voicenter's payloads. The simulator knows Voicenter's field names only
 * here. Fields and their order are as captured from a live server (test/scripts/simulator/wire-samples.json).
 */
import { randomBytes } from 'node:crypto';
import type { Call, Line, PbxEvent, Queue } from './model.ts';

/** A JSON object for a client. */
export type Payload = Readonly<Record<string, unknown>>;

/** An event's name and payload. */
export type WireEvent = readonly [name: string, payload: Payload];

/** The server's clock: real epoch seconds, and the minutes by which its wall clock is ahead of UTC. */
export interface WireClock {
  readonly now: () => number;
  readonly offsetMinutes: number;
}

/** Creates the payloads. */
export interface Wire {
  readonly event: (event: PbxEvent) => WireEvent;
  /** An `errorCode` other than 0 refuses the token, also on a socket that was greeted before. */
  readonly loginSuccess: (errorCode?: number) => WireEvent;
  readonly loginStatus: (queues: readonly Queue[]) => WireEvent;
  readonly allExtensionsStatus: (lines: readonly Line[]) => WireEvent;
  readonly allDialersStatus: () => WireEvent;
  /** An `errorCode` other than 0 means that the session has ended. */
  readonly keepaliveResponse: (errorCode?: number) => WireEvent;
  /** Returns a new call's id: the wall clock to the second, then 18 hexadecimal digits. */
  readonly newCallId: () => string;
}

const ACCOUNT_ID = 1000;

/** Creates payloads in the captured form. */
export function createWire(clock: WireClock): Wire {
  // Voicenter writes the local wall clock as if it were UTC. 0 means "none" and stays 0.
  const wall = (epoch: number): number => (epoch === 0 ? 0 : epoch + clock.offsetMinutes * 60);
  const stamp = (): Payload => ({ servertime: wall(clock.now()), servertimeoffset: clock.offsetMinutes });
  const ok = (): Payload => ({ ...stamp(), errorCode: 0, errorDesc: 'OK' });
  const telephonyStamp = (): Payload => ({ ...stamp(), telephonyservertime: wall(clock.now()) });

  const wallText = (epoch: number): string =>
    new Date(wall(epoch) * 1000).toISOString().replace(/\D/g, '').slice(0, 14);

  function call(
    { callId, facts, startedAt, answeredAt, phase, serial, phone }: Call,
    isAnswer = false,
  ): Payload {
    const file = `${wallText(startedAt).slice(0, 8)}-aws-${facts.callerPhone}-${facts.dialedNumber}.mp3`;
    return {
      callStarted: wall(startedAt),
      calldurationinterval: wall(startedAt),
      callAnswered: wall(answeredAt),
      answered: answeredAt === 0 ? 0 : 1,
      callername: facts.callerName,
      callerphone: facts.callerPhone,
      outgoingcallername: '',
      outgoingcallerphone: '',
      callstatus: phase,
      customdata: facts.customData,
      direction: facts.direction,
      ivrid: callId,
      recording: { Filename: file, Options: '', ApproximateURL: '', IsMuted: 0 },
      did: facts.dialedNumber,
      relatedIvrUniqueIDs: facts.relatedCallIds,
      callType: facts.direction,
      ...given({
        originalCallerID: facts.originalCallerID,
        originalCallerName: facts.originalCallerName,
        actualDialedNumber: facts.actualDialedNumber,
      }),
      channel: `SIP/SIPSIP1-${hex8(serial * 2 - 1)}`,
      channel2: `SIP/Provider01-${hex8(serial * 2)}`,
      ...given({ queueID: facts.queueID, c2cdirection: facts.leg }),
      isSpyed: false,
      isInternal: facts.isInternal,
      ...given({ transferExtensionName: facts.transferredBy }),
      ip: `192.0.2.${String(phone)}`,
      // Only the call of an ANSWER event lacks this field.
      ...given({ blcServerID: isAnswer ? undefined : 1 }),
    };
  }

  function extension(line: Line, answered?: Call): Payload {
    // With call waiting the ringing call comes first, whichever call the event is about.
    const calls = [...line.calls].sort(
      (a, b) => Number(b.phase === 'Ringing') - Number(a.phase === 'Ringing'),
    );
    return {
      calls: calls.map((each) => call(each, each === answered)),
      userID: line.userID,
      userName: line.userName,
      number: line.number,
      extenUser: line.extenUser,
      accountID: ACCOUNT_ID,
      topAccountID: ACCOUNT_ID,
      summery: { representative: line.userName },
      onlineUserID: line.onlineUserID,
      representative: line.onlineUserID,
      representativeStatus: line.status,
      lastCallEventEpoch: wall(line.lastCallAt),
      lastAnsweredCallEventEpoch: wall(line.lastAnsweredAt),
      lastHangupCallEpoch: wall(line.lastHangUpAt),
      representativeUpdated: wall(line.statusSince) * 1000, // milliseconds, unlike all the others
      peerStatus: null,
    };
  }

  function queue({ queueID, name, waiting }: Queue): Payload {
    return {
      QueueID: queueID,
      QueueName: name,
      UserID: 7654000,
      DistributorID: ACCOUNT_ID,
      IsDistributedQueue: false,
      Calls: waiting.map((caller) => ({
        CallerID: caller.callerNumber,
        CallerName: caller.callerName,
        IvrUniqueID: caller.callId,
        JoinTimeStamp: wall(caller.joinedAt),
        calldurationinterval: wall(caller.joinedAt),
        ivrid: caller.callId,
        isDistributedQueue: false,
        customdata: {},
      })),
    };
  }

  function event(happened: PbxEvent): WireEvent {
    switch (happened.kind) {
      case 'call': {
        const answered = happened.reason === 'ANSWER' ? happened.call : undefined;
        const data = {
          ...extension(happened.line, answered),
          currentCall: call(happened.call, answered !== undefined),
        };
        return [
          'ExtensionEvent',
          { data, eventName: 'extension', reason: happened.reason, ...telephonyStamp() },
        ];
      }
      case 'hangUp': {
        const data = { ...extension(happened.line), currentCall: call(happened.call) };
        const end = {
          callerID: happened.call.facts.callerPhone,
          ivruniqueid: happened.call.callId,
          dialStatus: happened.dialStatus,
          cause: happened.cause,
        };
        return [
          'ExtensionEvent',
          { data, eventName: 'extension', reason: 'HANGUP', ...telephonyStamp(), ...end },
        ];
      }
      case 'status':
        return [
          'ExtensionEvent',
          { data: extension(happened.line), eventName: 'extension', reason: 'userStatusUpdate', ...stamp() },
        ];
      case 'queue': {
        const data = { ...queue(happened.queue), ...given({ AnsweredAgent: happened.answeredAgent }) };
        return [
          'QueueEvent',
          {
            data,
            eventName: 'queue',
            reason: happened.reason,
            ...telephonyStamp(),
            ivruniqueid: happened.callId,
          },
        ];
      }
    }
  }

  return {
    event,
    loginSuccess: (errorCode = 0) => [
      'loginSuccess',
      errorCode === 0 ? ok() : { ...stamp(), errorCode, errorDesc: 'Token revoked' },
    ],
    loginStatus: (queues) => ['loginStatus', { queues: queues.map(queue), ...ok() }],
    allExtensionsStatus: (lines) => [
      'AllExtensionsStatus',
      { extensions: lines.map((line) => extension(line)), ...ok() },
    ],
    // No source shows its content, so no client can rely on it.
    allDialersStatus: () => ['AllDialersStatus', { dialers: [], ...ok() }],
    keepaliveResponse: (errorCode = 0) => [
      'keepaliveResponse',
      errorCode === 0 ? ok() : { ...stamp(), errorCode, errorDesc: 'Session not found' },
    ],
    newCallId: () => wallText(clock.now()) + randomBytes(9).toString('hex'),
  };
}

/** Returns only the fields with a value. An absent field is absent on the wire, never null. */
function given(fields: Payload): Payload {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
