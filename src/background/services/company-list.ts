/** Has the contact list that the policy names fetched, and removes it when the policy names none any more. */
import { isFetchDue, nextFetch, sourceOf } from '../../domain/callers/company-list.ts';
import type { Region } from '../../domain/common/phone-number.ts';
import { isFirefox } from '../../platform/browser.ts';
import type { ListAnswer, ListRequest } from '../../platform/contacts/company-list.ts';
import { mayReach, onHostPermissionsChange } from '../../platform/host-permissions.ts';
import { log, messageOf } from '../../platform/log.ts';
import { fetchListInOffscreen } from '../../platform/messaging/offscreen-audio.ts';
import { afterStartupDelay } from '../../platform/startup-delay.ts';
import {
  type CompanyFetches,
  companyListItem,
  directoryListsItem,
} from '../../platform/storage/directory-lists.ts';
import { storeCompanyList } from '../../platform/storage/directory-writer.ts';
import { openHiddenPage } from '../effects/sound.ts';
import type { SettingsSource } from './settings-source.ts';

/** Pause between two looks at whether a fetch is due, in ms. */
const LOOK_MS = 60_000;

/**
 * Starts to look after the list, and returns a function that looks at once, for new settings. It resolves
 * when that is done, and never rejects. While nobody is signed in, nothing is fetched. Call it in the
 * worker's first turn.
 */
export function watchCompanyList(
  settings: Pick<SettingsSource, 'current' | 'areKnown'>,
  isSignedIn: () => boolean,
): () => Promise<void> {
  let isFetching = false;
  const look = async (): Promise<void> => {
    try {
      const { directoryUrl: url, region } = await settings.current();
      if (!settings.areKnown()) return;
      const before = await companyListItem.get();
      if (url === '')
        return await (before === null ? undefined : storeCompanyList(before.source, null, null));
      const isDue = isSignedIn() && isFetchDue(before, sourceOf(url, region), Date.now());
      if (!isDue || !(await mayReach(url)) || isFetching) return;
      isFetching = true;
      await update(url, region, before).finally(() => (isFetching = false));
    } catch (thrown) {
      log('warn', 'contacts not read', { why: messageOf(thrown) });
    }
  };
  const begin = (): void => void look();
  void afterStartupDelay.then(begin);
  setInterval(begin, LOOK_MS);
  onHostPermissionsChange(begin);
  return look;
}

/**
 * Fetches the list and stores it. The former one stays where anything fails. Rejects if something is not
 * stored, or if Chrome opens no page.
 */
async function update(url: string, region: Region, stored: CompanyFetches | null): Promise<void> {
  const source = sourceOf(url, region);
  const lists = await directoryListsItem.get();
  const before: CompanyFetches =
    stored?.source === source
      ? stored
      : { source, etag: null, modified: null, nextAt: 0, goodAt: null, fault: null };
  const noted = { ...before, nextAt: nextFetch(Date.now(), false, Math.random()) };
  // Whatever becomes of the worker and the page, the next fetch comes no sooner than that.
  await storeCompanyList(stored?.source, noted);
  const former = lists.find(({ isCompanys }) => isCompanys)?.id ?? null;
  const attempt = (): Promise<ListAnswer> => fetchInPage({ url, region, former, version: before });
  try {
    // A page that was opened for a sound may close after 30 s of silence. Then a new one begins again.
    const { fetches, list } = await attempt().catch(attempt);
    await storeCompanyList(source, { ...noted, ...fetches }, list);
    log('info', 'contacts read', { why: fetches.fault });
  } catch (thrown) {
    await storeCompanyList(source, { ...noted, fault: 'not-stored' });
    throw thrown;
  }
}

/** The page that fetches the list loads the code for it. */
async function fetchInPage(request: ListRequest): Promise<ListAnswer> {
  if (isFirefox) return (await import('../../platform/contacts/company-list.ts')).fetchCompanyList(request);
  await openHiddenPage(false);
  return fetchListInOffscreen(request);
}
