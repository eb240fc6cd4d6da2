/** What a check-up goes by, and what a finding is. */
import type { ConnectionStatus } from '../account/connection-status.ts';
import type { LookupFailure } from '../calls/lookup-result.ts';
import { type MessageKey, type Params, say, type Text } from '../common/messages.ts';
import type { Settings } from '../settings/settings.ts';
import type { Millis } from '../common/types.ts';
import type { LineFacts } from '../calls/lines.ts';
import type { Book } from '../calls/state.ts';

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
  | 'policy';

/** `unused`: there is nothing to check; `unknown`: it cannot be known; `asking`: the answer is under way. */
export type CheckState = 'ok' | 'attention' | 'wrong' | 'unused' | 'unknown' | 'asking';

/** What the page offers beside a finding. */
export type CheckAction =
  'settings' | 'notify' | 'test-call' | 'play' | 'open-example' | 'allow-lookup' | 'ask-lookup';

export interface Finding {
  readonly check: CheckName;
  readonly state: CheckState;
  readonly found: Text;
  /** A text that stands for `{why}` in what was found. */
  readonly why: MessageKey | null;
  readonly remedy: Text | null;
  readonly action: CheckAction | null;
}

/** What the worker alone knows. */
export interface WorkerFacts {
  /** When it was asked. */
  readonly at: Millis;
  /** Base addresses of the servers that the login named, the preferred one first. */
  readonly servers: readonly string[];
  /** When the server last sent anything over the open socket. */
  readonly heardAt: Millis | null;
  /** What came of asking the customer's endpoint; null before. */
  readonly lookup: 'found' | LookupFailure | null;
}

/** What came of asking an address for any sign of life; `forbidden`: the browser lets us ask no such host. */
export type Probe =
  | { readonly kind: 'answers' | 'slow' | 'unreachable' | 'forbidden' | 'asking' }
  | { readonly kind: 'trouble'; readonly status: number };

export const OS_FAMILIES = ['mac', 'win', 'linux', 'cros', 'android', 'openbsd'] as const;
export interface SystemFacts {
  readonly browser: 'Chrome' | 'Edge' | 'Firefox';
  readonly version: string;
  readonly os: (typeof OS_FAMILIES)[number] | null;
}

export interface CheckUpFacts {
  readonly now: Millis;
  readonly status: ConnectionStatus;
  readonly settings: Settings;
  readonly book: Book;
  /** All lines that the server speaks of; empty for a login that has lines of its own. */
  readonly directory: readonly LineFacts[];
  /** null while it is asked, `silent` where it does not answer. */
  readonly worker: WorkerFacts | 'silent' | null;
  /** By address. */
  readonly probes: Readonly<Record<string, Probe>>;
  readonly system: SystemFacts;
  /** Whether notifications may be shown; `unknown` where the browser does not tell. */
  readonly notifications: 'granted' | 'denied' | 'unknown' | null;
  /** The agent's answers to "Did you see it?" and "Did you hear it?"; `refused`: it could not be shown at all. */
  readonly seen: boolean | 'refused' | null;
  readonly windowSeen: boolean | null;
  readonly heard: boolean | 'refused' | null;
  /** The CRM link as it is stored, fit or not. */
  readonly storedLink: string;
  readonly policy: 'none' | 'set' | 'faulty' | null;
}

/** A finding; `action` is offered beside it. */
export const finding = (
  check: CheckName,
  state: CheckState,
  found: MessageKey,
  params: Params = {},
  rest: { readonly remedy?: MessageKey; readonly action?: CheckAction; readonly why?: MessageKey } = {},
): Finding => ({
  check,
  state,
  found: say(found, params),
  why: rest.why ?? null,
  remedy: rest.remedy === undefined ? null : say(rest.remedy, params),
  action: rest.action ?? null,
});

/** The addresses that are worth a probe. */
export function addressesOf(
  settings: Settings,
  worker: CheckUpFacts['worker'],
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

/** The host of an address with its port; the address itself where it is none. */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);
