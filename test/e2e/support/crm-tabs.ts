/** What Ringside opens, seen through the extension's own eyes; and settings as the options page would store them. */
import { expect } from 'vitest';
import * as v from 'valibot';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { withinLimit } from '../../../src/domain/alerts/limits.ts';
import { callBrowserApi } from '../../../scripts/browsers/page-calls.ts';
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

/** A tab with the id that it keeps for life, whatever it shows. */
export interface SeenTab {
  readonly id: number;
  readonly windowId: number;
  readonly active: boolean;
  /** Where it is or, while it begins to load, is on its way to. */
  readonly url: string;
}

/** All tabs of web pages: of the CRM, and whatever the agent works in. */
export async function webTabs({ panel }: AgentDay): Promise<SeenTab[]> {
  const tabs = v.parse(seenSchema, await callBrowserApi(panel.puppeteer, 'tabs.query', [{}]));
  return tabs
    .map(({ pendingUrl, url, ...tab }) => ({ ...tab, url: url === '' ? pendingUrl : url }))
    .filter(({ url }) => url.startsWith('http'));
}

/** Waits for a tab whose address holds the text. */
export async function tabAt(day: AgentDay, part: string, timeout = 10_000): Promise<SeenTab> {
  await expect
    .poll(async () => (await webTabs(day)).map(({ url }) => url).join(' '), { timeout })
    .toContain(part);
  const tab = (await webTabs(day)).find(({ url }) => url.includes(part));
  if (tab === undefined) throw new Error(`The tab at ${part} has gone again`);
  return tab;
}

/** Those whose address holds the text once the call is known and nothing is owed any more: so that "none" means none, not "none yet". */
export async function settledTabs(
  day: AgentDay,
  callId: string,
  part: string,
  timeout = 10_000,
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

/** Changes settings as a page that closes does, and waits until the worker goes by them. */
export async function store({ panel }: AgentDay, changes: Partial<Settings>): Promise<void> {
  await callBrowserApi(panel.puppeteer, 'runtime.sendMessage', [{ type: 'save-settings', changes }]);
  // The answer to a command that has gone through the engine's queue.
  await callBrowserApi(panel.puppeteer, 'runtime.sendMessage', [{ type: 'missed-read' }]);
}

/** Waits until a page may open by itself again: only so many may in a while. */
export async function untilMayOpen(day: AgentDay): Promise<void> {
  await expect
    .poll(async () => withinLimit((await storedEngine(day)).callState.autoOpenedAt, Date.now()), {
      timeout: 15_000,
    })
    .not.toBeNull();
}
