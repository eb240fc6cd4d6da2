import { existsSync } from 'node:fs';
import path from 'node:path';
import { BROWSERS, findBrowser } from '../../../scripts/find-browsers.mjs';
import type { AgentBrowser, BrowserName, LaunchOptions } from './agent-browser.ts';
import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';

/**
 * Starts a browser with the extension loaded and its background started. Throws when the browser or the build is missing, with
 * the command that helps.
 */
export async function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<AgentBrowser> {
  const { title, override } = BROWSERS[name];
  const executablePath = findBrowser(name);
  if (executablePath === undefined) {
    throw new Error(`No ${title} found. Run: node scripts/setup.mjs --browsers ${name} (or set ${override})`);
  }
  const extensionDir = path.resolve(options.extensionDir);
  if (!existsSync(path.join(extensionDir, 'manifest.json'))) {
    throw new Error(`There is no built extension in ${extensionDir}. Run: npm run build`);
  }
  const launch = { chromium: launchChromium, firefox: launchFirefox }[name];
  return launch(executablePath, { ...options, extensionDir });
}
