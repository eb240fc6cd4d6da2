/** Saves settings: only the changed ones are written over what is stored, so that two pages do not undo each other. */
import type { Settings } from '../domain/settings.ts';
import { send } from '../platform/messaging.ts';
import { changeSettings } from '../platform/settings-store.ts';

let last: Promise<void> = Promise.resolve();
/** Changes on their way into the store, each in its turn. */
let underWay: readonly Partial<Settings>[] = [];

/**
 * Hands the worker `changes` and all that is still under way: a page that is closing gets no other turn, and Firefox drops what it
 * was about to store. Without anything to save it says nothing.
 */
export async function saveClosing(changes: Partial<Settings> = {}): Promise<void> {
  const all = [...underWay, changes].reduce<Partial<Settings>>((sum, each) => ({ ...sum, ...each }), {});
  if (Object.keys(all).length > 0) await send({ type: 'save-settings', changes: all });
}

/** Saves after whatever this page is still saving. Rejects when the browser does not store it. */
export function saveSettings(changes: Partial<Settings>): Promise<void> {
  underWay = [...underWay, changes];
  const write = async (): Promise<void> => {
    try {
      await changeSettings(changes);
    } finally {
      underWay = underWay.filter((other) => other !== changes);
    }
  };
  last = last.then(write, write);
  return last;
}
