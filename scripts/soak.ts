/**
 * `npm run soak -- [--minutes 30] [--browser chromium|firefox|both] [--proxy DELAY,LOSS]` tests long idle
 * times. No page of the extension is open, and no debugger is attached to the background. The wire carries
 * only pings, keepalives and a ring every five minutes. Each ring must be shown within 2 s.
 *
 * With `--proxy 2000,5` the network delays everything by 2,000 ms in each direction and loses 5 % of the
 * segments. A ring may then be later by the delay and two losses, and there may be one socket only.
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
import { type Badness, retransmissionMs, startSlowNetwork } from './slow-network.ts';

const EVERY_MS = 5 * 60_000;
/** Applies to short soaks too. */
const LEAST_RINGS = 3;
const LIMIT_MS = 2_000;
/** Duration of each ring, in ms. */
const RINGS_FOR_MS = 4_000;
const LOOK_EVERY_MS = 20;
/** A second socket may live for a moment only. */
const COUNT_EVERY_MS = 200;
/** A connection through a bad network has this long to open, in ms, before the soak begins. */
const SETTLE_MS = 60_000;
/** IPv4 and TCP with timestamps. */
const HEADER_BYTES = 52;
const OUT = fileURLToPath(new URL('../dist/soak', import.meta.url));

interface Soaked {
  readonly browser: BrowserName;
  readonly version: string;
  /** Time from each ring to its notification, in ms. Null where none came in time. */
  readonly shownMs: readonly (number | null)[];
  /** Number of sockets during the soak. One means that the connection was never lost. */
  readonly sockets: number;
  /** What the sockets cost in an hour, in kB: websocket frames, TCP/IP headers and acknowledgements. */
  readonly wireKB: number;
}

/** Soaks one browser, which stays idle between the rings. */
async function soak(browser: BrowserName, minutes: number, badness: Badness | null): Promise<Soaked> {
  const build = await copyBuild(browser);
  const pbx = await startSimulator();
  const network = await startSlowNetwork(pbx.port, badness ?? { delayMs: 0, loss: 0 });
  pbx.advertise([network.url]);
  const limitMs = LIMIT_MS + (badness === null ? 0 : badness.delayMs + (1 + 2) * retransmissionMs(badness));
  const agent = await launchBrowser(browser, { extensionDir: build.dir });
  await signIn(agent, pbx.url, 'https://crm.example.com/{phone}');
  // An open page holds a port to the worker. So the options page, which opened after the installation, has to
  // be closed.
  for (const page of await agent.extensionPages()) await page.close();
  if (badness !== null) {
    network.worsen();
    pbx.drop();
    await sleep(SETTLE_MS);
  }
  const begun = Date.now();
  const before = network.forwarded();
  const every = Math.floor(Math.min(EVERY_MS, (minutes * 60_000) / LEAST_RINGS));
  const shownMs: (number | null)[] = [];
  const ids = new Set<string>();
  const counting = setInterval(() => pbx.state().clients.forEach(({ id }) => ids.add(id)), COUNT_EVERY_MS);
  for (let next = every; next <= minutes * 60_000; next += every) {
    await sleep(begun + next - Date.now());
    const callId = pbx.ring({ callerName: `Soak ${String(shownMs.length + 1)}` });
    const sentAt = Date.now();
    let shown: number | null = null;
    while (shown === null && Date.now() < sentAt + limitMs) {
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
    await agent.waitForPageGone('call.html', 30_000 + 2 * limitMs);
  }
  clearInterval(counting);
  const { bytes, segments } = network.forwarded();
  // Two segments, a question and its answer, have one acknowledgement of their own.
  const wire = bytes - before.bytes + 1.5 * HEADER_BYTES * (segments - before.segments);
  const wireKB = (wire / 1_000) * (3_600_000 / (Date.now() - begun));
  await agent.close();
  network.close();
  await pbx.close();
  await build.remove();
  return { browser, version: agent.version, shownMs, sockets: ids.size, wireKB };
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    browser: { type: 'string', default: 'both' },
    proxy: { type: 'string' },
  },
});
const badness = values.proxy === undefined ? null : readBadness(values.proxy);
const minutes = Number(values.minutes);
const browsers = (['chromium', 'firefox'] as const).filter(
  (name) => values.browser === 'both' || values.browser === name,
);
if (!(minutes > 0) || browsers.length === 0 || badness === undefined)
  throw new Error('Usage: npm run soak -- [--minutes 30] [--browser chromium|firefox|both] [--proxy 2000,5]');

const soaked = await Promise.all(browsers.map((name) => soak(name, minutes, badness)));
const rows = soaked.map(
  ({ version, shownMs, sockets, wireKB }) =>
    `| ${version} | ${String(shownMs.length)} | ${String(shownMs.filter((ms) => ms !== null).length)} | ${shownMs.map((ms) => ms ?? 'not shown').join(', ')} | ${String(sockets)} | ${wireKB.toFixed(1)} |`,
);
const report = [
  `Soak of ${String(minutes)} minutes: \`npm run soak -- --minutes ${String(minutes)}${values.proxy === undefined ? '' : ` --proxy ${values.proxy}`}\``,
  '',
  '| browser | rings | shown | ring → notification, ms | sockets | kB an hour |',
  '|---|--:|--:|---|--:|--:|',
  ...rows,
  '',
].join('\n');
await mkdir(OUT, { recursive: true });
await writeFile(path.join(OUT, 'soak.md'), report);
console.log(report);
process.exit(
  soaked.every(({ shownMs, sockets }) => shownMs.every((ms) => ms !== null) && sockets === 1) ? 0 : 1,
);

/** Reads the delay in ms and the loss in percent. Returns undefined for anything else. */
function readBadness(text: string): Badness | undefined {
  const [, delay, loss] = /^(\d{1,5}),(\d{1,2})$/.exec(text) ?? [];
  return delay === undefined ? undefined : { delayMs: Number(delay), loss: Number(loss) / 100 };
}
