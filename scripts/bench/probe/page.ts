/**
 * Inserted into every measured page, the baselines' included. Reports when a new telephone number is painted.
 */
import { wallClock } from '../wall-clock.ts';

const NUMBER = /0\d\d-?\d{3}-?\d{4}/g;
const seen = new Set<string>();

new MutationObserver(() => {
  for (const [written] of document.documentElement.textContent.matchAll(NUMBER)) {
    const number = written.replaceAll('-', '');
    if (seen.has(number)) continue;
    seen.add(number);
    // A minimised window paints no frame. Such a page reports when the number is in the document.
    if (document.hidden) told('written', number);
    // Reads the clock when the frame is made. The frame's own timestamp may be earlier than the ring.
    else requestAnimationFrame(() => told('painted', number));
  }
}).observe(document, { subtree: true, childList: true, characterData: true });

const IS_FIREFOX = navigator.userAgent.includes('Firefox');

function told(what: string, number: string): void {
  const at = wallClock(IS_FIREFOX);
  void fetch(`${BENCH_URL}/stamp`, {
    method: 'POST',
    body: JSON.stringify({ what, page: location.pathname.slice(1), number, at }),
  });
}
