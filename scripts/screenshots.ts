/**
 * `npm run screenshots` photographs every page in every state (screenshots/states.ts) from the real extension
 * in Chromium, light and dark, in each language, into dist/screenshots.
 *
 * - `-- en he`: only these languages. `-- light`: only these colours.
 * - `-- --only '^day'`: only the states whose name matches the expression.
 * - `-- --publish`: also the pictures of the README and of the stores, in docs.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AgentPage } from './browsers/agent-page.ts';
import { build } from './build.ts';
import { publish } from './screenshots/published.ts';
import { SIZES, type State } from './screenshots/state.ts';
import { STATES } from './screenshots/states.ts';
import { LANGUAGES, type Look, startWorld, type World } from './screenshots/world.ts';

const out = fileURLToPath(new URL('../dist/screenshots', import.meta.url));
const words = process.argv.slice(2);
const only = new RegExp(words.includes('--only') ? (words[words.indexOf('--only') + 1] ?? '') : '');

/** Resolves when the page has not changed for some frames. */
const STILL = `(async () => {
  let still = 0;
  const watcher = new MutationObserver(() => { still = 0; });
  watcher.observe(document, { subtree: true, childList: true, attributes: true });
  for (; still < 8; still += 1) await new Promise(requestAnimationFrame);
  watcher.disconnect();
})()`;

// The computer's clock sets the time in the pictures, so they are taken in a zone where it is early afternoon.
const ahead = 14 - new Date().getUTCHours();
process.env.TZ = `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`;

/** The file of a state in a look. */
const fileOf = (name: string, { language, scheme }: Look): `${string}.png` => {
  const suffixes = [...(language === 'en' ? [] : [language]), ...(scheme === 'light' ? [] : [scheme])];
  return `${path.join(out, [name, ...suffixes].join('-'))}.png`;
};

async function take(world: World, state: State): Promise<void> {
  try {
    await state.arrange?.(world);
    await photograph(world, state);
  } finally {
    await state.leave?.(world);
  }
}

async function photograph(world: World, state: State): Promise<void> {
  const page = await world.browser.openPage(state.page, state.query);
  try {
    await page.puppeteer.setViewport(SIZES[state.size]);
    await page.puppeteer.waitForSelector('main');
    if (state.needs !== undefined && (await page.puppeteer.$(state.needs)) === null) {
      console.log(`${state.name}: there is no such state`);
      return;
    }
    await state.reach?.(page, world);
    await shoot(page, fileOf(state.name, world.look), state.isWhole ?? false);
  } finally {
    await page.close();
  }
}

async function shoot(page: AgentPage, file: `${string}.png`, fullPage: boolean): Promise<void> {
  await page.bringToFront();
  await page.puppeteer.evaluate(STILL);
  await page.puppeteer.screenshot({ path: file, fullPage });
  console.log(path.basename(file));
}

/** Takes the states in one look. Returns those that could not be taken. */
async function takeAll(look: Look): Promise<string[]> {
  const failed: string[] = [];
  const world = await startWorld(look);
  try {
    let isSignedIn = false;
    const wanted = STATES.filter(({ name }) => only.test(name));
    for (const state of wanted) {
      try {
        if (state.isSignedOut !== true && !isSignedIn) {
          await world.signIn();
          isSignedIn = true;
        }
        if (state.isSignedOut !== true) await world.calm();
        await take(world, state);
      } catch (reason) {
        failed.push(`${state.name} (${look.language}, ${look.scheme}): ${String(reason)}`);
      }
    }
  } finally {
    await world.close();
  }
  return failed;
}

await mkdir(out, { recursive: true });
await build();
const languages = LANGUAGES.filter((language) => words.includes(language));
const schemes = (['light', 'dark'] as const).filter((scheme) => words.includes(scheme));
const failed: string[] = [];
for (const language of languages.length === 0 ? LANGUAGES : languages)
  for (const scheme of schemes.length === 0 ? (['light', 'dark'] as const) : schemes)
    failed.push(...(await takeAll({ language, scheme })));
if (words.includes('--publish')) await publish(out);
if (failed.length > 0) {
  console.error(`Not taken:\n${failed.join('\n')}`);
  process.exitCode = 1;
}
