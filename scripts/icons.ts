/**
 * Draws the icons. Each is an SVG below; a headless Chromium renders it to the PNGs in icons/.
 * Run: npx tsx scripts/icons.ts
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { isRoot, NO_SANDBOX } from './browsers/chromium-sandbox.ts';
import { findBrowser } from './find-browsers.mjs';

const icons = fileURLToPath(new URL('../icons', import.meta.url));

/** The handset that most icons share, on a grid of 16. */
const HANDSET =
  'M4.3 2.1h1.5l1.3 3.1-1.5 1.3a8.3 8.3 0 0 0 3.9 3.9l1.3-1.5 3.1 1.3v1.5c0 1.3-1 2.3-2.3 2.2A10.4 10.4 0 0 1 2.1 4.4c-.1-1.3.9-2.3 2.2-2.3Z';
const handset = (colour: string, move = ''): string => `<path d="${HANDSET}" fill="${colour}" ${move}/>`;

/**
 * The background makes each icon legible on light and dark toolbars: a medium colour with a light shape on
 * it.
 */
const disc = (colour: string): string => `<circle cx="8" cy="8" r="8" fill="${colour}"/>`;
const square = (colour: string): string => `<rect width="16" height="16" rx="3.5" fill="${colour}"/>`;
const small = 'transform="translate(2.4 2.4) scale(.7)"';
const WHITE = '#fff';
const GREY = '#7a8594';
const GREEN = '#0b7a57';
const BLUE = '#2a6bcc';
const RED = '#c5352b';

const STATES: Readonly<Record<string, string>> = {
  // A ring with a stroke through it, as beside "Signed out" in the pages.
  'signed-out': `<circle cx="8" cy="8" r="6.5" fill="none" stroke="${GREY}" stroke-width="2.5"/><path d="m3.4 12.6 9.2-9.2" stroke="${GREY}" stroke-width="2.5"/>`,
  // A triangle with an exclamation mark.
  trouble: `<path d="M8 .8a1.2 1.2 0 0 1 1 .6l6.7 11.8a1.2 1.2 0 0 1-1 1.8H1.3a1.2 1.2 0 0 1-1-1.8L7 1.4a1.2 1.2 0 0 1 1-.6Z" fill="${RED}"/><path d="M8 5.5v4M8 11.5v1.8" stroke="${WHITE}" stroke-width="2"/>`,
  // A ringing handset on a square. It fills the toolbar button more than the other icons.
  ringing: `${square(GREEN)}${handset(WHITE, 'transform="translate(1.1 2.3) scale(.78)"')}<path d="M9 4.8a2.6 2.6 0 0 1 2.2 2.2M9.2 2a5.4 5.4 0 0 1 4.8 4.8" fill="none" stroke="${WHITE}" stroke-width="1.4" stroke-linecap="round"/>`,
  // A handset on a square.
  'in-call': `${square(BLUE)}${handset(WHITE, 'transform="translate(1.5 1.5) scale(.81)"')}`,
  // An arrow that bounces off.
  missed: `${square(RED)}<path d="M3 4.5 8 9.5l5-5M3 9V4.5h4.5" fill="none" stroke="${WHITE}" stroke-width="1.8"/><path d="M3 13h10" stroke="${WHITE}" stroke-width="1.8"/>`,
  // Three dots on a disc: connecting is in progress.
  connecting: `${disc(GREY)}<path d="M3 7h2v2H3zM7 7h2v2H7zM11 7h2v2h-2z" fill="${WHITE}"/>`,
  // A handset on a full disc.
  online: `${disc(GREEN)}${handset(WHITE, small)}`,
};

const svg = (figure: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${figure}</svg>\n`;
const FILES: readonly { name: string; figure: string; sizes: readonly number[] }[] = [
  { name: 'app', figure: STATES.online ?? '', sizes: [16, 32, 48, 128] },
  ...Object.entries(STATES).map(([state, figure]) => ({ name: `state-${state}`, figure, sizes: [16, 32] })),
];

async function render(page: Page, source: string, size: number): Promise<Uint8Array> {
  await page.setViewport({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${String(size)}px;height:${String(size)}px}</style>${source}`,
  );
  return page.screenshot({ omitBackground: true });
}

const executablePath = findBrowser('chromium');
if (executablePath === undefined) throw new Error('Drawing the icons needs Chromium; see CONTRIBUTING.md');
const browser = await puppeteer.launch({ executablePath, args: isRoot() ? [NO_SANDBOX] : [] });
const page = await browser.newPage();
await mkdir(path.join(icons, 'src'), { recursive: true });
for (const { name, figure, sizes } of FILES) {
  await writeFile(path.join(icons, 'src', `${name}.svg`), svg(figure));
  for (const size of sizes)
    await writeFile(path.join(icons, `${name}-${size}.png`), await render(page, svg(figure), size));
}
await browser.close();
console.log(`Drew ${String(FILES.length)} icons into icons/.`);
