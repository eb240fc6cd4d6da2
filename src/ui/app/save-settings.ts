/**
 * Saves settings as updates of what is stored, so that neither two pages nor two clicks in a row undo each other.
 * The page shows an update at once. One that the browser did not store is kept, and the page says so.
 */
import type { Settings } from '../../domain/settings/settings.ts';
import { send } from '../../platform/messaging/commands.ts';
import { changeSettings, type SettingsUpdate } from '../../platform/storage/settings-store.ts';
import { settingsItem } from '../../platform/storage/items.ts';

/** Updates that the page shows before its stored settings hold them, oldest first. Applying one twice changes nothing. */
export interface PendingUpdates {
  /** The browser did not store them. */
  readonly failed: readonly SettingsUpdate[];
  /** Being stored. */
  readonly saving: readonly SettingsUpdate[];
}

/** A change is shown from the stored settings as soon as the page has heard of it: within this time, in ms. */
const CHANGE_HEARD_MS = 500;

let last: Promise<unknown> = Promise.resolve();
let pending: PendingUpdates = { failed: [], saving: [] };
const watchers = new Set<(pending: PendingUpdates) => void>();

/** The settings as they will be once all pending updates are stored. */
export const withPending = (settings: Settings, { failed, saving }: PendingUpdates): Settings => ({
  ...settings,
  ...merged([...failed, ...saving])(settings),
});

/**
 * Stores an update after the earlier ones of this page, together with those that failed before.
 * Resolves to what all of these change, as it was computed for the write.
 * Rejects when the browser does not store it; the page's notice says so by itself.
 */
export function saveSettings(update: SettingsUpdate): Promise<Partial<Settings>> {
  tell({ ...pending, saving: [...pending.saving, update] });
  const write = async (): Promise<Partial<Settings>> => {
    const { failed } = pending;
    const all = merged([...failed, update]);
    let changes: Partial<Settings> = {};
    const others = (): readonly SettingsUpdate[] => pending.saving.filter((other) => other !== update);
    const heard = nextChange();
    try {
      if (await changeSettings((settings) => (changes = all(settings)))) await heard.promise;
      tell({ failed: pending.failed.filter((other) => !failed.includes(other)), saving: others() });
      return changes;
    } catch (thrown) {
      tell({ failed: [...pending.failed, update], saving: others() });
      throw thrown;
    } finally {
      heard.stop();
    }
  };
  const written = last.then(write, write);
  last = written;
  return written;
}

/** Tries once more to store what was not. */
export const saveAgain = (): Promise<unknown> => saveSettings(() => ({}));

/**
 * Hands the worker all that is pending, and `changes` of a field that is still being typed into: a page that closes gets no other turn,
 * and Firefox drops what it was about to store. `settings` are the page's own. Sends nothing where there is nothing to save.
 */
export async function saveClosing(settings: Settings, changes: Partial<Settings> = {}): Promise<void> {
  const all = { ...merged([...pending.failed, ...pending.saving])(settings), ...changes };
  if (Object.keys(all).length > 0) await send({ type: 'save-settings', changes: all });
}

/** Calls back at once and whenever the pending updates change; returns how to stop. */
export function watchPending(changed: (pending: PendingUpdates) => void): () => void {
  watchers.add(changed);
  changed(pending);
  return () => void watchers.delete(changed);
}

/** One update that does what several do, in that order. */
export function merged(updates: readonly SettingsUpdate[]): SettingsUpdate {
  return (settings) =>
    updates.reduce<Partial<Settings>>(
      (changes, update) => ({ ...changes, ...update({ ...settings, ...changes }) }),
      {},
    );
}

/** Resolves when the page next hears of changed settings, or when it has waited long enough. */
function nextChange(): { readonly promise: Promise<void>; readonly stop: () => void } {
  let stop = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, CHANGE_HEARD_MS);
    const unwatch = settingsItem.watch(() => resolve());
    stop = () => {
      clearTimeout(timer);
      unwatch();
      resolve();
    };
  });
  return { promise, stop };
}

function tell(next: PendingUpdates): void {
  pending = next;
  watchers.forEach((changed) => changed(next));
}
