/** Shows the state on the toolbar: icon, badge and title. */
import browser from 'webextension-polyfill';
import type { Badge, BadgeState } from '../../domain/alerts/texts.ts';
import { coalesced } from '../../platform/async/coalesce.ts';
import { afterFirstMoment } from '../../platform/startup-delay.ts';
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
void afterFirstMoment.then(() => {
  isStarting = false;
  drawSoon();
});

/** Alerts are opened by the browser's very thread that draws the toolbar: its words follow them by so many ms, and change no more often. */
const WORDS_LATER_MS = 150;
/** An icon costs Chromium's worker some 20 ms of drawing: it follows the words, which tell the state as well. */
const ICON_LATER_MS = 300;

/** Makes the toolbar show `badge` in a moment, or what is wanted by then. */
export function showBadge(badge: Badge, texts: () => Promise<Translator>): void {
  wanted = { badge, texts };
  if (!isStarting) drawSoon();
}

function drawSoon(): void {
  drawWords();
  drawIcon();
}

/** Draws what is wanted so many ms after it was first asked. One drawing at a time: of two side by side the older may come last, and stay. What fails is tried again with the next. */
function drawing(what: string, laterMs: number, draw: (wanted: Wanted) => Promise<unknown>): () => void {
  const work = coalesced(async () => {
    if (wanted === null) return;
    try {
      await draw(wanted);
    } catch (thrown) {
      log('error', `${what} not drawn`, { why: messageOf(thrown) });
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
  const { t } = await texts();
  const [text, title] = [badge.text === null ? '' : t(badge.text), t(badge.title)];
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

/** Tells the toolbar what it does not show yet; what it refused is told again. */
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
