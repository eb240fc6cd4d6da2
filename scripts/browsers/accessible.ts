// Runs inside the page (bundled by in-page.ts): roles and names as assistive software gets them, good enough for plain HTML.
// What is found by these is checked against the browser's own accessibility tree before it is used (agent-page.ts).

const INPUT_ROLES: Readonly<Record<string, string>> = {
  checkbox: 'checkbox',
  radio: 'radio',
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  range: 'slider',
  number: 'spinbutton',
  search: 'searchbox',
  hidden: '',
  file: 'button',
  color: '',
};

const TAG_ROLES: Readonly<Record<string, string>> = {
  BUTTON: 'button',
  SUMMARY: 'disclosure',
  TEXTAREA: 'textbox',
  OPTION: 'option',
  ARTICLE: 'article',
  MAIN: 'main',
  NAV: 'navigation',
  ASIDE: 'complementary',
  UL: 'list',
  OL: 'list',
  LI: 'listitem',
  H1: 'heading',
  H2: 'heading',
  H3: 'heading',
  H4: 'heading',
  IMG: 'img',
  FIELDSET: 'group',
  DETAILS: 'group',
  DIALOG: 'dialog',
  OUTPUT: 'status',
  PROGRESS: 'progressbar',
  TABLE: 'table',
  TR: 'row',
  TD: 'cell',
  TH: 'columnheader',
};

const NAMED_BY_CONTENT = new Set([
  'button',
  'link',
  'heading',
  'option',
  'checkbox',
  'radio',
  'switch',
  'tab',
  'menuitem',
  'disclosure',
  'cell',
  'columnheader',
]);

/** The role of an element, explicit or by its tag; '' for none. A `<summary>` is a "disclosure", for want of a common word. */
export function roleOf(element: Element): string {
  const explicit = element.getAttribute('role')?.trim().split(/\s+/)[0];
  if (explicit) return explicit;
  if (element instanceof HTMLInputElement) return INPUT_ROLES[element.type] ?? 'textbox';
  if (element instanceof HTMLSelectElement)
    return element.multiple || element.size > 1 ? 'listbox' : 'combobox';
  if (element.tagName === 'A') return element.hasAttribute('href') ? 'link' : '';
  if (element.tagName === 'SECTION') return nameOf(element) === '' ? '' : 'region';
  return TAG_ROLES[element.tagName] ?? '';
}

/** The accessible name: aria-labelledby, aria-label, what the tag offers, its content, title; '' for none. */
export function nameOf(element: Element): string {
  const labelledBy = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
  const parts = labelledBy.flatMap((id) => document.getElementById(id) ?? []);
  if (parts.length > 0) return tidy(parts.map((part) => ownLabel(part) || content(part)).join(' '));
  return tidy(
    ownLabel(element) ||
      nativeName(element) ||
      contentIfItNames(element) ||
      (element.getAttribute('title') ?? ''),
  );
}

/** True unless the element, or what holds it, is hidden from sight or from assistive software. */
export function isPerceivable(element: Element): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[aria-hidden="true"], [inert]') === null
  );
}

/** Text as a reader gets it, white space folded. */
export function textOf(element: Element): string {
  return tidy(element instanceof HTMLElement ? element.innerText : element.textContent);
}

function ownLabel(element: Element): string {
  return element.getAttribute('aria-label') ?? '';
}

function nativeName(element: Element): string {
  if (element instanceof HTMLInputElement && ['button', 'submit', 'reset'].includes(element.type))
    return element.value;
  if (isField(element)) {
    const labels = [...(element.labels ?? [])].map((label) => content(label, element)).join(' ');
    return labels.trim() || (element.getAttribute('title') ?? element.getAttribute('placeholder') ?? '');
  }
  if (element instanceof HTMLImageElement) return element.alt;
  if (element instanceof HTMLFieldSetElement) return content(element.querySelector('legend'));
  return '';
}

function contentIfItNames(element: Element): string {
  const tagNames = NAMED_BY_CONTENT.has(
    element.getAttribute('role') ?? TAG_ROLES[element.tagName] ?? (element.tagName === 'A' ? 'link' : ''),
  );
  return tagNames ? content(element) : '';
}

function isField(element: Element): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

/** Text of all descendants, those with labels by their label; a field inside its own label says nothing. */
function content(node: Node | null, except?: Element): string {
  if (node === null || node === except) return '';
  if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '';
  if (node.getAttribute('aria-hidden') === 'true' || !node.checkVisibility()) return '';
  if (node instanceof HTMLImageElement) return node.alt;
  const inner = ownLabel(node) || [...node.childNodes].map((child) => content(child, except)).join('');
  return getComputedStyle(node).display.startsWith('inline') ? inner : ` ${inner} `;
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
