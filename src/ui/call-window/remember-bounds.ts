/** Tells the worker where the agent has put the call window, so that the next one opens there. */
import { ask } from '../app/send-command.ts';

/** By then the worker has put the window into its place, in ms. */
const SETTLED_MS = 1_000;
/** Window managers move a new window by the width of its frame: that is nobody's wish. In pixels. */
const TOLERANCE = 12;

/** Watches from now until the window closes. */
export function rememberPlace(): void {
  let opened: ReturnType<typeof place> | null = null;
  setTimeout(() => (opened = place()), SETTLED_MS);
  addEventListener('pagehide', () => {
    const now = place();
    const moved =
      opened !== null &&
      (['left', 'top', 'width', 'height'] as const).some(
        (side) => Math.abs(now[side] - (opened?.[side] ?? 0)) > TOLERANCE,
      );
    if (moved) ask({ type: 'place-window', place: now });
  });
}

const place = () => ({
  left: Math.round(screenX),
  top: Math.round(screenY),
  width: Math.round(outerWidth),
  height: Math.round(outerHeight),
});
