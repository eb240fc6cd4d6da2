/** The state of a simulator in this project's terms, for tests and for the control page. */
import type { FaultRegistry, LoginFault } from './login-faults.ts';
import type { LoginAttempt, LoginService } from './login.ts';
import type { CrmRequestNote, Crms } from './crm/crms.ts';
import type { LookupBehaviour, LookupEndpoint, LookupRequest } from './lookup.ts';
import type { Phase } from './model.ts';
import type { Pbx } from './pbx.ts';
import type { ClientEvent, ConnectedClient, Sockets } from './sockets.ts';

/** A live call at a line. Epochs are UTC seconds. */
export interface LiveCall {
  readonly callId: string;
  readonly line: string;
  /** The phone of the line, from 1. */
  readonly phone: number;
  readonly userName: string;
  readonly phase: Phase;
  readonly direction: string;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialedNumber: string;
  readonly startedAt: number;
}

/** The complete state. It contains no token. */
export interface SimulatorState {
  readonly url: string;
  readonly shape: 'captured' | 'documented';
  /** Newest first. */
  readonly calls: readonly LiveCall[];
  readonly waiting: readonly {
    readonly callId: string;
    readonly queueName: string;
    readonly callerNumber: string;
    readonly callerName: string;
  }[];
  readonly lines: readonly {
    readonly line: string;
    readonly userName: string;
    readonly number: number;
    readonly status: number;
  }[];
  readonly clients: readonly ConnectedClient[];
  readonly refusingSockets: boolean;
  readonly clientEvents: readonly ClientEvent[];
  readonly loginAttempts: readonly LoginAttempt[];
  readonly loginFaults: readonly LoginFault[];
  /** Requests to the pop-up endpoint, oldest first, and how it answers now. */
  readonly lookups: readonly LookupRequest[];
  readonly lookupBehaviour: LookupBehaviour;
  /** Requests to the CRMs, oldest first. */
  readonly crmRequests: readonly CrmRequestNote[];
}

/** Returns the state of a simulator. */
export function describeState(parts: {
  url: string;
  shape: SimulatorState['shape'];
  pbx: Pbx;
  sockets: readonly Sockets[];
  login: LoginService;
  faults: FaultRegistry;
  lookup: LookupEndpoint;
  crms: Crms;
}): SimulatorState {
  const { url, shape, pbx, sockets, login, faults, lookup, crms } = parts;
  const calls = pbx.lines
    .flatMap((line) => line.calls.map((call) => ({ line, call })))
    .sort((a, b) => b.call.serial - a.call.serial);
  return {
    url,
    shape,
    calls: calls.map(({ line, call }) => ({
      callId: call.callId,
      line: line.extenUser,
      phone: call.phone,
      userName: line.userName,
      phase: call.phase,
      direction: call.facts.direction,
      callerNumber: call.facts.callerPhone,
      callerName: call.facts.callerName,
      dialedNumber: call.facts.dialedNumber,
      startedAt: call.startedAt,
    })),
    waiting: pbx.queues.flatMap((queue) =>
      queue.waiting.map(({ callId, callerNumber, callerName }) => ({
        callId,
        queueName: queue.name,
        callerNumber,
        callerName,
      })),
    ),
    lines: pbx.lines.map(({ extenUser, userName, number, status }) => ({
      line: extenUser,
      userName,
      number,
      status,
    })),
    clients: sockets.flatMap((each) => each.clients()),
    refusingSockets: sockets.some((each) => each.isRefusing()),
    clientEvents: sockets.flatMap((each) => each.clientEvents()).sort((a, b) => a.at - b.at),
    loginAttempts: [...login.attempts()],
    loginFaults: [...faults.pending()],
    lookups: lookup.requests(),
    lookupBehaviour: lookup.behaviour(),
    crmRequests: crms.requests(),
  };
}
