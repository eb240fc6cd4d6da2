/** How pages ask things of the worker. */
import browser from 'webextension-polyfill';
import type { Command } from './command.ts';
import { log, messageOf } from '../log.ts';

/** A worker's answer once it has done what was asked. */
export const TAKEN = 'taken';

/** Sends a command to the worker and waits until it was taken. */
export async function send(command: Command): Promise<void> {
  await browser.runtime.sendMessage(command);
}

/** Pauses before a click is said again, in ms: a worker that was killed over it is back within them. */
const SAY_AGAIN_MS = [200, 1_000, 5_000];
/** How long a worker may take over a click, in ms: the browser may have to start it first. */
const ANSWER_WITHIN_MS = 8_000;

/** Sends a click until a worker has taken it: one that dies with it in hand can tell nobody. Rejects when none does. */
export async function sendSurely(command: Command & { readonly click: string }): Promise<void> {
  for (const pause of SAY_AGAIN_MS) {
    if (await isTaken(command)) return;
    log('warn', 'click not taken', { type: command.type });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  if (!(await isTaken(command))) throw new Error('no worker took the click');
}

/** True once the worker has done what was asked; false when it cannot, or is silent. Silence is no answer: where a worker dies over a message, browsers reject, resolve with nothing, or never settle. */
export async function isTaken(command: Command): Promise<boolean> {
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_WITHIN_MS));
  const answer: unknown = await Promise.race([
    browser.runtime.sendMessage(command).catch(messageOf),
    silence,
  ]);
  return answer === TAKEN;
}
