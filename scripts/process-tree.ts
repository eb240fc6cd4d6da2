/** Which processes belong together, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** A process and all its descendants, parents first. */
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

/** What `/proc/PID/stat` says after the name, state first, the parent second. Throws for a process that has gone. */
export function fieldsOfStat(pid: number): readonly string[] {
  // The name, in brackets, may hold anything: the fields begin behind the last bracket.
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(fieldsOfStat(pid)[1]);
  } catch {
    // It ended while we looked.
    return undefined;
  }
}
