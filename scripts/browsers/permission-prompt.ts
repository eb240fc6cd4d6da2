/** What the browser itself asks the user, and how the user's answer is given where no page can reach. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AgentPage } from './agent-page.ts';
import type { Internals } from './firefox-internals.ts';
import { untilTrue } from './wait-for.ts';

export type Answer = 'grant' | 'deny';

/** Chromium takes no answer for the first half second, lest a key that was meant for the page grants something. */
const PROTECTED_MS = 1_000;
/** In the order in which the dialog has its buttons; the first key that grants has to find the button. */
const KEYS: Readonly<Record<Answer, readonly string[]>> = { grant: ['Tab', 'Return'], deny: ['Escape'] };

/** Answers by the keyboard of the desktop that this process is on (desktop.ts). `asking`: the page that had the focus and loses it to the dialog. */
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

/** Answers by the buttons of Firefox's doorhanger, headless too. */
export async function answerInFirefox(internals: Internals, answer: Answer): Promise<void> {
  const button = `${DOORHANGER}?.${answer === 'grant' ? 'button' : 'secondaryButton'}`;
  const isOpen = async (): Promise<boolean> =>
    (await internals(`${DOORHANGER}?.closest('panel')?.state === 'open'`)) === true;
  await untilTrue('question by the browser', isOpen, () => Promise.resolve('none'));
  // Pressed until it has been taken: a press that comes too soon may be dropped, as in Chromium.
  await untilTrue(
    'end of the question',
    async () => {
      await internals(`${button}?.click()`);
      return !(await isOpen());
    },
    () => Promise.resolve('the question still'),
  );
}
