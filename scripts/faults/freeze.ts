/** Puts a whole browser to sleep, as a closing lid does, and wakes it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Stops a process with all its descendants; the answer wakes them. */
export function freeze(pid: number): () => void {
  const frozen = new Set<number>();
  // Parents first, then again for what was born meanwhile.
  for (let found = family(pid); found.some((each) => !frozen.has(each)); found = family(pid)) {
    for (const each of found) if (!frozen.has(each) && signal(each, 'SIGSTOP')) frozen.add(each);
      else frozen.add(each);
  }
  return () => [...frozen].reverse().forEach((each) => signal(each, 'SIGCONT'));
}

/** False where the process has gone. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, name);
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw reason;
  }
}

function family(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? parentOf(Number(entry)) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found = [root];
  for (const each of found) found.push(...(children.get(each) ?? []));
  return found;
}

function parentOf(pid: number): number | undefined {
  try {
    // The name, in brackets, may hold anything: what follows the last bracket is state and parent.
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended while we looked.
    return undefined;
  }
}
