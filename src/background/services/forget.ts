/** Removes what belongs to a user who signs out. */
import type { Settings } from '../../domain/settings/settings.ts';
import { logThrown } from '../../platform/log.ts';
import { changeCrmUser } from '../../platform/storage/crm-items.ts';
import { eraseDirectory } from '../../platform/storage/directory-writer.ts';
import { crmTabItem, workerFactsItem } from '../../platform/storage/items.ts';

/** Deletes the contact lists, if the settings ask for it. Never rejects. */
export const eraseContacts = (settings: Pick<Settings, 'eraseContacts'>): Promise<void> =>
  settings.eraseContacts ? eraseDirectory().catch(logUnerased) : Promise.resolve();

/** Removes what the user who was signed in before has left for the CRM and the contacts. Never rejects. */
export async function forgetFormerUser(
  whose: string,
  settings: Pick<Settings, 'eraseContacts'>,
): Promise<void> {
  if (await changeCrmUser(whose).catch(logUnerased)) await eraseContacts(settings);
}

const logUnerased = logThrown('warn', 'traces not erased');

/** Removes what shows how and where the user worked, so that the next user does not see it. */
export async function forgetTraces(kept: { forget(): Promise<void> }): Promise<void> {
  await Promise.all([workerFactsItem.remove(), crmTabItem.remove(), kept.forget()]);
}
