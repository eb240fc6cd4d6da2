// Runs inside the page (bundled by in-page.ts). Finds elements as the user perceives them, and waits for
// them.
import { isPerceivable, nameOf, roleOf, textOf } from './accessible.ts';
import type { Pattern, Seen, Sought } from './locators.ts';

const LOOK_AGAIN_MS = 25;

/** Returns all perceivable elements that match, in document order. */
export function find(sought: Sought): Element[] {
  // Starts at the document, because a page that has just begun to load has no root element yet.
  const roots: ParentNode[] = sought.within === undefined ? [document] : find(sought.within);
  const elements = roots.flatMap((root) => [...root.querySelectorAll('*')]);
  return elements.filter(
    (element) =>
      (sought.role === undefined ? isField(element) : roleOf(element) === sought.role) &&
      isPerceivable(element) &&
      isWhole(element) &&
      fits(sought.name, () => nameOf(element)) &&
      fits(sought.text, () => textOf(element)),
  );
}

/**
 * Waits until `count` elements match, or until any does. Returns the first match, or null for a count of 0.
 * After the timeout returns the list of what is there.
 */
export async function wait(
  sought: Sought,
  count: number | 'some',
  timeoutMs: number,
): Promise<Element | null | Seen[]> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = find(sought);
    if (count === 'some' ? found.length > 0 : found.length === count) return found[0] ?? null;
    if (performance.now() >= deadline) return look();
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** Returns the matching elements. Without `sought`, returns everything with a role, for messages. */
export function look(sought?: Sought): Seen[] {
  const elements =
    sought === undefined
      ? [...document.querySelectorAll('*')].filter((each) => roleOf(each) !== '' && isPerceivable(each))
      : find(sought);
  return elements.map((element) => ({ role: roleOf(element), name: nameOf(element), text: textOf(element) }));
}

/**
 * Returns the whole document and the text typed into its fields, so that a search for secrets covers the
 * entire DOM.
 */
export function dump(): string {
  const typed = [...document.querySelectorAll('input, textarea, select')].map((field) =>
    'value' in field ? String(field.value) : '',
  );
  return [document.documentElement.outerHTML, ...typed].join('\n');
}

/**
 * Result of a guarded click. `pressed`: the button went down on the element. `hit`: the element under the
 * pointer, if it was another one.
 */
export interface GuardedClick {
  readonly arrived: boolean;
  readonly pressed: boolean;
  readonly hit: string;
}
declare global {
  var endClickGuard: (() => GuardedClick) | undefined;
}

const CLICK_EVENTS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'] as const;

/** From now on a click reaches only matching elements. All other clicks are blocked. */
export function guardClick(sought: Sought): void {
  let click: GuardedClick = { arrived: false, pressed: false, hit: 'nothing' };
  const guard = (event: Event): void => {
    const target = event.composedPath()[0];
    if (target instanceof Node && find(sought).some((element) => element.contains(target))) {
      click = {
        ...click,
        arrived: click.arrived || event.type === 'click',
        pressed: click.pressed || event.type === 'mousedown',
      };
      return;
    }
    if (target instanceof Element) click = { ...click, hit: target.outerHTML.slice(0, 200) };
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const kind of CLICK_EVENTS) addEventListener(kind, guard, { capture: true });
  globalThis.endClickGuard = () => {
    for (const kind of CLICK_EVENTS) removeEventListener(kind, guard, { capture: true });
    return click;
  };
}

/**
 * Ends the guard and returns the result. Null if there is no guard, because the page was reloaded meanwhile.
 */
export const endGuard = (): GuardedClick | null => globalThis.endClickGuard?.() ?? null;

// A field is found by its label alone. A password field has no ARIA role, and the browsers report different
// ones.
function isField(element: Element): boolean {
  return element.matches(
    'input:not([type=hidden]), textarea, select, fieldset, [role=combobox], [role=textbox], [role=radiogroup]',
  );
}

// An element that says it is still loading does not count yet, as for a screen reader.
const isWhole = (element: Element): boolean => element.getAttribute('aria-busy') !== 'true';

function fits(pattern: Pattern | undefined, actual: () => string): boolean {
  if (pattern === undefined) return true;
  return 'is' in pattern
    ? actual() === pattern.is
    : new RegExp(pattern.matches, pattern.flags).test(actual());
}
