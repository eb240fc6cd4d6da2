/** Requests to the worker, and other promises that a page lets go: a failure is logged, for nobody waits for it. */
import type { Command } from '../../platform/messaging/command.ts';
import { log, messageOf } from '../../platform/log.ts';
import { send } from '../../platform/messaging/commands.ts';

/** Lets a promise go; what it fails with is logged under `name`. */
export function letGo(name: string, promise: Promise<unknown>): void {
  promise.catch((thrown: unknown) => log('warn', name, { why: messageOf(thrown) }));
}

/** Sends a command without waiting for the worker. */
export const ask = (command: Command): void =>
  letGo(
    'command failed',
    send(command).then(() => undefined),
  );
