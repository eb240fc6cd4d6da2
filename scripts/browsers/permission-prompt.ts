/** Answers the browser's own permission prompts, which page scripts cannot reach. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AgentPage } from './agent-page.ts';
import type { Internals } from './firefox-internals.ts';
import { untilTrue } from './wait-for.ts';

export type Answer = 'grant' | 'deny';

/** Chromium ignores answers for the first half second, so that a key meant for the page grants nothing. */
const PROTECTED_MS = 1_000;
/**
 * The keys follow the order of the dialog's buttons. To grant, the first key moves the focus to the button.
 */
const KEYS: Readonly<Record<Answer, readonly string[]>> = { grant: ['Tab', 'Return'], deny: ['Escape'] };

/**
 * Answers with the keyboard of this process's desktop (desktop.ts). `asking` is the page that had the focus
 * and loses it to the dialog.
 */
export async function answerInChromium(asking: AgentPage, answer: Answer): Promise<void> {
  const hasFocus = async (): Promise<boolean> =>
    (await asking.puppeteer.evaluate('document.hasFocus()')) === true;
  const instead = async (): Promise<string> =>
    `${await asking.url()} ${(await hasFocus()) ? 'with' : 'without'} the focus`;
  await untilTrue('question by the browser', async () => !(await hasFocus()), instead);
  await pause(PROTECTED_MS);
  await promisify(execFile)('xdotool', ['key', '--delay', '100', ...KEYS[answer]]);
  await untilTrue('end of the question', hasFocus, instead);
}

const DOORHANGER = `Services.wm.getMostRecentWindow('navigator:browser').document.querySelector('#addon-webext-permissions-notification')`;

/** Answers with the buttons of Firefox's doorhanger. Works headless too. */
export async function answerInFirefox(internals: Internals, answer: Answer): Promise<void> {
  const button = `${DOORHANGER}?.${answer === 'grant' ? 'button' : 'secondaryButton'}`;
  const isOpen = async (): Promise<boolean> =>
    (await internals(`${DOORHANGER}?.closest('panel')?.state === 'open'`)) === true;
  await untilTrue('question by the browser', isOpen, () => Promise.resolve('none'));
  // Repeats the press until the prompt closes, because Firefox, like Chromium, may ignore an early press.
  await untilTrue(
    'end of the question',
    async () => {
      await internals(`${button}?.click()`);
      return !(await isOpen());
    },
    () => Promise.resolve('the question still'),
  );
}
