import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function run(...args: string[]): {
  child: ChildProcess;
  output: () => string;
  until: (text: string) => Promise<void>;
} {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/simulator/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const watch of watchers) watch();
    });
  }
  const until = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const watch = (): void => {
        if (output.includes(text)) resolve();
      };
      watchers.add(watch);
      watch();
    });
  return { child, output: () => output, until };
}

describe('the simulator as a program', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its address and the logins, and stops on %s',
    async (signal) => {
      const { child, output, until } = run('--port', '0');
      await until('Stop');
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0] ?? '';
      expect(output()).toContain('agent@example.com / ringside');
      expect(output()).toContain(`Control page          ${url}/`);
      expect((await fetch(`${url}/control/state`)).status).toBe(200);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  it('reports plainly that its port is taken', async () => {
    const other = await startSimulator();
    const { child, output } = run('--port', String(other.port));
    expect(await once(child, 'close')).toEqual([1, null]);
    await other.close();
    expect(output()).toMatch(new RegExp(`^Port ${other.port} on 127\\.0\\.0\\.1 is taken\\.`));
    expect(output().trim().split('\n')).toHaveLength(1); // no stack
  });

  it('prints its usage when it is used wrongly', async () => {
    const { child, output } = run('--port', 'abc');
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(output()).toMatch(/^"abc" is no port number\.\nUsage: /);
  });
});
