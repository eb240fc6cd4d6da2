import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { endBrowser } from '../../../scripts/browsers/end-browser.ts';

/** Starts a process with a child, and returns it with the child's id. */
async function startFamily(): Promise<{ parent: ChildProcess; child: number }> {
  const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, child: Number(line.toString()) };
}

it.runIf(existsSync('/proc'))('ends a browser only when its last process is gone', async () => {
  const { parent, child } = await startFamily();
  const order: string[] = [];
  const ending = endBrowser({
    process: () => parent,
    async close() {
      parent.kill('SIGKILL');
      await once(parent, 'exit');
      order.push('browser');
    },
  }).then(() => order.push('end'));
  await expect.poll(() => order).toContain('browser');
  await sleep(100);
  order.push('child');
  process.kill(child, 'SIGKILL');
  await ending;
  expect(order).toEqual(['browser', 'child', 'end']);
});

it('ends a browser that has no process any more', async () => {
  await expect(endBrowser({ process: () => null, close: () => Promise.resolve() })).resolves.toBeUndefined();
});
