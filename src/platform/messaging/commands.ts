/** How pages send commands to the worker. */
import browser from 'webextension-polyfill';
import type { Command } from './command.ts';
import { log, messageOf } from '../log.ts';

/** The worker's answer after it has done a command. */
export const ACK = 'taken';

/** Sends a command once and waits until the worker has done it. Rejects if the worker cannot do it. */
export async function send(command: Command): Promise<void> {
  await browser.runtime.sendMessage(command);
}

/**
 * Pauses before a click is sent again, in ms. A worker that was killed during a click is running again by
 * then.
 */
const SAY_AGAIN_MS = [200, 1_000, 5_000];
/** How long a worker may take for a click, in ms. The browser may have to start the worker first. */
const ANSWER_WITHIN_MS = 8_000;

/**
 * Sends a click until a worker acknowledges it. Retries, because a worker that dies cannot acknowledge.
 * Rejects if no worker acknowledges it.
 */
export async function sendWithRetry(command: Command & { readonly click: string }): Promise<void> {
  for (const pause of SAY_AGAIN_MS) {
    if (await sendAndConfirm(command)) return;
    log('warn', 'click not taken', { type: command.type });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  if (!(await sendAndConfirm(command))) throw new Error('no worker took the click');
}

/**
 * Sends a command once. Resolves to true when the worker has done it, and to false if the worker cannot do it
 * or does not answer in time. If the worker dies during a message, browsers reject, resolve with undefined,
 * or never settle: all of these count as false.
 */
export async function sendAndConfirm(command: Command): Promise<boolean> {
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_WITHIN_MS));
  const answer: unknown = await Promise.race([
    browser.runtime.sendMessage(command).catch(messageOf),
    silence,
  ]);
  return answer === ACK;
}
