/** The operating system's notifications: one for each call, found by the call's id. */
import browser from 'webextension-polyfill';
import type { CrowdText, NotificationText } from '../../domain/alerts/texts.ts';
import { isFirefox } from '../../platform/browser.ts';
import type { Translator } from '../../platform/i18n.ts';
import type { CallId } from '../../domain/common/types.ts';

const PREFIX = 'call:';
/** The id of the notification that stands for all calls. */
const CROWD = 'crowd';
const icon = (): string => browser.runtime.getURL('icons/app-128.png');
const idOf = (callId: CallId): string => PREFIX + callId;

/**
 * Options that only Chrome knows and the cross-browser types lack. Firefox refuses a notification that has
 * any of them.
 */
interface ChromeOptions {
  readonly buttons: readonly { readonly title: string }[];
  readonly contextMessage: string;
  readonly requireInteraction: boolean;
  readonly silent: boolean;
}

/** Only Chrome can change a notification in place. The cross-browser types lack this method. */
type Updatable = typeof browser.notifications & {
  update(id: string, options: browser.Notifications.CreateNotificationOptions): Promise<boolean>;
};

/** What a notification shows, and how. Only Chrome uses `ringing` and `silent`. */
export interface ShownNotification {
  readonly text: NotificationText;
  readonly ringing: boolean;
  readonly silent: boolean;
}

/** True if a notification is ours. */
export const isOurs = (id: string): boolean => id === CROWD || callOfNotification(id) !== null;

/** The call that a notification is about, or null for any other notification. */
export const callOfNotification = (id: string): CallId | null =>
  id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;

/**
 * Shows the notification of a call. With `again`, a call that already has a notification alerts once more.
 * Rejects where the browser refuses.
 */
export async function showNotification(
  callId: CallId,
  shown: ShownNotification,
  again: boolean,
  translator: Translator,
): Promise<void> {
  const id = idOf(callId);
  // Chrome alerts again only after the notification was removed.
  if (again && !isFirefox) await browser.notifications.clear(id);
  await browser.notifications.create(id, options(shown, translator));
}

/** Updates a notification that is still on screen. A notification that the agent closed stays closed. */
export async function updateNotification(
  callId: CallId,
  shown: ShownNotification,
  translator: Translator,
): Promise<void> {
  const id = idOf(callId);
  const all = await browser.notifications.getAll();
  if (!Object.hasOwn(all, id)) return;
  if (isFirefox) await browser.notifications.create(id, options(shown, translator));
  else await (browser.notifications as Updatable).update(id, options(shown, translator));
}

/**
 * Shows or updates the one notification that stands for all calls. Chrome alerts again if it was closed
 * before.
 */
export async function showCrowd(
  { title, message }: CrowdText,
  silent: boolean,
  { t }: Translator,
): Promise<void> {
  const common = { type: 'basic', iconUrl: icon(), title: t(title), message: t(message) } as const;
  await browser.notifications.create(
    CROWD,
    isFirefox
      ? common
      : { ...common, ...({ requireInteraction: true, silent } satisfies Partial<ChromeOptions>) },
  );
}

/** Removes the notification that stands for all calls. */
export async function clearCrowd(): Promise<void> {
  await browser.notifications.clear(CROWD);
}

/** Removes the notification of a call. */
export async function clearNotification(callId: CallId): Promise<void> {
  await browser.notifications.clear(idOf(callId));
}

function options(
  { text, ringing, silent }: ShownNotification,
  { t }: Translator,
): browser.Notifications.CreateNotificationOptions {
  const lines = text.lines.map(t);
  const common = { type: 'basic', iconUrl: icon(), title: t(text.title) } as const;
  if (isFirefox) return { ...common, message: [t(text.context), ...lines].join('\n') };
  const chrome: ChromeOptions = {
    buttons: text.buttons.map((button) => ({ title: t(button) })),
    contextMessage: t(text.context),
    requireInteraction: ringing,
    silent,
  };
  return { ...common, message: lines.join('\n'), ...chrome };
}

/** Listens for clicks on notifications and on their buttons. Call it in the worker's first turn. */
export function listenToNotifications(on: {
  clicked: (id: string) => void;
  button: (id: string, index: number) => void;
}): void {
  browser.notifications.onClicked.addListener(on.clicked);
  if (!isFirefox) browser.notifications.onButtonClicked.addListener(on.button);
}
