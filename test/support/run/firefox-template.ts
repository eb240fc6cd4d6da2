/** Before the tests of a project: a profile of which every Firefox of the run begins as a copy. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findBrowser } from '../../../scripts/find-browsers.mjs';
import { makeProfileTemplate } from '../../../scripts/browsers/firefox-profile.ts';

/** The projects of one run share it. */
const FOLDER = path.join(tmpdir(), `ringside-firefox-template-${String(process.pid)}`);

export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const executablePath = findBrowser('firefox');
  if (executablePath === undefined) return undefined;
  provide('firefoxTemplate', FOLDER);
  if (existsSync(FOLDER)) return undefined;
  await mkdir(FOLDER, { recursive: true });
  await makeProfileTemplate(executablePath, FOLDER);
  return () => rm(FOLDER, { recursive: true, force: true });
}
