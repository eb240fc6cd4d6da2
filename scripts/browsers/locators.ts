/** A string that must be equal, or a regular expression, in a form that can be sent into a page. */
export type Pattern = { readonly is: string } | { readonly matches: string; readonly flags: string };

/** What to look for. Without a role, any form field matches. */
export interface Sought {
  readonly role?: string;
  readonly name?: Pattern;
  readonly text?: Pattern;
  readonly within?: Sought;
}

/** Where to look and how long. `within` limits the search to one element, e.g. the article of one call. */
export interface Where {
  readonly within?: {
    readonly role: string;
    readonly name?: string | RegExp;
    readonly text?: string | RegExp;
  };
  readonly timeoutMs?: number;
}

/** A found element: role, accessible name and visible text. */
export interface Seen {
  readonly role: string;
  readonly name: string;
  readonly text: string;
}

// Converts a name as tests write it.
function pattern(wanted: string | RegExp): Pattern {
  return typeof wanted === 'string' ? { is: wanted } : { matches: wanted.source, flags: wanted.flags };
}

/** Converts a test's arguments into the form that is sent into the page. */
export function toSought(
  role: string | undefined,
  name: string | RegExp | undefined,
  text: string | RegExp | undefined,
  { within }: Where,
): Sought {
  return {
    ...(role === undefined ? {} : { role }),
    ...(name === undefined ? {} : { name: pattern(name) }),
    ...(text === undefined ? {} : { text: pattern(text) }),
    ...(within === undefined ? {} : { within: toSought(within.role, within.name, within.text, {}) }),
  };
}

/** Returns a description for messages: "button "Open in CRM" in article /Dana/". */
export function describe(sought: Sought): string {
  const words = [sought.role ?? 'field'];
  if (sought.name !== undefined) words.push(quote(sought.name));
  if (sought.text !== undefined) words.push('saying', quote(sought.text));
  if (sought.within !== undefined) words.push('in', describe(sought.within));
  return words.join(' ');
}

/**
 * Maximum length of a page's description in a message. Longer ones would push earlier failures out of the end
 * of a log.
 */
const DESCRIBED_CHARACTERS = 1500;

/**
 * Describes what a page shows, for messages. Elements with the wanted role come first. The text is cut at the
 * maximum length.
 */
export function describeSeen(seen: readonly Seen[], { role: soughtRole }: Sought): string {
  if (seen.length === 0) return 'nothing with a role';
  const [alike, others] = [
    seen.filter(({ role }) => role === soughtRole),
    seen.filter(({ role }) => role !== soughtRole),
  ];
  const all = [...alike, ...others]
    .map(
      ({ role, name, text }) =>
        `${role} "${name}"${text === '' || text === name ? '' : ` saying "${text.slice(0, 120)}"`}`,
    )
    .join('; ');
  return all.length <= DESCRIBED_CHARACTERS ? all : `${all.slice(0, DESCRIBED_CHARACTERS)}…`;
}

function quote(wanted: Pattern): string {
  return 'is' in wanted ? `"${wanted.is}"` : `/${wanted.matches}/${wanted.flags}`;
}
