/**
 * `npm run differences` writes the differences between Chrome and Firefox into the table of the user guide.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** One thing that an agent or a developer finds different in the other browser, in Markdown. */
export interface Difference {
  readonly what: string;
  readonly chrome: string;
  readonly firefox: string;
  /**
   * Every file that behaves differently in Chrome and in Firefox for this reason. Empty where only the
   * browsers differ.
   */
  readonly where: readonly string[];
}

/**
 * All differences. `test/scripts/build/browser-differences.test.ts` fails for a file that distinguishes the
 * browsers but is in no row.
 */
export const DIFFERENCES: readonly Difference[] = [
  {
    what: 'Call window',
    chrome: 'opens by itself, behind, without the keyboard, where you left it',
    firefox:
      'off by default, for there a window takes the keyboard even when asked not to; where you switch it on it opens minimised',
    where: [
      'src/platform/browser.ts',
      'src/background/effects/call-window.ts',
      'src/ui/options/alert-settings.tsx',
      'src/ui/options/search/search-entries.ts',
    ],
  },
  {
    what: 'Notification',
    chrome: 'has buttons, stays while it rings, changes in place',
    firefox: 'a click opens the card, which has the buttons; its own sound cannot be kept back',
    where: ['src/background/effects/notification.ts'],
  },
  {
    what: 'Card on top of all windows',
    chrome: 'in a window without a title bar of the system',
    firefox: 'from 151, in a window with a title bar and an address line',
    where: [],
  },
  {
    what: 'Notifications switched off in browser or system',
    chrome: 'the diagnostics see it where the browser tells',
    firefox: 'the diagnostics can only show one and ask',
    where: ['src/platform/diagnostics.ts'],
  },
  {
    what: 'Side panel',
    chrome: 'the side panel (permission `sidePanel`)',
    firefox: 'the sidebar (no permission)',
    where: ['src/platform/side-panel.ts', 'scripts/manifest.ts'],
  },
  {
    what: 'Sound',
    chrome: 'a hidden page plays it (permission `offscreen`)',
    firefox: 'the background plays it (no permission)',
    where: ['src/background/effects/sound.ts', 'scripts/manifest.ts'],
  },
  {
    what: 'Contact list of the company',
    chrome: 'the hidden page reads it',
    firefox: 'the background reads it',
    where: ['src/background/services/company-list.ts'],
  },
  {
    what: 'CRM tab that opens by itself',
    chrome: 'where no normal window is open, in a new one behind',
    firefox: 'where no normal window is open, in a new one that is minimised',
    where: ['src/background/effects/crm-tab.ts'],
  },
  {
    what: 'Container of the CRM',
    chrome: 'has no containers',
    firefox:
      'that of the CRM tab that was viewed last, with **Reuse the CRM tab** (optional permission `cookies`)',
    where: [],
  },
  {
    what: 'Shortcuts',
    chrome: 'changed at `chrome://extensions/shortcuts`',
    firefox: 'changed in the add-on manager',
    where: ['src/ui/options/shortcuts.tsx'],
  },
  {
    what: 'Pinning Ringside to the toolbar',
    chrome: 'the pin behind the puzzle icon',
    firefox: 'the gear behind the puzzle icon, *Pin to Toolbar*',
    where: ['src/ui/setup/done-step.tsx'],
  },
  {
    what: 'Background',
    chrome: 'a service worker',
    firefox: 'an event page',
    where: ['scripts/manifest.ts'],
  },
  {
    what: 'Other extensions',
    chrome: 'shut out by `externally_connectable`',
    firefox: 'nobody listens to them: Firefox has no such key',
    where: ['scripts/manifest.ts'],
  },
  {
    what: 'Markup and code made of text (Trusted Types)',
    chrome: 'refused by the browser',
    firefox: 'refused from release 148 on; earlier ones do not know the two directives and remark upon them',
    where: [],
  },
  {
    what: 'What leaves the browser',
    chrome: 'declared in the store',
    firefox: 'declared in the manifest, and shown before Ringside is installed',
    where: ['scripts/manifest.ts'],
  },
  {
    what: 'Oldest release',
    chrome: '120',
    firefox: '142: the first that knows that declaration everywhere',
    where: ['scripts/manifest.ts'],
  },
];

const BEGIN = '<!-- Written by `npm run differences` from scripts/browser-differences.ts -->';
const END = '<!-- Up to here -->';

/** Returns the table in Markdown. */
export function differencesTable(differences: readonly Difference[] = DIFFERENCES): string {
  return [
    '| | Chrome, Edge | Firefox |',
    '|---|---|---|',
    ...differences.map(({ what, chrome, firefox }) => `| ${what} | ${chrome} | ${firefox} |`),
  ].join('\n');
}

/** Returns the text with the current table between the marks. Throws unless each mark occurs exactly once. */
export function withTable(text: string, table: string, begin = BEGIN, end = END): string {
  const [before, rest, ...again] = text.split(begin);
  const after = rest?.split(end).slice(1) ?? [];
  if (before === undefined || after.length !== 1 || again.length > 0)
    throw new Error(`The text has to have "${begin}" once, and "${end}" once behind it.`);
  return [before, begin, '\n\n', table, '\n\n', end, ...after].join('');
}

const GUIDE = fileURLToPath(new URL('../docs/user-guide.md', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(GUIDE, withTable(await readFile(GUIDE, 'utf8'), differencesTable()));
