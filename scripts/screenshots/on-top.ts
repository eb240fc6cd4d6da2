/** The picture of a call on the card above another program, on a desktop without a screen. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Desktop, type Picture, startDesktop } from '../browsers/desktop.ts';
import { launchBrowser } from '../browsers/launch.ts';
import { distOf } from '../build.ts';
import { cardOf, openCard } from '../chaos/on-top.ts';
import { startWorld, until } from './world.ts';

const WHOLE_SCREEN = { width: 1600, height: 1000 };
/** How long the call has been ringing in the picture, in ms. */
const RINGING_MS = 4_000;

/** Takes the picture of the whole desktop. Another browser with a report stands for another program. */
export async function photographOnTop(): Promise<Picture> {
  const desktop = await startDesktop();
  try {
    const world = await startWorld({ language: 'en', scheme: 'light' }, { headless: false, forPerson: true });
    try {
      await world.signIn();
      const card = cardOf(await openCard(world.browser));
      return await besideReport(desktop, async () => {
        world.pbx.ring({ callerNumber: '0501234567', callerName: 'Dana Levi' });
        await until(async () => (await card.evaluate(`document.querySelector('article') !== null`)) === true);
        await sleep(RINGING_MS);
      });
    } finally {
      await world.close();
    }
  } finally {
    await desktop.close();
  }
}

/** Rings while the report is in front, and takes the picture then. */
async function besideReport(desktop: Desktop, ring: () => Promise<void>): Promise<Picture> {
  const server = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(REPORT),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const other = await launchBrowser('firefox', {
    extensionDir: distOf('firefox'),
    headless: false,
    windowSize: WHOLE_SCREEN,
  });
  try {
    await other.openTab(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    await desktop.activate('Quarterly report.*Firefox');
    await ring();
    return await desktop.picture();
  } finally {
    await other.close();
    server.closeAllConnections();
    server.close();
  }
}

/** The text is at the lower right, where the card is too: only that part of the desktop is shown. */
const REPORT = `<!doctype html><html lang="en"><title>Quarterly report</title><style>
  body { margin: 0; color: #222; font: 16px/1.6 system-ui, 'Noto Sans', sans-serif; }
  header { margin-top: 214px; padding: 14px 28px 14px 548px; background: #2b579a; color: #fff; font-weight: 600; }
  main { width: 760px; margin-left: 580px; padding-top: 12px; }
</style>
<header>Quarterly report – saved</header>
<main><h1>Support in the third quarter</h1>
<p>The number of contacts fell by six per cent against the second quarter, while the time to the first answer stayed under half a minute on every day but two.</p>
<p>Most questions were about deliveries. The new tracking page took over about a third of them in September, and we expect more of that before the holidays.</p>
<p>Callers who wait longer than two minutes call again within the hour in four out of ten cases. The queue for orders is short of two people in the early afternoon, which explains nearly all of these waits.</p>
<p>For the fourth quarter we plan three things: a call back instead of a wait, a shorter menu, and one list of open cases for all teams.</p>
</main>`;
