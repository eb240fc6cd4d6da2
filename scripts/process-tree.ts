/** Finds related processes in Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Returns a process and all its descendants, parents first. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? parentOf(Number(entry)) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found = [root];
  for (const each of found) found.push(...(children.get(each) ?? []));
  return found;
}

/**
 * Returns the fields of `/proc/PID/stat` after the name: first the state, second the parent. Throws for a
 * process that has ended.
 */
export function fieldsOfStat(pid: number): readonly string[] {
  // The name is in brackets and may contain any character. So the fields begin after the last bracket.
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(fieldsOfStat(pid)[1]);
  } catch {
    // The process ended during the reading.
    return undefined;
  }
}
