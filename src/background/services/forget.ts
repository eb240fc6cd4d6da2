/** Removes what belongs to a user who signs out. */
import type { Settings } from '../../domain/settings/settings.ts';
import { log, messageOf } from '../../platform/log.ts';
import { eraseDirectory } from '../../platform/storage/directory-writer.ts';
import { removeStoredItem } from '../../platform/storage/items.ts';

/** Deletes the contact lists, if the settings ask for it. */
export async function eraseContacts(settings: Pick<Settings, 'eraseContacts'>): Promise<void> {
  if (!settings.eraseContacts) return;
  await eraseDirectory().catch((thrown: unknown) =>
    log('warn', 'contacts not erased', { why: messageOf(thrown) }),
  );
}

/** Removes what shows how and where the user worked, so that the next user does not see it. */
export async function forgetTraces(kept: { forget(): Promise<void> }): Promise<void> {
  await Promise.all([
    removeStoredItem('session', 'workerFacts'),
    removeStoredItem('session', 'crmTab'),
    kept.forget(),
  ]);
}
