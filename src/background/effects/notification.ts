/** The operating system's notification of a call: one for each call, found by its id. */
import browser from 'webextension-polyfill';
import type { CrowdText, NotificationText } from '../../domain/alerts/texts.ts';
import { isFirefox } from '../../platform/browser.ts';
import type { Translator } from '../../platform/i18n.ts';
import type { CallId } from '../../domain/common/types.ts';

const PREFIX = 'call:';
/** The notification that stands for all calls. */
const CROWD = 'crowd';
const icon = (): string => browser.runtime.getURL('icons/app-128.png');
const idOf = (callId: CallId): string => PREFIX + callId;

/** Chrome's own options, which the cross-browser types do not know. Firefox refuses a notification that has any of them. */
interface ChromeOptions {
  readonly buttons: readonly { readonly title: string }[];
  readonly contextMessage: string;
  readonly requireInteraction: boolean;
  readonly silent: boolean;
}

/** Chrome alone can change a notification in place; the cross-browser types do not know it. */
type Updatable = typeof browser.notifications & {
  update(id: string, options: browser.Notifications.CreateNotificationOptions): Promise<boolean>;
};

export interface ShownNotification {
  readonly text: NotificationText;
  readonly ringing: boolean;
  readonly silent: boolean;
}

/** Whether a notification is ours. */
export const isOurs = (id: string): boolean => id === CROWD || callOfNotification(id) !== null;

/** The call that a notification is about, or null for one that is not ours. */
export const callOfNotification = (id: string): CallId | null =>
  id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;

/** Shows the notification of a call; `again`: one that it has had already alerts once more. */
export async function showNotification(
  callId: CallId,
  shown: ShownNotification,
  again: boolean,
  translator: Translator,
): Promise<void> {
  const id = idOf(callId);
  // Chrome only alerts again for a notification that was away.
  if (again && !isFirefox) await browser.notifications.clear(id);
  await browser.notifications.create(id, options(shown, translator));
}

/** Brings a notification that is still on screen up to date; one that the agent closed stays closed. */
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

/** Shows the one notification that stands for all calls, or brings it up to date; Chrome tells it anew where it was away. */
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

export async function clearCrowd(): Promise<void> {
  await browser.notifications.clear(CROWD);
}

/** Takes the notification of a call away. */
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

/** Hears clicks on notifications and on their buttons. Add it in the worker's first turn. */
export function listenToNotifications(on: {
  clicked: (id: string) => void;
  button: (id: string, index: number) => void;
}): void {
  browser.notifications.onClicked.addListener(on.clicked);
  if (!isFirefox) browser.notifications.onButtonClicked.addListener(on.button);
}
