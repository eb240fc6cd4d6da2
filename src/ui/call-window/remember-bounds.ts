/** Sends the position and size of the call window to the worker. The next call window opens there. */
import { sendCommand } from '../app/send-command.ts';

/** In ms. After this time the worker has moved the window to its place. */
const SETTLED_MS = 1_000;
/**
 * In pixels. Window managers move a new window by the width of its frame. The agent did not ask for such a
 * move, so it is ignored.
 */
const TOLERANCE = 12;

/** Watches the window from now until it closes. */
export function rememberBounds(): void {
  let opened: ReturnType<typeof place> | null = null;
  setTimeout(() => (opened = place()), SETTLED_MS);
  addEventListener('pagehide', () => {
    const now = place();
    const moved =
      opened !== null &&
      (['left', 'top', 'width', 'height'] as const).some(
        (side) => Math.abs(now[side] - (opened?.[side] ?? 0)) > TOLERANCE,
      );
    if (moved) sendCommand({ type: 'place-window', place: now });
  });
}

const place = () => ({
  left: Math.round(screenX),
  top: Math.round(screenY),
  width: Math.round(outerWidth),
  height: Math.round(outerHeight),
});
