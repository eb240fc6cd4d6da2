/** The way from a call to its caller's record in the CRM, for whoever asks: a click, a key, a notification's button. */
import type { CallId, Millis } from '../domain/call.ts';
import { linkById } from '../domain/call-links.ts';
import { summarize } from '../domain/call-summary.ts';
import type { Reaction } from '../domain/reactions.ts';
import { findCall } from '../platform/history-db.ts';
import { tabsThatAre } from './effects/crm-tab.ts';
import type { Engine } from './engine.ts';
import { withinTime } from './lanes.ts';

const DOUBLE_CLICK_MS = 1_000;
/** What a browser does not tell within so many ms is done without. */
const TOLD_WITHIN_MS = 3_000;
const soon = <T>(work: Promise<T>): Promise<T | undefined> => withinTime(work, TOLD_WITHIN_MS).catch(() => undefined);

/** Opens the record of a call, by its first link or by the named one; `click` tells a click that is told twice. False where there is nothing to open for this caller. */
export type OpenCrm = (callId: CallId, link?: string, click?: string) => Promise<boolean>;

/** Asks the engine for the tab; a double click asks once. `now`: the agent's clock in ms. */
export function createCrmOpener(engine: Pick<Engine, 'owe'>, now: () => Millis): OpenCrm {
  let lastOpened = { what: '', at: 0 };
  return async (callId, link, click) => {
    const what = `${callId} ${link ?? ''}`;
    if (lastOpened.what === what && now() - lastOpened.at < DOUBLE_CLICK_MS) return true;
    lastOpened = { what, at: now() };
    let leads = true;
    // Asked before the engine's turn, for nothing may keep a ring waiting: neither a history that is being cleared nor a browser that is slow.
    const [past, before] = await Promise.all([soon(findCall(callId)), soon(tabsThatAre())]);
    await engine.owe((book, current) => {
      const live = book.calls[callId];
      const call = live === undefined ? past : summarize(book, live);
      const found = call === undefined ? null : linkById(call, link, current);
      if (found === null) return [];
      if (found.kind === 'link') return [{ kind: 'open-tab', url: found.url, before: before ?? [], at: now(), behind: false }];
      if (found.why !== 'no-number') return [{ kind: 'open-options' }];
      leads = false;
      return [];
    }, click);
    return leads;
  };
}

/** A tab that is to open by itself is told from those that there are: a worker that dies over it looks for it by that. */
export function withTabs(owed: readonly Reaction[]): readonly Reaction[] | Promise<readonly Reaction[]> {
  if (!owed.some(({ kind }) => kind === 'open-tab')) return owed;
  return tabsThatAre().then((before) => owed.map((reaction) => (reaction.kind === 'open-tab' ? { ...reaction, before } : reaction)));
}
