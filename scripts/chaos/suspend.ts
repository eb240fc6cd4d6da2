/** Puts a whole browser to sleep, as a closing lid does, and wakes it. */
import { processTree } from '../process-tree.ts';

/** Stops a process with all its descendants; the answer wakes them. */
export function suspend(pid: number): () => void {
  const frozen = new Set<number>();
  // Parents first, then again for what was born meanwhile.
  for (let found = processTree(pid); found.some((each) => !frozen.has(each)); found = processTree(pid)) {
    for (const each of found)
      if (!frozen.has(each) && signal(each, 'SIGSTOP')) frozen.add(each);
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
