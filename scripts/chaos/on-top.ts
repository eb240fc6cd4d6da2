/**
 * The card on top of all windows, as its opener sees it. The driver has no page for that window, but the
 * opener may read its document.
 */
import type { AgentBrowser } from '../browsers/agent-browser.ts';
import type { AgentPage } from '../browsers/agent-page.ts';
import { untilTrue } from '../browsers/wait-for.ts';
import type { Watched } from './observer.ts';

const CARD = `globalThis.documentPictureInPicture?.window?.document.querySelector('iframe')?.contentDocument`;

/** Opens the card with a click on its opener. Resolves to the opener when the card shows something. */
export async function openCard(browser: AgentBrowser): Promise<AgentPage> {
  const opener = await browser.openPage('float.html');
  await opener.click('button', 'Keep on top');
  await untilTrue(
    'card on top',
    () => isCardOpen(opener),
    () => opener.puppeteer.content(),
  );
  return opener;
}

/** Resolves to whether the card is open and shows something. */
export const isCardOpen = async ({ puppeteer }: AgentPage): Promise<boolean> =>
  !puppeteer.isClosed() && (await puppeteer.evaluate(`Boolean(${CARD}?.querySelector('main'))`)) === true;

/** The card's document, for the observer. Scripts find it as `document`. */
export const cardOf = ({ puppeteer }: AgentPage): Watched => ({
  isClosed: () => puppeteer.isClosed(),
  evaluate: (script) => puppeteer.evaluate(`((document) => { return ${script}; })(${CARD})`),
});
