/** The pictures of the first run. */
import type { AgentPage } from './browsers/agent-page.ts';

/** Takes away the cards of the test call, which rings for 20 s. */
const DISMISS_TEST_CALLS = `(async () => {
  const { engine } = await chrome.storage.session.get('engine');
  const tests = Object.values(JSON.parse(engine.callState).calls).filter(({ isTest }) => isTest);
  for (const { callId } of tests) await chrome.runtime.sendMessage({ type: 'dismiss', callId });
})()`;

/** Goes through the steps after the sign-in on the options page. `shoot` takes a picture under a name. */
export async function takeSetup(options: AgentPage, shoot: (name: string) => Promise<void>): Promise<void> {
  await options.bringToFront();
  for (const step of ['2', '3', 'done']) {
    await options.puppeteer.evaluate(`location.hash = 'setup-${step}'`);
    await options.puppeteer.waitForSelector('.wizard h1');
    const field = await options.puppeteer.$('.wizard input');
    await field?.click({ count: 3 });
    await field?.type('https://acme.zendesk.com/agent/search/1?q=050-123-4567');
    const answers = await options.puppeteer.$$('.segments > :last-child');
    for (const answer of answers) await answer.click();
    await shoot(`setup-${step}`);
  }
  await options.puppeteer.evaluate(DISMISS_TEST_CALLS);
}
