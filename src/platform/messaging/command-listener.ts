/** How the worker hears what pages ask. Apart from the pages' side (commands.ts), so that pages carry no schema of commands. */
import browser from 'webextension-polyfill';
import { type Command, readCommand } from './command.ts';
import { TAKEN } from './commands.ts';

/** Listens for commands from our own pages; anything else is left unanswered. Add it in the worker's first turn. */
export function onCommand(take: (command: Command) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const command = readCommand(message, sender, {
      id: browser.runtime.id,
      root: browser.runtime.getURL(''),
    });
    return command === null ? undefined : take(command).then(() => TAKEN);
  });
}
