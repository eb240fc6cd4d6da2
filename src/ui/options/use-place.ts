/** Where the agent is on the options page. The address says it, so that links, back and forward work. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
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
    return () => removeEventListener('hashchange', follow);
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
    if (place.item !== null && focusItem(place.item)) return;
    if (!isMove) return;
    scrollTo(0, 0);
    document.getElementById(`${place.section}-title`)?.focus({ preventScroll: true });
  }, [place]);
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
