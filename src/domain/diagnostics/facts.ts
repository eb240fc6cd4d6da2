/** The input of the diagnostics, and the shape of a finding. */
import type { ConnectionStatus } from '../account/connection-status.ts';
import type { LookupFailure } from '../calls/lookup-result.ts';
import { type MessageKey, type Params, msg, type Text } from '../common/messages.ts';
import type { Settings } from '../settings/settings.ts';
import type { Millis } from '../common/types.ts';
import type { LineFacts } from '../calls/lines.ts';
import type { CallState } from '../calls/state.ts';

/** Name of a check. */
export type CheckName =
  | 'sign-in'
  | 'login-server'
  | 'call-server'
  | 'socket'
  | 'proof'
  | 'lines'
  | 'elsewhere'
  | 'notification'
  | 'window'
  | 'sound'
  | 'crm-link'
  | 'lookup'
  | 'contacts'
  | 'policy'
  | 'storage';

/**
 * Result of a check. `unused`: there is nothing to check. `unknown`: the result cannot be determined.
 * `asking`: the answer is pending.
 */
export type CheckState = 'ok' | 'attention' | 'wrong' | 'unused' | 'unknown' | 'asking';

/** The action that the page offers beside a finding. */
export type CheckAction =
  'settings' | 'notify' | 'test-call' | 'play' | 'open-example' | 'allow-lookup' | 'ask-lookup';

/** The result of one check, as the page shows it. */
export interface Finding {
  readonly check: CheckName;
  readonly state: CheckState;
  readonly found: Text;
  /** Text that replaces `{why}` in `found`; null when there is none. */
  readonly why: MessageKey | null;
  readonly remedy: Text | null;
  readonly action: CheckAction | null;
}

/** Facts that only the worker knows. */
export interface WorkerFacts {
  /** When the worker was asked. */
  readonly at: Millis;
  /** Base addresses of the servers that the login named. The preferred one comes first. */
  readonly servers: readonly string[];
  /** When the server last sent anything over the open socket. */
  readonly heardAt: Millis | null;
  /** Result of the last request to the customer's lookup endpoint; null before the first one. */
  readonly lookup: 'found' | LookupFailure | null;
}

/**
 * Result of a request that checks whether an address answers at all. `forbidden`: the browser does not allow
 * requests to this host.
 */
export type Probe =
  | { readonly kind: 'answers' | 'slow' | 'unreachable' | 'forbidden' | 'asking' }
  | { readonly kind: 'trouble'; readonly status: number };

/** Operating systems that the diagnostics know. */
export const OS_FAMILIES = ['mac', 'win', 'linux', 'cros', 'android', 'openbsd'] as const;
/** Browser and operating system. `os` is null when it is none of `OS_FAMILIES`. */
export interface SystemFacts {
  readonly browser: 'Chrome' | 'Edge' | 'Firefox';
  readonly version: string;
  readonly os: (typeof OS_FAMILIES)[number] | null;
}

/** Everything that the checks examine. A null means that the answer is pending or missing. */
export interface DiagnosticFacts {
  readonly now: Millis;
  readonly status: ConnectionStatus;
  readonly settings: Settings;
  readonly callState: CallState;
  /** All lines that the server lists; empty for a login that is limited to the user's lines. */
  readonly directory: readonly LineFacts[];
  /** null while the request is pending; `silent` when the worker does not answer. */
  readonly worker: WorkerFacts | 'silent' | null;
  /** Results by address. */
  readonly probes: Readonly<Record<string, Probe>>;
  readonly system: SystemFacts;
  /** Whether notifications are allowed; `unknown` when the browser does not say. */
  readonly notifications: 'granted' | 'denied' | 'unknown' | null;
  /**
   * The agent's answers to "Did you see it?" and "Did you hear it?". `refused`: it could not be shown or
   * played at all.
   */
  readonly seen: boolean | 'refused' | null;
  readonly windowSeen: boolean | null;
  readonly heard: boolean | 'refused' | null;
  /** The CRM link as it is stored, valid or not. */
  readonly storedLink: string;
  readonly policy: 'none' | 'set' | 'faulty' | null;
  /**
   * The fetches of the contact list that the policy names: when the last good answer came, and why the last
   * fetch brought nothing. Null where there was none.
   */
  readonly companyList: { readonly goodAt: Millis | null; readonly fault: string | null } | null;
  /** Whether the history can be read. */
  readonly history: 'read' | 'unread' | null;
  /** True if rows of today could not be written. */
  readonly hasLostRows: boolean;
  /** True if the user wants to keep the sign-in and it cannot be kept. */
  readonly isNotKept: boolean;
}

/** Returns a finding. `params` fill both texts. `rest.action` is offered beside it. */
export const finding = (
  check: CheckName,
  state: CheckState,
  found: MessageKey,
  params: Params = {},
  rest: { readonly remedy?: MessageKey; readonly action?: CheckAction; readonly why?: MessageKey } = {},
): Finding => ({
  check,
  state,
  found: msg(found, params),
  why: rest.why ?? null,
  remedy: rest.remedy === undefined ? null : msg(rest.remedy, params),
  action: rest.action ?? null,
});

/** Returns the addresses to probe, one for each host. */
export function addressesOf(
  settings: Settings,
  worker: DiagnosticFacts['worker'],
): { readonly login: readonly string[]; readonly calls: readonly string[] } {
  const login =
    settings.loginType === 'two-step'
      ? [settings.twoStepServer, settings.settingsServer, settings.refreshServer]
      : [settings.loginServer];
  return {
    login: oneEachHost(login),
    calls: worker === null || worker === 'silent' ? [] : oneEachHost(worker.servers),
  };
}

const oneEachHost = (addresses: readonly string[]): readonly string[] => [
  ...new Map(addresses.map((address) => [hostOf(address), address])).values(),
];

/** Returns the host of an address with its port. Returns the text itself when it is not an address. */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);
