/** Suspends a whole browser, as closing a laptop's lid does, and resumes it. */
import { processTree } from '../process-tree.ts';

/** Stops a process and all its descendants. Returns a function that resumes them. */
export function suspend(pid: number): () => void {
  const frozen = new Set<number>();
  // Stops parents first, then repeats for processes that were created meanwhile.
  for (let found = processTree(pid); found.some((each) => !frozen.has(each)); found = processTree(pid)) {
    for (const each of found)
      if (!frozen.has(each) && signal(each, 'SIGSTOP')) frozen.add(each);
      else frozen.add(each);
  }
  return () => [...frozen].reverse().forEach((each) => signal(each, 'SIGCONT'));
}

/** Returns false if the process is gone. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, name);
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw reason;
  }
}
