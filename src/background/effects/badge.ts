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

/** Makes the toolbar show `badge`. */
export async function showBadge(badge: Badge, { t }: Translator): Promise<void> {
  await Promise.all([
    browser.action.setIcon({ path: { 16: `icons/state-${badge.state}-16.png`, 32: `icons/state-${badge.state}-32.png` } }),
    browser.action.setBadgeText({ text: badge.text === null ? '' : t(badge.text) }),
    browser.action.setBadgeBackgroundColor({ color: COLOURS[badge.state] }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title: t(badge.title) }),
  ]);
}
