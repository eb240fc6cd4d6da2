import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

/** Says which Firefox uses a profile. Each start writes it anew. */
const LOCKS: readonly string[] = ['lock', '.parentlock'];

/**
 * Starts Firefox once in an empty folder, without an extension, and ends it. In this folder Firefox then has
 * its databases and its own scripts in compiled form. A start with a copy of it takes about a third less of
 * the processor than one in an empty folder.
 */
export async function makeProfileTemplate(executablePath: string, dir: string): Promise<void> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: dir,
    args: ['--no-remote'],
  });
  await browser.close();
}

/** Copies a template into the folder of a profile, unless that has been in use already. */
export async function beginAsCopy(template: string, dir: string): Promise<void> {
  if ((await readdir(dir)).length > 0) return;
  await cp(template, dir, {
    recursive: true,
    filter: (source) => !LOCKS.includes(path.basename(source)),
  });
}
