/** Faults of the login service, requested by a test or on the control page. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The part of signing in: the login itself, the refresh of its token, or (two-step only) the settings with
 * the socket's token.
 */
export type LoginStep = 'login' | 'refresh' | 'settings';

/** How a login fails. */
export type LoginFault = {
  /** How many requests it affects. Absent: all until it is cleared. */
  readonly times?: number;
  /** Absent: all. */
  readonly step?: LoginStep;
  /** Delay before the response, in ms. */
  readonly delayMs?: number;
} &
  /** Any status with any body. A string is sent unchanged, anything else as JSON. */
  (
    | {
        readonly kind: 'answer';
        readonly status: number;
        readonly body?: unknown;
        readonly headers?: Readonly<Record<string, string>>;
      }
    /** Closes the connection without a response. */
    | { readonly kind: 'close' }
    /** Sends a web page instead of JSON, as a captive portal does. */
    | { readonly kind: 'html' }
    /** Only delays the response. */
    | { readonly kind: 'slow' }
  );

/** The page that a fault of kind html sends. */
export const HTML_PAGE = '<!doctype html><title>Welcome</title><p>Please accept the terms of this network.';

/** Holds the pending faults. The oldest one that matches is used first. */
export interface FaultRegistry {
  readonly order: (fault: LoginFault) => void;
  readonly clear: () => void;
  /** The pending faults, each with the number of requests that it still affects. */
  readonly pending: () => readonly LoginFault[];
  /** Returns the fault for a request of this step, if any, and counts it down. */
  readonly next: (step: LoginStep) => LoginFault | undefined;
  /** Waits without keeping the process alive. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Creates a registry without faults. */
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
