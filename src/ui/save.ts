/** Saves settings: only the changed ones are written over what is stored, so that two pages do not undo each other. What was not stored is kept, and told. */
import type { Settings } from '../domain/settings.ts';
import { send } from '../platform/messaging.ts';
import { changeSettings } from '../platform/settings-store.ts';

let last: Promise<void> = Promise.resolve();
/** Changes on their way into the store, each in its turn. */
let underWay: readonly Partial<Settings>[] = [];

/** What the browser did not store, until it does. */
let unsaved: Partial<Settings> = {};
const watchers = new Set<(unsaved: Partial<Settings>) => void>();

/**
 * Hands the worker `changes` and all that is still under way: a page that is closing gets no other turn, and Firefox drops what it
 * was about to store. Without anything to save it says nothing.
 */
export async function saveClosing(changes: Partial<Settings> = {}): Promise<void> {
  const all = { ...asTheyWillBe<Partial<Settings>>({}), ...changes };
  if (Object.keys(all).length > 0) await send({ type: 'save-settings', changes: all });
}

/** The settings as they will be once all that is under way is stored: of a list in which two boxes are ticked in a row neither may be lost. */
export const asTheyWillBe = <S extends Partial<Settings>>(settings: S): S => underWay.reduce<S>((sum, each) => ({ ...sum, ...each }), settings);

/** Saves after whatever this page is still saving. Rejects when the browser does not store it; the page's note says so by itself. */
export function saveSettings(changes: Partial<Settings>): Promise<void> {
  underWay = [...underWay, changes];
  const write = async (): Promise<void> => {
    try {
      await changeSettings(changes);
      if (Object.keys(unsaved).length > 0) tell(Object.fromEntries(Object.entries(unsaved).filter(([name]) => !Object.hasOwn(changes, name))));
    } catch (thrown) {
      tell({ ...unsaved, ...changes });
      throw thrown;
    } finally {
      underWay = underWay.filter((other) => other !== changes);
    }
  };
  last = last.then(write, write);
  return last;
}

/** Tries once more to save what was not. */
export const saveAgain = (): Promise<void> => saveSettings(unsaved);

/** Calls back with all that is not saved whenever that changes; returns how to stop. */
export function watchUnsaved(changed: (unsaved: Partial<Settings>) => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

function tell(next: Partial<Settings>): void {
  unsaved = next;
  watchers.forEach((changed) => changed(next));
}
