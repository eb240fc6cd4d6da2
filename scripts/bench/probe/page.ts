/**
 * Inserted into every measured page, the baselines' included. Reports when a new telephone number is painted,
 * and when the name of an invented contact is.
 */
import { wallClock } from '../wall-clock.ts';

const NUMBER = /0\d\d-?\d{3}-?\d{4}/g;
/** The name of a contact that the driver page invented. Its digits are the number without 052. */
const CONTACT = /Contact N(\d{7})/g;
const seen = new Set<string>();

new MutationObserver(() => {
  const text = document.documentElement.textContent;
  for (const [written] of text.matchAll(NUMBER)) found('painted', written.replaceAll('-', ''));
  for (const [, digits] of text.matchAll(CONTACT)) found('named', `052${digits ?? ''}`);
}).observe(document, { subtree: true, childList: true, characterData: true });

function found(what: 'painted' | 'named', number: string): void {
  if (seen.has(what + number)) return;
  seen.add(what + number);
  // A minimised window paints no frame. Such a page reports when the number is in the document.
  if (document.hidden) told(what === 'painted' ? 'written' : what, number);
  // Reads the clock when the frame is made. The frame's own timestamp may be earlier than the ring.
  else requestAnimationFrame(() => told(what, number));
}

const IS_FIREFOX = navigator.userAgent.includes('Firefox');

function told(what: string, number: string): void {
  const at = wallClock(IS_FIREFOX);
  void fetch(`${BENCH_URL}/stamp`, {
    method: 'POST',
    body: JSON.stringify({ what, page: location.pathname.slice(1), number, at }),
  });
}
