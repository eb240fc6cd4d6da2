/** From the build that first did the main job to today's, in one profile: session, settings and history are kept. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../scripts/simulator/server.ts';
import type { AgentBrowser } from '../support/browsers/agent-browser.ts';
import { signIn } from './support/agent-day.ts';
import { BROWSERS_HERE, DIST, launchBrowser, startSimulator } from './support/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The commit that first did the main job, end to end. */
const FIRST = '549d302';
/** A checkout without its history cannot build it. */
const hasFirst = (() => {
  try {
    execFileSync('git', ['cat-file', '-e', `${FIRST}^{commit}`], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasFirst)('an upgrade from the first build', { timeout: 120_000 }, () => {
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'ringside-upgrade-'));
    const source = path.join(home, 'first');
    execFileSync('sh', ['-c', `mkdir "$1" && git archive ${FIRST} | tar -x -C "$1"`, 'sh', source], { cwd: root });
    await symlink(path.join(root, 'node_modules'), path.join(source, 'node_modules'));
    execFileSync(path.join(root, 'node_modules/.bin/tsx'), ['scripts/build.ts'], { cwd: source, stdio: 'pipe' });
    return () => rm(home, { recursive: true, force: true, maxRetries: 10 });
  });

  describe.each(BROWSERS_HERE)('%s', (name) => {
    let pbx: Simulator;
    let browser: AgentBrowser | undefined;
    let installed: string;

    /** The browser knows an unpacked extension by where it lies: each version is put into the same place. */
    const launchVersion = async (from: string): Promise<AgentBrowser> => {
      const profile = path.join(home, `${name}-profile`);
      await rm(installed, { recursive: true, force: true });
      await cp(from, installed, { recursive: true });
      // Chrome drops the worker of an extension that it updates itself, but not of one whose files were changed behind its back.
      await rm(path.join(profile, 'Default/Service Worker'), { recursive: true, force: true });
      browser = await launchBrowser(name, { extensionDir: installed, userDataDir: profile });
      return browser;
    };

    beforeAll(async () => {
      pbx = await startSimulator();
      installed = path.join(home, `${name}-installed`);
    });
    afterAll(async () => {
      await browser?.close();
      await pbx.close();
    });

    it('keeps session, settings and history', async () => {
      const before = await launchVersion(path.join(home, 'first', DIST[name]));
      const options = await before.openPage('options.html');
      await signIn(options, pbx);
      await options.waitForText('status', /Online/);
      await options.fill('CRM link', 'https://crm.example.com/first?q={phone}');
      await options.press('Tab');
      const first = await before.openPage('panel.html');
      pbx.ring({ callerName: 'Rang At The First' });
      await first.find('article', 'Rang At The First 050-123-4567');
      pbx.answeredElsewhere();
      await first.waitForText('listitem', /Rang At The First/);
      await before.close();
      await expect.poll(() => pbx.state().clients.length).toBe(0);

      const after = await launchVersion(path.join(root, DIST[name]));
      const panel = await after.openPage('panel.html');
      await panel.waitForText('status', /Online/, { timeoutMs: 20_000 });
      await panel.waitForText('listitem', /Rang At The First.*Answered elsewhere/s);
      const settings = await after.openPage('options.html');
      await expect.poll(() => settings.dump()).toContain('https://crm.example.com/first?q={phone}');
      pbx.ring({ callerName: 'Rings Today' });
      await panel.find('article', 'Rings Today 050-123-4567');
    });
  });
});
