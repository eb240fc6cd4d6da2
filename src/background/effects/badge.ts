/** Shows the state on the toolbar: icon, badge and title. */
import browser from 'webextension-polyfill';
import type { Badge, BadgeState } from '../../domain/presentation.ts';
import { coalesced } from '../../platform/coalesced.ts';
import { afterFirstMoment } from '../../platform/first-moment.ts';
import type { Translator } from '../../platform/i18n.ts';
import { log, messageOf } from '../../platform/log.ts';

/** Dark enough for the white text that browsers write on them. */
const COLOURS: Readonly<Record<BadgeState, string>> = {
  'signed-out': '#5b6470',
  trouble: '#b3261e',
  ringing: '#0b6e4f',
  'in-call': '#1d5fbf',
  missed: '#b3261e',
  connecting: '#5b6470',
  online: '#0b6e4f',
};

/** What the toolbar shows, as far as this worker has told it. */
const shown = new Map<string, string>();

/** What it is to show, and where its words come from. */
interface Wanted {
  readonly badge: Badge;
  readonly texts: () => Promise<Translator>;
}
let wanted: Wanted | null = null;

/** What the worker before this one drew still stands, and nobody sees "connecting" for a moment. */
let isStarting = true;
void afterFirstMoment.then(async () => {
  isStarting = false;
  await draw().catch((thrown: unknown) => log('error', 'toolbar not drawn', { why: messageOf(thrown) }));
});

/** An icon costs Chromium's worker some 20 ms of drawing, at a ring just while the alert is to open: it follows the text, which tells the state as well, by so many ms. */
const ICON_LATER_MS = 300;
let icon: ReturnType<typeof setTimeout> | undefined;

/** Makes the toolbar show `badge`. Rejects where the browser refuses, or there are no texts. */
export async function showBadge(badge: Badge, texts: () => Promise<Translator>): Promise<void> {
  wanted = { badge, texts };
  if (!isStarting) await draw();
}

async function draw(): Promise<void> {
  if (wanted === null) return;
  const { badge, texts } = wanted;
  const { t } = await texts();
  const [text, title] = [badge.text === null ? '' : t(badge.text), t(badge.title)];
  icon ??= setTimeout(() => {
    icon = undefined;
    void drawIcon();
  }, ICON_LATER_MS);
  await Promise.all([
    tell('text', text, () => browser.action.setBadgeText({ text })),
    tell('colour', COLOURS[badge.state], (color) => browser.action.setBadgeBackgroundColor({ color })),
    tell('text colour', '#ffffff', (color) => browser.action.setBadgeTextColor({ color })),
    tell('title', title, () => browser.action.setTitle({ title })),
  ]);
}

/** One at a time: of two that are drawn side by side the older may come last, and stay. */
const drawIcon = coalesced(async () => {
  if (wanted === null) return;
  try {
    await tell('icon', wanted.badge.state, (state) => browser.action.setIcon({ path: { 16: `icons/state-${state}-16.png`, 32: `icons/state-${state}-32.png` } }));
  } catch (thrown) {
    log('error', 'icon not drawn', { why: messageOf(thrown) });
  }
});

/** Tells the toolbar what it does not show yet; what it refused is told again. */
async function tell(what: string, value: string, say: (value: string) => Promise<void> | undefined): Promise<void> {
  if (shown.get(what) === value) return;
  shown.set(what, value);
  try {
    await say(value);
  } catch (thrown) {
    shown.delete(what);
    throw thrown;
  }
}
