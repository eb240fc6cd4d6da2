/**
 * How the worker receives commands. Separate from the pages' side (commands.ts), so that pages do not load
 * the schema of the commands.
 */
import browser from 'webextension-polyfill';
import { type Command, readCommand } from './command.ts';
import { ACK } from './commands.ts';

/**
 * Calls `take` for each command from our own pages. Other messages get no answer. Call it in the worker's
 * first turn.
 */
export function onCommand(take: (command: Command) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const command = readCommand(message, sender, {
      id: browser.runtime.id,
      root: browser.runtime.getURL(''),
    });
    return command === null ? undefined : take(command).then(() => ACK);
  });
}
