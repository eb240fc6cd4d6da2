/** The sections of the options page, for tests and scripts that use it as a person does. */
import type { Section } from '../../src/domain/settings/sections.ts';
import type { AgentBrowser } from './agent-browser.ts';
import type { AgentPage } from './agent-page.ts';

/** Opens the options page at a section. */
export const openSettings = (browser: AgentBrowser, section: Section): Promise<AgentPage> =>
  browser.openPage('options.html', `#${section}`);

/** Goes to a section of the open options page, by its address. Resolves when its fields are shown. */
export async function goToSection(page: AgentPage, section: Section): Promise<void> {
  await page.puppeteer.evaluate(`location.hash = ${JSON.stringify(section)}`);
  // Some sections draw their fields only when these, or the past calls of a preview, are loaded.
  await page.puppeteer.waitForSelector(`[aria-labelledby=${section}-title] > header + *`);
}
