/**
 * Sends commands to the worker, and handles other promises that a page does not wait for. Failures are
 * logged, because no code waits for them.
 */
import type { Command } from '../../platform/messaging/command.ts';
import { logThrown } from '../../platform/log.ts';
import { send } from '../../platform/messaging/commands.ts';

/** Does not wait for a promise. If it rejects, the reason is logged under `name`. */
export function logFailure(name: string, promise: Promise<unknown>): void {
  promise.catch(logThrown('warn', name));
}

/** Sends a command without waiting for the worker. A failure is logged. */
export const sendCommand = (command: Command): void =>
  logFailure(
    'command failed',
    send(command).then(() => undefined),
  );
