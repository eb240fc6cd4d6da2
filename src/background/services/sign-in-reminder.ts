/**
 * Asks the agent to sign in again if an update has ended the sign-in. Browsers empty `storage.session` with
 * an update (docs/browsers.md 1), so a sign-in that is not kept on the disk does not survive. Without a
 * reminder, the agent would miss calls and not know it.
 */
import browser from 'webextension-polyfill';
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import { msg } from '../../domain/common/messages.ts';
import type { Translator } from '../../platform/i18n.ts';
import { logThrown } from '../../platform/log.ts';
import type { Item } from '../../platform/storage/items.ts';

const ID = 'sign-in-again';

/** What the reminder needs. */
export interface ReminderDeps {
  /** Whether somebody was signed in when the last worker ended. It is on the disk to survive an update. */
  readonly wasSignedIn: Pick<Item<boolean>, 'get' | 'set'>;
  readonly translator: () => Promise<Translator>;
}

/** Reminds the agent at most once in the life of a worker. */
export interface SignInReminder {
  /** Call this when the browser reports that this version was installed over another one. */
  updated(): void;
  readonly onStatus: (status: ConnectionStatus) => void;
  /** Call this for every click on a notification. Opens the settings if it was the reminder. */
  readonly clicked: (id: string) => void;
}

/** Creates a reminder. Reads what the last worker has left, so create it in the worker's first turn. */
export function createSignInReminder({ wasSignedIn, translator }: ReminderDeps): SignInReminder {
  const before = wasSignedIn.get().catch((thrown: unknown) => {
    logThrown('warn', 'sign-in not read')(thrown);
    return false;
  });
  let isUpdated = false;
  let isSignedIn: boolean | null = null;
  let isDone = false;

  async function remind(): Promise<void> {
    // A sign-out in this worker is the agent's own wish.
    if (!isUpdated || isSignedIn !== false || isDone) return;
    isDone = true;
    if (!(await before)) return;
    const { t } = await translator();
    await browser.notifications.create(ID, {
      type: 'basic',
      iconUrl: browser.runtime.getURL('icons/app-128.png'),
      title: t(msg('update.title')),
      message: t(msg('update.signIn')),
    });
  }

  const attempt = (): void => void remind().catch(logThrown('error', 'reminder not shown'));

  function note(next: boolean): void {
    if (isSignedIn === next) return;
    isSignedIn = next;
    if (next) isDone = true;
    void before
      .then(() => (isSignedIn === next ? wasSignedIn.set(next) : undefined))
      .catch(logThrown('warn', 'sign-in not noted'));
  }

  return {
    updated() {
      isUpdated = true;
      attempt();
    },
    onStatus({ word }) {
      if (word === 'online') note(true);
      if (word !== 'off' && word !== 'refused') return;
      note(false);
      attempt();
    },
    clicked(id) {
      if (id !== ID) return;
      void browser.notifications.clear(ID);
      void browser.runtime.openOptionsPage();
    },
  };
}
