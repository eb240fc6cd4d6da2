/** Where the agent is on the options page. The address says it, so that links, back and forward work. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { followOptionsLinks } from '../../platform/extension-pages.ts';
import { type Place, placeOf } from '../../domain/settings/sections.ts';

/** Calls `moved` after each change of the address. Returns the place that the address names. */
export function usePlace(moved: () => void): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  const latest = useRef(moved);
  latest.current = moved;
  useEffect(() => {
    const follow = (): void => {
      setPlace(placeOf(location.hash));
      latest.current();
    };
    addEventListener('hashchange', follow);
    const stop = followOptionsLinks((section) => {
      location.hash = section;
    });
    return () => {
      removeEventListener('hashchange', follow);
      stop();
    };
  }, []);
  return place;
}

const FOCUSABLE = 'input, select, textarea, button, a[href], summary';

/**
 * Gives the focus to a place after the agent has gone there: to the control of an item, or else to the name
 * of the section. The page's first section gets no focus, but an item that its address names does.
 */
export function useFocusAt(place: Place): void {
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    const isMove = !isFirst.current;
    isFirst.current = false;
    const { section, item } = place;
    if (item !== null && focusItem(item)) return;
    if (isMove) {
      scrollTo(0, 0);
      document.getElementById(`${section}-title`)?.focus({ preventScroll: true });
    }
    return item === null ? undefined : focusOnceThere(item);
  }, [place]);
}

/** How long a section may take until it is drawn, in ms. An item that comes later gets no focus. */
const DRAWN_MS = 1_000;

/** Focuses an item as soon as its section is drawn. Returns a function that stops this. */
function focusOnceThere(item: string): () => void {
  const observer = new MutationObserver(() => {
    if (focusItem(item)) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  const timer = setTimeout(() => observer.disconnect(), DRAWN_MS);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}

/** Opens what hides the item, and focuses its first control. Returns false if the item is not on the page. */
export function focusItem(item: string): boolean {
  const found = document.querySelector<HTMLElement>(`[data-item="${item}"]`);
  if (found === null) return false;
  for (let each: Element | null = found; each !== null; each = each.parentElement)
    if (each instanceof HTMLDetailsElement) each.open = true;
  const control = found.matches(FOCUSABLE)
    ? found
    : [...found.querySelectorAll<HTMLElement>(FOCUSABLE)].find((each) => !each.matches(':disabled'));
  for (const marked of document.querySelectorAll('[data-sought]')) marked.removeAttribute('data-sought');
  (found.closest('.set') ?? found).setAttribute('data-sought', '');
  control?.focus({ preventScroll: true });
  found.scrollIntoView({ block: 'center' });
  return true;
}
