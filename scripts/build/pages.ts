/** The extension's pages. They differ only in their script, their styles and the class of their body. */

import path from 'node:path';
import type { Metafile } from 'esbuild';

interface Page {
  /** Name of the page's script, without the extension. Its one style sheet has the same name. */
  readonly script: string;
  readonly bodyClass: string;
  /** True for a script that is a module. The files that it imports load in parallel. */
  readonly isModule?: boolean;
}

/** The pages by file name. Their addresses are public: administrators and bookmarks use them. */
const PAGES: Readonly<Record<string, Page>> = {
  'options.html': { script: 'options', bodyClass: 'options-page', isModule: true },
  'import.html': { script: 'import', bodyClass: 'options-page import-page' },
  'day.html': { script: 'day', bodyClass: 'options-page' },
  'doctor.html': { script: 'doctor', bodyClass: 'options-page' },
  'panel.html': { script: 'panel', bodyClass: 'panel-page' },
  'desk.html': { script: 'panel', bodyClass: 'desk-page' },
  'call.html': { script: 'call', bodyClass: 'call-page' },
  'float.html': { script: 'float', bodyClass: 'float-page' },
  'float-card.html': { script: 'float', bodyClass: 'float-page' },
};

const html = ({ script, bodyClass, isModule = false }: Page, metafile: Metafile): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Ringside</title>
    <link rel="icon" href="icons/app-32.png" />
    <link rel="stylesheet" href="${script}.css" />
    ${isModule ? moduleTags(script, metafile) : `<script src="${script}.js" defer></script>`}
  </head>
  <body class="${bodyClass}">
    <div id="app"></div>
  </body>
</html>
`;

function moduleTags(script: string, metafile: Metafile): string {
  const preloads = importsOf(metafile, `${script}.js`).map(
    (file) => `<link rel="modulepreload" href="${file}" />\n    `,
  );
  return `${preloads.join('')}<script src="${script}.js" type="module"></script>`;
}

/** Returns the built files that a script imports at its start, directly or not, by name. */
export function importsOf({ outputs }: Metafile, script: string, known: readonly string[] = []): string[] {
  const output = Object.entries(outputs).find(([file]) => path.basename(file) === script)?.[1];
  const direct = (output?.imports ?? [])
    .filter(({ kind }) => kind === 'import-statement')
    .map((each) => path.basename(each.path))
    .filter((file) => !known.includes(file));
  return direct.reduce<string[]>(
    (all, file) => [...all, ...importsOf({ inputs: {}, outputs }, file, [...known, ...all])],
    direct,
  );
}

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

/** Returns the HTML of every page by file name. `metafile` is that of the built scripts. */
export const pages = (metafile: Metafile): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(PAGES).map(([name, page]) => [name, html(page, metafile)] as const),
    ['sound.html', SOUND_PAGE],
  ]);
