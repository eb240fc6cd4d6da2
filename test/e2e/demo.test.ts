/** The README's first command shows a newcomer one call, even without a display. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

describe('npm start', () => {
  it('signs in, rings twice, shows the caller with company and memory, opens the record and saves its pictures', async () => {
    // Starts it as npm does, because tsx compiles differently from the test runner. The compiled code must
    // also run in a page.
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
    const begun = Date.now();
    const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', 'scripts/demo.ts'], {
      cwd: root,
      env,
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ {2}caller {3}Clark Kent$/m);
    expect(stdout).toMatch(/^ {2}number {3}050-123-4567$/m);
    expect(stdout).toMatch(/^ {2}memory {3}2nd call today · answered \d\d:\d\d, 1 min$/m);
    expect(stdout).toMatch(/^ {2}card {5}.*Daily Planet/m);
    expect(stdout).toMatch(/^ {2}record {3}http:.*res_id=1$/m);
    const [, names = ''] = /^Screenshots: (.*)$/m.exec(stdout) ?? [];
    expect(names.split(', ')).toHaveLength(3);
    for (const name of names.split(', '))
      expect((await stat(path.join(root, name))).mtimeMs).toBeGreaterThan(begun);
  });
});
