/** The pictures of the README and of the stores, made of screenshots that were taken before. */
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { isRoot, NO_SANDBOX } from '../browsers/chromium-sandbox.ts';
import { findBrowser } from '../find-browsers.mjs';
import { photographOnTop } from './on-top.ts';

const root = new URL('../../', import.meta.url);

/** The screenshots in README.md and the user guide. */
const README = [
  'call-ringing',
  'call-two',
  'options',
  'panel',
  'desk',
  'day',
  'call-ringing-he-dark',
  'panel-he',
];

/** The pictures for the stores: a screenshot on paper, with a line of text above. */
const STORE = [
  {
    shot: 'call-known',
    en: 'See who is calling before you answer',
    he: 'לדעת מי מתקשר עוד לפני המענה',
  },
  {
    shot: 'call-two',
    en: 'A card for every call, and never a stolen keystroke',
    he: 'כרטיס לכל שיחה, בלי להפריע להקלדה',
  },
  {
    shot: 'desk',
    en: 'Calls, queues and callers beside your work',
    he: 'שיחות, תורים ומתקשרים לצד העבודה',
  },
  { shot: 'options', en: 'Works with any CRM that has a search address', he: 'מתאים לכל CRM עם כתובת חיפוש' },
  { shot: 'day', en: 'Every ring of the day, shown or explained', he: 'כל צלצול ביום, מוצג או מוסבר' },
] as const;
const LANGUAGES = ['en', 'he'] as const;
const PICTURE = { width: 1280, height: 800 };
const TILE = { width: 440, height: 280 };

/** The part of the desktop that the README shows: its lower right, where browsers put the card. */
const ON_TOP = { width: 1080, height: 670 };
/** How much of the screen's edge is left out. It has the edges of the windows. In pixels. */
const SCREEN_EDGE = 8;

/**
 * Makes the README's pictures and the stores' ones from the screenshots in `shots`, and photographs the card
 * on top of another program.
 */
export async function publish(shots: string): Promise<void> {
  const docs = fileURLToPath(new URL('docs/screenshots', root));
  await mkdir(docs, { recursive: true });
  for (const name of README) await copyFile(path.join(shots, `${name}.png`), path.join(docs, `${name}.png`));
  const executablePath = findBrowser('chromium');
  if (executablePath === undefined) throw new Error('Drawing the pictures needs Chromium');
  const browser = await puppeteer.launch({ executablePath, args: isRoot() ? [NO_SANDBOX] : [] });
  try {
    const page = await browser.newPage();
    await drawOnTop(page, `${docs}/on-top.png`);
    for (const language of LANGUAGES) await drawAll(page, shots, language);
  } finally {
    await browser.close();
  }
}

async function drawOnTop(page: Page, file: `${string}.png`): Promise<void> {
  const { width, height, rgba } = await photographOnTop();
  await page.setViewport(ON_TOP);
  await page.setContent('<!doctype html><style>body { margin: 0; }</style><canvas></canvas>');
  await page.evaluate(DRAW, rgba.toString('base64'), width, height, SCREEN_EDGE);
  await page.screenshot({ path: file });
  console.log(path.basename(file));
}

/** Draws the lower right part of a picture. */
const DRAW = (base64: string, width: number, height: number, edge: number): void => {
  const canvas = document.querySelector('canvas');
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return;
  [canvas.width, canvas.height] = [window.innerWidth, window.innerHeight];
  const bytes = Uint8ClampedArray.from(atob(base64), (letter) => letter.charCodeAt(0));
  const [x, y] = [canvas.width - width + edge, canvas.height - height + edge];
  pen.putImageData(new ImageData(bytes, width, height), x, y);
};

async function drawAll(page: Page, shots: string, language: 'en' | 'he'): Promise<void> {
  const folder = fileURLToPath(new URL(`docs/store/pictures/${language}`, root));
  await mkdir(folder, { recursive: true });
  const styles = await readFile(new URL('src/ui/design/tokens.css', root), 'utf8');
  const mark = await dataUrl(fileURLToPath(new URL('icons/app-128.png', root)));
  const { name, description } = JSON.parse(
    await readFile(new URL(`src/_locales/${language}/messages.json`, root), 'utf8'),
  ) as Readonly<Record<'name' | 'description', { readonly message: string }>>;
  const draw = async (
    size: typeof PICTURE | typeof TILE,
    file: `${string}.png`,
    body: string,
  ): Promise<void> => {
    await page.setViewport(size);
    const direction = language === 'he' ? 'rtl' : 'ltr';
    await page.setContent(
      `<!doctype html><html lang="${language}" dir="${direction}"><style>${styles}${LOOK}</style><body>${body}</body></html>`,
    );
    await page.screenshot({ path: `${folder}/${file}` });
    console.log(path.join('docs/store/pictures', language, file));
  };
  for (const [index, picture] of STORE.entries()) {
    const suffix = language === 'en' ? '' : `-${language}`;
    const shot = await dataUrl(path.join(shots, `${picture.shot}${suffix}.png`));
    await draw(
      PICTURE,
      `${String(index + 1)}-${picture.shot}.png`,
      `<h1>${picture[language]}</h1><div class="shot"><img src="${shot}"></div>`,
    );
  }
  await draw(
    TILE,
    'tile.png',
    `<div class="tile"><img src="${mark}"><b>${name.message}</b><p>${description.message}</p></div>`,
  );
}

const dataUrl = async (file: string): Promise<string> =>
  `data:image/png;base64,${(await readFile(file)).toString('base64')}`;

const LOOK = `
body { display: grid; grid-template-rows: auto minmax(0, 1fr); margin: 0; height: 100vh; background: var(--paper); color: var(--ink); font-family: system-ui, 'Noto Sans', 'Noto Sans Hebrew', sans-serif; text-align: center; }
h1 { margin: 44px 40px 28px; font-size: 38px; font-weight: 600; }
.shot { display: grid; place-items: start center; min-height: 0; padding: 0 40px; overflow: hidden; }
.shot img { max-width: 100%; border: var(--hair); border-radius: var(--r3); box-shadow: 0 12px 40px #0f172a26; }
.tile { display: grid; place-content: center; gap: 10px; justify-items: center; grid-row: 1 / -1; padding: 0 36px; }
.tile img { width: 72px; }
.tile b { font-size: 34px; }
.tile p { margin: 0; color: var(--soft); font-size: 17px; line-height: 1.4; text-wrap: balance; }
`;
