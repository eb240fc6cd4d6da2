/** Opens the caller's record in the CRM for a call. Clicks, keys and notification buttons use it. */
import { linkById } from '../../domain/crm/call-links.ts';
import { summarize } from '../../domain/callers/summarize.ts';
import { isMendedInSettings } from '../../domain/crm/crm-url.ts';
import { findCall } from '../../platform/storage/history-db.ts';
import { withTimeout } from '../../platform/async/timeout.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import type { Engine } from '../engine/types.ts';

/** A second click on the same link within this time, in ms, does nothing. */
const DOUBLE_CLICK_MS = 1_000;
/** How long the history may take to find a call, in ms. After that the click goes on without it. */
const TOLD_WITHIN_MS = 3_000;
const soon = <T>(work: Promise<T>): Promise<T | undefined> =>
  withTimeout(work, TOLD_WITHIN_MS).catch(() => undefined);

/**
 * Opens the record of a call, by its first link or by the link with the id `link`. `click` names the click,
 * so that a repeated message opens nothing twice. Resolves to false if this caller has no record to open.
 */
export type OpenCrm = (callId: CallId, link?: string, click?: string) => Promise<boolean>;

/**
 * Creates the opener. It asks the engine for the tab; a double click asks once. `whose` is the user whose
 * past calls may be meant. `now` is the agent's clock in ms.
 */
export function createCrmOpener(
  engine: Pick<Engine, 'enqueueEffects'>,
  whose: () => string | null,
  now: () => Millis,
): OpenCrm {
  let lastOpened = { what: '', at: 0 };
  const isKnown = (callId: CallId): Promise<boolean> =>
    new Promise((resolve) => {
      void engine.enqueueEffects((state) => {
        resolve(Object.hasOwn(state.calls, callId));
        return [];
      });
    });
  return async (callId, link, click) => {
    const what = `${callId} ${link ?? ''}`;
    if (lastOpened.what === what && now() - lastOpened.at < DOUBLE_CLICK_MS) return true;
    lastOpened = { what, at: now() };
    let leads = true;
    // Reads before it asks the engine, because a history that is being deleted must not delay a ring. A call
    // that is on the screen needs no history, which may be damaged and slow.
    const past = (await isKnown(callId)) ? undefined : await soon(findCall(whose(), callId));
    await engine.enqueueEffects((state, current) => {
      const live = state.calls[callId];
      const call = live === undefined ? past : summarize(state, live, current.region);
      const found = call === undefined ? null : linkById(call, link, current);
      if (found === null) return [];
      if (found.kind === 'link')
        return [{ kind: 'open-tab', url: found.url, before: null, at: now(), behind: false }];
      if (isMendedInSettings(found.why)) return [{ kind: 'open-options' }];
      leads = false;
      return [];
    }, click);
    return leads;
  };
}
