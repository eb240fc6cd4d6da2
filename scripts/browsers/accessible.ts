// Runs inside the page (bundled by in-page.ts). Computes roles and names like assistive software, precisely
// enough for plain HTML. agent-page.ts checks each found element against the browser's own accessibility tree
// before it uses it.

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

/**
 * Returns the role of an element, explicit or implied by its tag; '' for none. A `<summary>` gets the role
 * "disclosure", because there is no standard one.
 */
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

/**
 * Returns the accessible name; '' for none. Sources in this order: aria-labelledby, aria-label, the tag's own
 * name, the content, the title.
 */
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

/** Returns false if the element or an ancestor is hidden from sight or from assistive software. */
export function isPerceivable(element: Element): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[aria-hidden="true"], [inert]') === null
  );
}

/** Returns the visible text with white space collapsed. */
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

/**
 * Returns the text of all descendants. A descendant with a label contributes that label. `except` is left
 * out: a field inside its own label is not part of its name.
 */
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
