/** Set-up says what a machine lacks and what to do. */
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const scripts = new URL('../../scripts/', import.meta.url);

/** Runs set-up where no program can be found. */
function setUp(...words: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('setup.mjs', scripts)), ...words],
    { env: { PATH: '' }, encoding: 'utf8' },
  );
  return { status, said: stderr };
}

/** Other systems install browsers outside PATH. */
it.runIf(process.platform === 'linux')('set-up says how to point to a missing browser', () => {
  expect(setUp('--browsers', 'firefox')).toEqual({
    status: 1,
    said: 'Set-up: missing Firefox. Install what is missing; if it is in an unusual place, set FIREFOX_PATH.\n',
  });
});

it.runIf(process.platform === 'linux')('set-up names no browser when a desktop is missing', () => {
  const { status, said } = setUp('--no-browsers', '--desktop');
  expect(status).toBe(1);
  expect(said).toMatch(/missing Xvfb, openbox, xdotool/);
  expect(said).not.toMatch(/CHROME_PATH|FIREFOX_PATH|Chromium|Firefox/);
});

it('set-up names what it does not understand', () => {
  expect(setUp('--browsers', 'opera').said).toBe('setup.mjs: "opera" is none of: any, chromium, firefox.\n');
  expect(setUp('--fast').said).toBe('setup.mjs does not know "--fast".\n');
});

it('TypeScript checks the plain JavaScript, too', async () => {
  const plain = (await readdir(scripts)).filter((file) => file.endsWith('.mjs'));
  expect(plain).toContain('setup.mjs');
  for (const file of plain)
    expect(await readFile(new URL(file, scripts), 'utf8')).toMatch(/^\/\/ @ts-check\n/);
});
