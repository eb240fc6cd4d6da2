import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import { fieldsOfStat, processTree } from '../process-tree.ts';

const POLL_MS = 10;

/**
 * Closes a browser, and resolves when none of its processes runs any more. Then nothing writes into its
 * profile. Puppeteer kills a Firefox that needs more than 5 s to close, and does not wait for its end. Other
 * systems than Linux do not list the processes, so there this resolves as soon as puppeteer does.
 */
export async function endBrowser(browser: Pick<Browser, 'process' | 'close'>): Promise<void> {
  const pid = browser.process()?.pid;
  const processes = pid === undefined || !existsSync('/proc') ? [] : processTree(pid).map(started);
  await browser.close();
  while (processes.some(isRunning)) await sleep(POLL_MS);
}

interface Started {
  readonly pid: number;
  /** The system gives the id of an ended process to a new one. The time of the start tells them apart. */
  readonly startTime: string | undefined;
}

const started = (pid: number): Started => ({ pid, startTime: statOf(pid)?.startTime });

function isRunning({ pid, startTime }: Started): boolean {
  const stat = statOf(pid);
  return stat !== undefined && stat.state !== 'Z' && stat.startTime === startTime;
}

/** Returns undefined for a process that has ended. `Z` is the state of one whose parent has not noticed it. */
function statOf(pid: number): { state: string | undefined; startTime: string | undefined } | undefined {
  try {
    const fields = fieldsOfStat(pid);
    return { state: fields[0], startTime: fields[19] };
  } catch {
    return undefined;
  }
}
