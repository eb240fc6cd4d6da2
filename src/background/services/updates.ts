/**
 * Installs a new version of Ringside at a quiet moment. Without this, Chrome would wait until the worker is
 * idle, which it never is, and Firefox until the browser restarts.
 */
import browser from 'webextension-polyfill';
import type { Millis } from '../../domain/common/types.ts';
import { type UpdateFacts, updateDelay } from '../../domain/account/update-time.ts';
import { createTimer } from '../../platform/async/timer.ts';
import { log, logThrown } from '../../platform/log.ts';
import { pendingUpdateItem } from '../../platform/storage/items.ts';

/** What the updates need from the worker. */
export interface UpdateDeps {
  readonly isCallLive: () => boolean;
  /** True while a page is open in which the agent may be typing. */
  readonly isEditing: () => boolean;
  readonly now: () => Millis;
}

/** Watches for a new version. */
export interface Updates {
  /** Call this whenever the calls have changed. */
  callsChanged(): void;
}

/**
 * Starts to watch for a new version. An update that waited when the last worker died waits again. Call it in
 * the worker's first turn.
 */
export function installUpdates({ isCallLive, isEditing, now }: UpdateDeps): Updates {
  const timer = createTimer();
  let since: Millis | null = null;
  let lastLiveAt = now();
  let wasLive = false;

  function wait(from: Millis): void {
    if (since !== null) return;
    since = from;
    look(from);
  }

  function look(from: Millis): void {
    noteCalls();
    const facts: UpdateFacts = {
      since: from,
      now: now(),
      isCallLive: wasLive,
      lastLiveAt,
      isEditing: isEditing(),
    };
    const delay = updateDelay(facts);
    if (delay > 0) return timer.set(delay, () => look(from));
    log('info', 'update installed', { live: wasLive });
    browser.runtime.reload();
  }

  function noteCalls(): void {
    const isLive = isCallLive();
    if (isLive || wasLive) lastLiveAt = now();
    wasLive = isLive;
  }

  browser.runtime.onUpdateAvailable.addListener(() => {
    log('info', 'update waits');
    wait(now());
    pendingUpdateItem.set(now()).catch(logThrown('warn', 'update not noted'));
  });
  void pendingUpdateItem
    .get()
    .then((from) => (from === null ? undefined : wait(from)), logThrown('warn', 'update not read'));
  return { callsChanged: noteCalls };
}
