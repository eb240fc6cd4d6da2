/**
 * `npm run soak -- [--minutes 30] [--browser chromium|firefox|both]` tests long idle times. No page of the
 * extension is open, and no debugger is attached to the background. The wire carries only the server's own
 * pings and a ring every five minutes. Each ring must be shown within 2 s.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchBrowser } from './browsers/launch.ts';
import { copyBuild } from './chaos/build-copy.ts';
import { signIn } from './chaos/sign-in.ts';
import type { BrowserName } from './find-browsers.mjs';
import { startSimulator } from './simulator/server.ts';

const EVERY_MS = 5 * 60_000;
/** Applies to short soaks too. */
const LEAST_RINGS = 3;
const LIMIT_MS = 2_000;
/** Duration of each ring, in ms. */
const RINGS_FOR_MS = 4_000;
const LOOK_EVERY_MS = 20;
const OUT = fileURLToPath(new URL('../dist/soak', import.meta.url));

interface Soaked {
  readonly browser: BrowserName;
  readonly version: string;
  /** Time from each ring to its notification, in ms. Null where none came in time. */
  readonly shownMs: readonly (number | null)[];
  /** Number of sockets during the soak. One means that the connection was never lost. */
  readonly sockets: number;
}

/** Soaks one browser, which stays idle between the rings. */
async function soak(browser: BrowserName, minutes: number): Promise<Soaked> {
  const build = await copyBuild(browser);
  const pbx = await startSimulator();
  const agent = await launchBrowser(browser, { extensionDir: build.dir });
  await signIn(agent, pbx.url, 'https://crm.example.com/{phone}');
  // An open page holds a port to the worker. So the options page, which opened after the installation, has to
  // be closed.
  for (const page of await agent.extensionPages()) await page.close();
  const begun = Date.now();
  const every = Math.floor(Math.min(EVERY_MS, (minutes * 60_000) / LEAST_RINGS));
  const shownMs: (number | null)[] = [];
  const ids = new Set<string>();
  for (let next = every; next <= minutes * 60_000; next += every) {
    await sleep(begun + next - Date.now());
    for (const { id } of pbx.state().clients) ids.add(id);
    const callId = pbx.ring({ callerName: `Soak ${String(shownMs.length + 1)}` });
    const sentAt = Date.now();
    let shown: number | null = null;
    while (shown === null && Date.now() < sentAt + LIMIT_MS) {
      if ((await agent.notifications()).some(({ id }) => id.includes(callId))) shown = Date.now() - sentAt;
      else await sleep(LOOK_EVERY_MS);
    }
    shownMs.push(shown);
    console.log(
      `${browser}: ring ${String(shownMs.length)}, ${shown === null ? 'NOT SHOWN' : `shown after ${String(shown)} ms`}`,
    );
    await sleep(Math.max(0, sentAt + RINGS_FOR_MS - Date.now()));
    pbx.hangUp({ callId });
    // The call window belongs to the ring. It has to close, so that no page is open during the next pause.
    await agent.waitForPageGone('call.html', 30_000);
  }
  for (const { id } of pbx.state().clients) ids.add(id);
  await agent.close();
  await pbx.close();
  await build.remove();
  return { browser, version: agent.version, shownMs, sockets: ids.size };
}

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, browser: { type: 'string', default: 'both' } },
});
const minutes = Number(values.minutes);
const browsers = (['chromium', 'firefox'] as const).filter(
  (name) => values.browser === 'both' || values.browser === name,
);
if (!(minutes > 0) || browsers.length === 0)
  throw new Error('Usage: npm run soak -- [--minutes 30] [--browser chromium|firefox|both]');

const soaked = await Promise.all(browsers.map((name) => soak(name, minutes)));
const rows = soaked.map(
  ({ version, shownMs, sockets }) =>
    `| ${version} | ${String(shownMs.length)} | ${String(shownMs.filter((ms) => ms !== null).length)} | ${shownMs.map((ms) => ms ?? 'not shown').join(', ')} | ${String(sockets)} |`,
);
const report = [
  `Soak of ${String(minutes)} minutes: \`npm run soak -- --minutes ${String(minutes)}\``,
  '',
  '| browser | rings | shown | ring → notification, ms | sockets |',
  '|---|--:|--:|---|--:|',
  ...rows,
  '',
].join('\n');
await mkdir(OUT, { recursive: true });
await writeFile(path.join(OUT, 'soak.md'), report);
console.log(report);
process.exit(soaked.every(({ shownMs }) => shownMs.every((ms) => ms !== null)) ? 0 : 1);
