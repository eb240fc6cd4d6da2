/**
 * The tabs that Ringside opens, read through the extension itself, and settings stored as by the options
 * page.
 */
import { expect } from 'vitest';
import * as v from 'valibot';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { withinLimit } from '../../../src/domain/alerts/alert-policy.ts';
import { callBrowserApi } from '../../../scripts/browsers/page-calls.ts';
import { PATIENCE_MS } from '../../../scripts/browsers/wait-for.ts';
import { type AgentDay, storedEngine } from './agent-day.ts';

const seenSchema = v.array(
  v.object({
    id: v.number(),
    windowId: v.number(),
    active: v.boolean(),
    url: v.optional(v.string(), ''),
    pendingUrl: v.optional(v.string(), ''),
  }),
);

/** A tab with its id, which never changes. */
export interface SeenTab {
  readonly id: number;
  readonly windowId: number;
  readonly active: boolean;
  /** The tab's address or, while it begins to load, its next address. */
  readonly url: string;
}

/** All tabs with web pages, of the CRM and of other sites. */
export async function webTabs({ panel }: AgentDay): Promise<SeenTab[]> {
  const tabs = v.parse(seenSchema, await callBrowserApi(panel.puppeteer, 'tabs.query', [{}]));
  return tabs
    .map(({ pendingUrl, url, ...tab }) => ({ ...tab, url: url === '' ? pendingUrl : url }))
    .filter(({ url }) => url.startsWith('http'));
}

/** Waits for a tab whose address contains the text. */
export async function tabAt(day: AgentDay, part: string, timeout = PATIENCE_MS): Promise<SeenTab> {
  await expect
    .poll(async () => (await webTabs(day)).map(({ url }) => url).join(' '), { timeout })
    .toContain(part);
  const tab = (await webTabs(day)).find(({ url }) => url.includes(part));
  if (tab === undefined) throw new Error(`The tab at ${part} has gone again`);
  return tab;
}

/**
 * The tabs whose address contains the text, once the call is known and no effect is pending. So "none" means
 * none, not "none yet".
 */
export async function settledTabs(
  day: AgentDay,
  callId: string,
  part: string,
  timeout = PATIENCE_MS,
): Promise<SeenTab[]> {
  await expect
    .poll(
      async () => {
        const { callState, pendingEffects } = await storedEngine(day);
        return { isKnown: callId in callState.calls || callId in callState.aliases, pendingEffects };
      },
      { timeout },
    )
    .toEqual({ isKnown: true, pendingEffects: [] });
  return (await webTabs(day)).filter(({ url }) => url.includes(part));
}

export async function goTo({ panel }: AgentDay, { id }: SeenTab, url: string): Promise<void> {
  await callBrowserApi(panel.puppeteer, 'tabs.update', [id, { url }]);
}

export async function closeTabs({ panel }: AgentDay, tabs: readonly SeenTab[]): Promise<void> {
  await callBrowserApi(panel.puppeteer, 'tabs.remove', [tabs.map(({ id }) => id)]);
}

/** Changes settings as a closing page does, and waits until the worker uses them. */
export async function store({ panel }: AgentDay, changes: Partial<Settings>): Promise<void> {
  await callBrowserApi(panel.puppeteer, 'runtime.sendMessage', [{ type: 'save-settings', changes }]);
  // Waits for the answer to a command that has passed through the engine's queue.
  await callBrowserApi(panel.puppeteer, 'runtime.sendMessage', [{ type: 'missed-read' }]);
}

/** Waits until a page may open by itself again, or a lookup may begin: the number per time is limited. */
export async function untilFree(day: AgentDay, of: 'autoOpenedAt' | 'lookupsAt'): Promise<void> {
  await expect
    .poll(async () => withinLimit((await storedEngine(day)).callState[of], Date.now()))
    .not.toBeNull();
}
