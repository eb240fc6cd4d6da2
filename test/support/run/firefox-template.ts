/** Before the tests of a project: a profile of which every Firefox of the run begins as a copy. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeProfileTemplate } from '../../../scripts/browsers/firefox-profile.ts';
import { findBrowser } from '../../../scripts/find-browsers.mjs';

/** The projects of one run share it. A later process may get the same id, but it begins at another time. */
const FOLDER = path.join(
  tmpdir(),
  `ringside-firefox-template-${String(process.pid)}-${String(Math.round(performance.timeOrigin))}`,
);

export default async function setup({ provide }: TestProject): Promise<void> {
  const executablePath = findBrowser('firefox');
  if (executablePath === undefined) return;
  provide('firefoxTemplate', FOLDER);
  if (existsSync(FOLDER)) return;
  mkdirSync(FOLDER);
  // Vitest does not clean up when it is ended by a signal.
  process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
  await makeProfileTemplate(executablePath, FOLDER);
}
