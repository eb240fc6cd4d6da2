/** Put into every page that is measured, anchors too: tells when a telephone number that was not there before is painted. */
import { wallClock } from '../wall-clock.ts';

const NUMBER = /0\d\d-?\d{3}-?\d{4}/g;
const seen = new Set<string>();

new MutationObserver(() => {
  for (const [written] of document.documentElement.textContent.matchAll(NUMBER)) {
    const number = written.replaceAll('-', '');
    if (seen.has(number)) continue;
    seen.add(number);
    // A window that opens minimised paints no frame: there that the number is in the document has to do.
    if (document.hidden) told('written', number);
    // The time at which the frame is made, not the one that it bears: that may lie before the ring.
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
