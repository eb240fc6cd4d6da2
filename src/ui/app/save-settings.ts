/**
 * Saves settings as updates of the stored settings. So two pages, or two clicks in a row, do not undo each
 * other.
 * The page shows an update at once. If the browser does not store an update, the page keeps it and says so.
 */
import type { Settings } from '../../domain/settings/settings.ts';
import { send } from '../../platform/messaging/commands.ts';
import { changeSettings, type SettingsUpdate } from '../../platform/storage/settings-store.ts';
import { settingsItem } from '../../platform/storage/items.ts';

/**
 * Updates that the page shows before the stored settings contain them, oldest first. Applying an update twice
 * changes nothing.
 */
export interface PendingUpdates {
  /** Updates that the browser did not store. */
  readonly failed: readonly SettingsUpdate[];
  /** Updates that the browser is storing now. */
  readonly saving: readonly SettingsUpdate[];
}

/**
 * The maximum wait, in ms, until the page receives the change event of a write. After that event, the page
 * shows the change from the stored settings.
 */
const CHANGE_HEARD_MS = 500;

let last: Promise<unknown> = Promise.resolve();
let pending: PendingUpdates = { failed: [], saving: [] };
const watchers = new Set<(pending: PendingUpdates) => void>();

/** Returns the settings as they will be when all pending updates are stored. */
export const withPendingChanges = (settings: Settings, { failed, saving }: PendingUpdates): Settings => ({
  ...settings,
  ...merged([...failed, ...saving])(settings),
});

/**
 * Stores an update after the earlier updates of this page, together with the updates that failed before.
 * Resolves to the changes of all these updates, as computed for the write.
 * Rejects if the browser does not store them. The page then shows a notice without help from the caller.
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

/** Tries again to store the updates that failed. */
export const saveAgain = (): Promise<unknown> => saveSettings(() => ({}));

/**
 * Sends all pending changes to the worker. `changes` holds the value of a field that the user is still typing
 * into. A page that closes gets no other turn, and Firefox drops a write that has not finished. `settings`
 * are the page's settings. Sends nothing if nothing is pending.
 */
export async function flushOnClose(settings: Settings, changes: Partial<Settings> = {}): Promise<void> {
  const all = { ...merged([...pending.failed, ...pending.saving])(settings), ...changes };
  if (Object.keys(all).length > 0) await send({ type: 'save-settings', changes: all });
}

/**
 * Calls `changed` at once and after each change of the pending updates. Returns a function that stops this.
 */
export function watchPending(changed: (pending: PendingUpdates) => void): () => void {
  watchers.add(changed);
  changed(pending);
  return () => void watchers.delete(changed);
}

/** Returns one update that applies several updates in order. */
export function merged(updates: readonly SettingsUpdate[]): SettingsUpdate {
  return (settings) =>
    updates.reduce<Partial<Settings>>(
      (changes, update) => ({ ...changes, ...update({ ...settings, ...changes }) }),
      {},
    );
}

/** Resolves when the page receives the next change of the settings, or after `CHANGE_HEARD_MS`. */
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
