/** Faults of the login service, ordered by a test or on the control page. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Which part of signing in: the login itself, the refresh of its token, or (two-step only) the settings with the socket's token. */
export type LoginStep = 'login' | 'refresh' | 'settings';

/** How a login goes wrong. */
export type LoginFault = {
  /** How many requests it hits; absent: all until it is cleared. */
  readonly times?: number;
  /** Absent: all. */
  readonly step?: LoginStep;
  /** Milliseconds to wait before anything is answered. */
  readonly delayMs?: number;
} &
  /** Any status with any body: a string is sent as it is, anything else as JSON. */
  (
    | {
        readonly kind: 'answer';
        readonly status: number;
        readonly body?: unknown;
        readonly headers?: Readonly<Record<string, string>>;
      }
    /** The connection is closed without an answer. */
    | { readonly kind: 'close' }
    /** A web page where JSON should be, as a captive portal sends it. */
    | { readonly kind: 'html' }
    /** Only the delay. */
    | { readonly kind: 'slow' }
  );

/** The page that a fault of kind html sends. */
export const HTML_PAGE = '<!doctype html><title>Welcome</title><p>Please accept the terms of this network.';

/** Keeps the faults that are still to come; the oldest one that fits goes first. */
export interface FaultRegistry {
  readonly order: (fault: LoginFault) => void;
  readonly clear: () => void;
  /** The faults still to come, with how many requests each will yet hit. */
  readonly pending: () => readonly LoginFault[];
  /** The fault that hits a request of this step, if any, counted down. */
  readonly next: (step: LoginStep) => LoginFault | undefined;
  /** Waits, without keeping the process alive. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Builds an empty desk. */
export function createFaultRegistry(): FaultRegistry {
  let pending: LoginFault[] = [];
  return {
    order: (fault) => void pending.push(fault),
    clear: () => void (pending = []),
    pending: () => pending,
    next(step) {
      const fault = pending.find((each) => each.step === undefined || each.step === step);
      if (fault?.times !== undefined) {
        const left = fault.times - 1;
        const rest = left > 0 ? [{ ...fault, times: left }] : [];
        pending = pending.flatMap((each) => (each === fault ? rest : [each]));
      }
      return fault;
    },
    pause: (ms) => sleep(ms, undefined, { ref: false }),
  };
}
