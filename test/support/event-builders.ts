/** A notation for wire messages: `line('NEWCALL', call())` is an event as captured, with invented values. */
import { createDecoder, decode, type Decoded } from '../../src/voicenter/decode.ts';
import type { AlertContext } from '../../src/domain/alerts/alert-policy.ts';
import { reduce } from '../../src/domain/calls/reducer.ts';
import type { CallEvent } from '../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../src/domain/calls/state.ts';

/** The server's wall clock at the start of every story, in its own seconds, and the agent's clock in ms. */
export const SERVER_START = 1_703_762_019;
export const AGENT_START = 1_703_754_819_000;

export type WireCall = Record<string, unknown>;

/** An incoming queue call that rings, with the given differences. */
export const call = (different: WireCall = {}): WireCall => ({
  callStarted: SERVER_START,
  callAnswered: 0,
  answered: 0,
  callername: 'Clark Kent',
  callerphone: '0501234567',
  callstatus: 'Ringing',
  customdata: {},
  direction: 'Incoming',
  ivrid: 'call-1',
  did: '0722776772',
  originalCallerID: '0501234567',
  actualDialedNumber: '0722776772',
  isInternal: false,
  ...different,
});

/** What differs once somebody has answered the call. */
export const TALKS = { callstatus: 'Talking', callAnswered: SERVER_START + 10, answered: 1 };
export const talking = (different: WireCall = {}): WireCall => call({ ...TALKS, ...different });

const LINE = {
  userID: 7654321,
  userName: 'Clark Kent',
  number: 1234567,
  extenUser: 'SIPSIP1',
  onlineUserID: 7654321,
  representativeStatus: 1,
};

/** An ExtensionEvent's payload as captured, with `reason` and related fields beside `data`. */
export const line = (
  reason: string,
  currentCall: WireCall | null,
  different: { data?: object; envelope?: object; calls?: WireCall[] } = {},
): object => ({
  data: {
    calls: different.calls ?? (reason === 'HANGUP' || currentCall === null ? [] : [currentCall]),
    ...LINE,
    ...(currentCall === null ? {} : { currentCall }),
    ...different.data,
  },
  eventName: 'extension',
  reason,
  servertime: SERVER_START,
  servertimeoffset: 120,
  ...different.envelope,
});

export const hangUp = (ended: WireCall, cause = 'Normal hangup', dialStatus = ''): object =>
  line('HANGUP', ended, {
    envelope: { cause, dialStatus, ivruniqueid: ended.ivrid, callerID: ended.callerphone },
  });

export const snapshot = (...calls: WireCall[]): object => ({
  extensions: [{ calls, ...LINE }],
  servertime: SERVER_START,
  servertimeoffset: 120,
  errorCode: 0,
});

/** Wednesday noon with the side panel closed, with the given differences. */
export const around = (different: Partial<AlertContext> = {}): AlertContext => ({
  at: AGENT_START,
  week: { day: 3, minute: 720 },
  isSidePanelVisible: false,
  isOnTop: false,
  ...different,
});

/** The event of an ExtensionEvent payload. Fails the test if the payload does not decode to one. */
export function eventOf(payload: object, at = AGENT_START): CallEvent {
  const decoded = decode('extensions' in payload ? 'AllExtensionsStatus' : 'ExtensionEvent', payload, at);
  if (decoded.kind !== 'event') throw new Error(`not an event: ${JSON.stringify(decoded)}`);
  return decoded.event;
}

/** The state after these payloads, one second apart. */
export function play(payloads: readonly object[], from: CallState = initialState): CallState {
  return payloads.reduce<CallState>(
    (state, payload, index) => reduce(state, eventOf(payload, AGENT_START + index * 1000)),
    from,
  );
}

/** The state once every wait is over: an hour after the start. */
export const waited = (state: CallState): CallState =>
  reduce(state, { kind: 'tick', at: AGENT_START + 3_600_000 });

/** A decoder that reads each message completely, as for a line of the agent. */
export function createFullDecoder(): (...message: Parameters<ReturnType<typeof createDecoder>>) => Decoded {
  const decodeHead = createDecoder();
  return (...message) => {
    const decoded = decodeHead(...message);
    return decoded.kind === 'line' ? decoded.read(true) : decoded;
  };
}
