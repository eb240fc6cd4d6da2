/**
 * Fits the height of the call window to its cards, without the focus. The agent's own choice comes first: a
 * window that the agent moved or resized returns there, and the next call window opens there.
 */
import {
  fitTo,
  homeOf,
  TOLERANCE,
  type Upright,
  type WindowBounds,
} from '../../domain/common/window-bounds.ts';
import { heightFor, mayResize, ownBounds, setOwnBounds, usableScreen } from '../../platform/own-window.ts';
import { logFailure, sendCommand } from '../app/send-command.ts';

/** In ms. After this time the worker has moved the window to its place. */
const SETTLED_MS = 1_000;
/** How long the page waits to learn of its new size, in ms. */
const RESIZED_MS = 500;

/**
 * Fits the window whenever the height of `parts` changes. They are the parts of the page that are stacked,
 * each as high as its content. Call it once, when they are drawn. The window is fitted until it closes.
 */
export function fitWindow(parts: readonly HTMLElement[]): void {
  let home = uprightNow();
  /** The last place that the window got by itself, or where it opened. */
  let set = home;
  let opened: WindowBounds | null = null;
  let work = Promise.resolve();

  const look = (): void => {
    home = homeOf(home, set, uprightNow());
    set = uprightNow();
  };

  async function fit(): Promise<void> {
    if (!mayResize()) return;
    const content = parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
    const needed = await heightFor(content);
    look();
    const next = fitTo(needed, home, usableScreen());
    if (next.height === set.height && next.top === set.top) return;
    const resized = nextResize();
    await setOwnBounds(next.top === set.top ? { height: next.height } : next);
    set = next;
    await resized;
  }
  // One at a time: each looks at what the one before has done.
  const fitSoon = (): void => logFailure('window not fitted', (work = work.then(fit, fit)));

  const observer = new ResizeObserver(fitSoon);
  parts.forEach((part) => observer.observe(part));
  document.addEventListener('visibilitychange', fitSoon);
  setTimeout(() => {
    look();
    opened = { ...ownBounds(), ...home };
    fitSoon();
  }, SETTLED_MS);
  addEventListener('pagehide', () => {
    look();
    const place = { ...ownBounds(), ...home };
    const before = opened;
    const isMoved =
      before !== null &&
      (['left', 'top', 'width', 'height'] as const).some(
        (side) => Math.abs(place[side] - before[side]) > TOLERANCE,
      );
    if (isMoved) sendCommand({ type: 'place-window', place });
  });
}

function uprightNow(): Upright {
  const { top, height } = ownBounds();
  return { top, height };
}

/** Resolves when the page knows of a new size. The browser resolves a change of the window before that. */
const nextResize = (): Promise<unknown> =>
  new Promise((resolve) => {
    addEventListener('resize', resolve, { once: true });
    setTimeout(resolve, RESIZED_MS);
  });
