/** Layout shifts of a page: elements that moved without a click or key of the agent. */
import * as v from 'valibot';
import type { AgentPage } from '../../../scripts/browsers/agent-page.ts';

const shiftsSchema = v.array(v.object({ value: v.number(), moved: v.string() }));

/**
 * Waits until the page has not changed for 30 frames, so that what loads later counts, too. Then reads every
 * shift since the page began to load. It is text, because a function would need helpers that no page has.
 */
const SHIFTS = `(async () => {
  let still = 0;
  const watcher = new MutationObserver(() => { still = 0; });
  watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (; still < 30; still += 1) await new Promise(requestAnimationFrame);
  watcher.disconnect();
  const observer = new PerformanceObserver(() => undefined);
  observer.observe({ type: 'layout-shift', buffered: true });
  const pathOf = (node) => node === null ? 'removed' : node.nodeName + (node.className ? '.' + node.className : '') + ' "' + node.textContent.slice(0, 30) + '"';
  return observer.takeRecords().filter(({ hadRecentInput }) => !hadRecentInput).map(({ value, sources }) => ({
    value, moved: sources.map(({ node }) => pathOf(node)).join(', '),
  }));
})()`;

/** Returns a line for each shift, with the elements that moved. `name` says which page it is. */
export async function layoutShiftsOf(page: AgentPage, name: string): Promise<string[]> {
  await page.bringToFront();
  const shifts = v.parse(shiftsSchema, await page.puppeteer.evaluate(SHIFTS));
  return shifts.map(({ value, moved }) => `${name} by ${value.toFixed(4)}: ${moved}`);
}
