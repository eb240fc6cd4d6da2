/** Shows the state on the toolbar: icon, badge and title. */
import browser from 'webextension-polyfill';
import type { Badge, BadgeState } from '../../domain/presentation.ts';
import type { Translator } from '../../platform/i18n.ts';

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

/** What the toolbar shows, as far as this worker has told it: an icon costs Chromium's worker some 20 ms of drawing. */
const shown = new Map<string, string>();

/** Makes the toolbar show `badge`. Rejects where the browser refuses. */
export async function showBadge(badge: Badge, { t }: Translator): Promise<void> {
  await Promise.all([
    tell('icon', badge.state, (state) => browser.action.setIcon({ path: { 16: `icons/state-${state}-16.png`, 32: `icons/state-${state}-32.png` } })),
    tell('text', badge.text === null ? '' : t(badge.text), (text) => browser.action.setBadgeText({ text })),
    tell('colour', COLOURS[badge.state], (color) => browser.action.setBadgeBackgroundColor({ color })),
    tell('text colour', '#ffffff', (color) => browser.action.setBadgeTextColor({ color })),
    tell('title', t(badge.title), (title) => browser.action.setTitle({ title })),
  ]);
}

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
