/** The extension's pages. They differ only in their script, their styles and the class of their body. */

interface Page {
  /** Name of the page's script, without the extension. Its one style sheet has the same name. */
  readonly script: string;
  readonly bodyClass: string;
  /** Name of another script of the page. It runs before the page's own. */
  readonly library?: string;
}

/** The pages by file name. Their addresses are public: administrators and bookmarks use them. */
const PAGES: Readonly<Record<string, Page>> = {
  'options.html': { script: 'options', bodyClass: 'options-page', library: 'contacts' },
  'import.html': { script: 'import', bodyClass: 'options-page import-page' },
  'day.html': { script: 'day', bodyClass: 'options-page' },
  'doctor.html': { script: 'doctor', bodyClass: 'options-page' },
  'panel.html': { script: 'panel', bodyClass: 'panel-page' },
  'desk.html': { script: 'panel', bodyClass: 'desk-page' },
  'call.html': { script: 'call', bodyClass: 'call-page' },
};

const html = ({ script, bodyClass, library }: Page): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Ringside</title>
    <link rel="icon" href="icons/app-32.png" />
    <link rel="stylesheet" href="${script}.css" />
${scriptTags(library, script)}
  </head>
  <body class="${bodyClass}">
    <div id="app"></div>
  </body>
</html>
`;

const scriptTags = (...names: readonly (string | undefined)[]): string =>
  names
    .flatMap((name) => (name === undefined ? [] : `    <script src="${name}.js" defer></script>`))
    .join('\n');

/** A page that shows nothing. Chromium plays sounds in it. */
const SOUND_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Ringside</title>
    <script src="sound.js" defer></script>
  </head>
  <body></body>
</html>
`;

/** Returns the HTML of every page by file name. */
export const pages = (): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(PAGES).map(([name, page]) => [name, html(page)] as const),
    ['sound.html', SOUND_PAGE],
  ]);
