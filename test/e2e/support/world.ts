/**
 * The browsers and simulators of a test, for the browser of the vitest project. Failed tests report their
 * context.
 */
import { inject } from 'vitest';
import { startSimulator as start } from '../../../scripts/simulator/server.ts';
import type { AgentBrowser, BrowserName, LaunchOptions } from '../../../scripts/browsers/agent-browser.ts';
import { launchBrowser as launch } from '../../../scripts/browsers/launch.ts';
import { watchBrowser, watchSimulator } from './failure-context.ts';
import type { Simulator, SimulatorOptions } from '../../../scripts/simulator/simulator.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser of the project. The projects `desktop` and `alone` use both. */
    readonly browser?: BrowserName;
    /** The folder of a Firefox profile that has been started once (`firefox-template.ts`). */
    readonly firefoxTemplate?: string;
  }
}

/** The development build for each browser. */
export const DIST: Readonly<Record<BrowserName, string>> = {
  chromium: 'dist/chrome',
  firefox: 'dist/firefox',
};

const chosen = inject('browser');
/** The browsers in which this run must test a file. */
export const BROWSERS_HERE: readonly BrowserName[] =
  chosen === undefined ? ['chromium', 'firefox'] : [chosen];

const profileTemplate = inject('firefoxTemplate');

/** Starts a browser with Ringside, by default the development build. */
export const launchBrowser = async (
  name: BrowserName,
  options: Partial<LaunchOptions> = {},
): Promise<AgentBrowser> =>
  watchBrowser(await launch(name, { extensionDir: DIST[name], profileTemplate, ...options }));

export const startSimulator = async (options?: SimulatorOptions): Promise<Simulator> =>
  watchSimulator(await start(options));
