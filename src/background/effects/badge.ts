/** Shows the state on the toolbar: icon, badge and title. */
import browser from 'webextension-polyfill';
import type { Badge, BadgeState } from '../../domain/alerts/texts.ts';
import { coalesce } from '../../platform/async/coalesce.ts';
import { afterStartupDelay } from '../../platform/startup-delay.ts';
import type { Translator } from '../../platform/i18n.ts';
import { logThrown } from '../../platform/log.ts';

/** The background of the badge. Each colour is dark enough for white text. */
const COLOURS: Readonly<Record<BadgeState, string>> = {
  'signed-out': '#5b6470',
  trouble: '#b3261e',
  ringing: '#0b6e4f',
  'in-call': '#1d5fbf',
  missed: '#b3261e',
  connecting: '#5b6470',
  online: '#0b6e4f',
};

/** The values that this worker has set on the toolbar. */
const shown = new Map<string, string>();

/** What the toolbar should show, and the source of its words. */
interface Wanted {
  readonly badge: Badge;
  readonly texts: () => Promise<Translator>;
}
let wanted: Wanted | null = null;

/** True at first. What the last worker drew stays, so the user does not see "connecting" for a moment. */
let isStarting = true;
void afterStartupDelay.then(() => {
  isStarting = false;
  drawSoon();
});

/**
 * Delay of the words, in ms. The browser opens alerts on the thread that draws the toolbar, so the words wait
 * for the alerts. They also change no more often than this.
 */
const WORDS_LATER_MS = 150;
/**
 * Delay of the icon, in ms. An icon costs Chromium's worker some 20 ms of drawing. It comes after the words,
 * which show the state as well.
 */
const ICON_LATER_MS = 300;

/** Shows `badge` on the toolbar after a moment. If it is called again before that, the newest badge wins. */
export function showBadge(badge: Badge, texts: () => Promise<Translator>): void {
  wanted = { badge, texts };
  if (!isStarting) drawSoon();
}

function drawSoon(): void {
  drawWords();
  drawIcon();
}

/**
 * Returns a function that draws the newest wanted badge `laterMs` after the first request. Only one drawing
 * runs at a time: of two at once, the older could finish last and stay. A failed drawing is tried again with
 * the next.
 */
function drawing(what: string, laterMs: number, draw: (wanted: Wanted) => Promise<unknown>): () => void {
  const work = coalesce(async () => {
    if (wanted === null) return;
    try {
      await draw(wanted);
    } catch (thrown) {
      logThrown('error', `${what} not drawn`)(thrown);
    }
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void work();
    }, laterMs);
  };
}

const drawWords = drawing('badge', WORDS_LATER_MS, async ({ badge, texts }) => {
  const { t, plain } = await texts();
  const [text, title] = [badge.text === null ? '' : plain(badge.text), t(badge.title)];
  await Promise.all([
    tell('text', text, () => browser.action.setBadgeText({ text })),
    tell('colour', COLOURS[badge.state], (color) => browser.action.setBadgeBackgroundColor({ color })),
    tell('text colour', '#ffffff', (color) => browser.action.setBadgeTextColor({ color })),
    tell('title', title, () => browser.action.setTitle({ title })),
  ]);
});

const drawIcon = drawing('icon', ICON_LATER_MS, ({ badge: { state } }) =>
  tell('icon', state, () =>
    browser.action.setIcon({
      path: { 16: `icons/state-${state}-16.png`, 32: `icons/state-${state}-32.png` },
    }),
  ),
);

/**
 * Sets a value on the toolbar if it differs from the last one. A value that the browser refused is sent again
 * next time. Rejects where the browser refuses.
 */
async function tell(
  what: string,
  value: string,
  say: (value: string) => Promise<void> | undefined,
): Promise<void> {
  if (shown.get(what) === value) return;
  shown.set(what, value);
  try {
    await say(value);
  } catch (thrown) {
    shown.delete(what);
    throw thrown;
  }
}
