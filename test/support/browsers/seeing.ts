// Runs inside the page (bundled by in-page.ts): finding elements by what they are to the person in front, and waiting for them.
import { isPerceivable, nameOf, roleOf, textOf } from './accessible.ts';
import type { Pattern, Seen, Sought } from './sought.ts';

const LOOK_AGAIN_MS = 25;

/** All perceivable elements that fit, in document order. */
export function find(sought: Sought): Element[] {
  // The document itself, for a page that has only begun to load has no root element yet.
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

/** Waits until `count` elements fit, or until any does; then answers the first that fits (null for a count of 0), else what is there. */
export async function wait(sought: Sought, count: number | 'some', timeoutMs: number): Promise<Element | null | Seen[]> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = find(sought);
    if (count === 'some' ? found.length > 0 : found.length === count) return found[0] ?? null;
    if (performance.now() >= deadline) return look();
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** Everything with a role, for messages: what a person would find on this page. */
export function look(sought?: Sought): Seen[] {
  const elements = sought === undefined ? [...document.querySelectorAll('*')].filter((each) => roleOf(each) !== '' && isPerceivable(each)) : find(sought);
  return elements.map((element) => ({ role: roleOf(element), name: nameOf(element), text: textOf(element) }));
}

/** The whole document as it stands, with what was typed into its fields: nothing in the DOM escapes a search for secrets. */
export function dump(): string {
  const typed = [...document.querySelectorAll('input, textarea, select')].map((field) => ('value' in field ? String(field.value) : ''));
  return [document.documentElement.outerHTML, ...typed].join('\n');
}

// A field is sought by its label alone: a password field has no role in ARIA, and the browsers invent different ones.
function isField(element: Element): boolean {
  return element.matches('input:not([type=hidden]), textarea, select, fieldset, [role=combobox], [role=textbox], [role=radiogroup]');
}

// As to a screen reader, what says that it is still being filled is not there yet.
const isWhole = (element: Element): boolean => element.getAttribute('aria-busy') !== 'true';

function fits(pattern: Pattern | undefined, actual: () => string): boolean {
  if (pattern === undefined) return true;
  return 'is' in pattern ? actual() === pattern.is : new RegExp(pattern.matches, pattern.flags).test(actual());
}
