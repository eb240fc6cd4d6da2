/** The extension's pages. They differ only in their script, their styles and the class of their body. */

interface Page {
  /** Name of the page's bundle, without the extension. */
  readonly script: string;
  /** Style sheets besides styles.css, without the extension. */
  readonly styles: readonly string[];
  readonly bodyClass: string;
}

/** The pages by file name. Their addresses are public: administrators and bookmarks use them. */
const PAGES: Readonly<Record<string, Page>> = {
  'options.html': { script: 'options', styles: ['options'], bodyClass: 'options-page' },
  'import.html': { script: 'import', styles: ['options', 'import'], bodyClass: 'options-page import-page' },
  'day.html': { script: 'day', styles: ['options', 'day'], bodyClass: 'options-page' },
  'doctor.html': { script: 'doctor', styles: ['options', 'doctor'], bodyClass: 'options-page' },
  'panel.html': { script: 'panel', styles: ['panel'], bodyClass: 'panel-page' },
  'desk.html': { script: 'panel', styles: ['panel'], bodyClass: 'desk-page' },
  'call.html': { script: 'call', styles: ['call'], bodyClass: 'call-page' },
};

const html = ({ script, styles, bodyClass }: Page): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Ringside</title>
    <link rel="icon" href="icons/app-32.png" />
${['styles', ...styles].map((name) => `    <link rel="stylesheet" href="${name}.css" />`).join('\n')}
    <script src="${script}.js" defer></script>
  </head>
  <body class="${bodyClass}">
    <div id="app"></div>
  </body>
</html>
`;

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
