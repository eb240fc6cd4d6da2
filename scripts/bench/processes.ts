/** Cost of a browser's processes, read from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';
import { processTree, fieldsOfStat } from '../process-tree.ts';

/**
 * `extension`: worker and pages of extensions. `page`: the web page that uses the most CPU. `all`: the whole
 * browser.
 */
export interface Cost {
  readonly cpuMs: number;
  /** How often a thread gave up the processor voluntarily, which equals how often it was woken. */
  readonly wakeups: number;
  /** Proportional share of memory, in bytes. */
  readonly memory: number;
}
export type Costs = Readonly<Record<'extension' | 'page' | 'all', Cost>>;

/** Linux counts CPU time in ticks of 10 ms. */
const TICK_MS = 10;
const NOTHING: Cost = { cpuMs: 0, wakeups: 0, memory: 0 };

/** Returns the costs so far of a process and all its descendants. */
export function costsOf(root: number): Costs {
  const processes = processTree(root).flatMap((pid) => look(pid) ?? []);
  const sum = (costs: readonly Cost[]): Cost =>
    costs.reduce(
      (all, { cpuMs, wakeups, memory }) => ({
        cpuMs: all.cpuMs + cpuMs,
        wakeups: all.wakeups + wakeups,
        memory: all.memory + memory,
      }),
      NOTHING,
    );
  const of = (kind: Kind): readonly Cost[] => processes.filter((process) => process.kind === kind);
  const busiest = [...of('page')].sort((a, b) => b.cpuMs - a.cpuMs).slice(0, 1);
  return { extension: sum(of('extension')), page: sum(busiest), all: sum(processes) };
}

/** Returns the cost between two readings. The memory is that of the second reading. */
export function spent(before: Costs, after: Costs): Costs {
  const step = (which: keyof Costs): Cost => ({
    cpuMs: after[which].cpuMs - before[which].cpuMs,
    wakeups: after[which].wakeups - before[which].wakeups,
    memory: after[which].memory,
  });
  return { extension: step('extension'), page: step('page'), all: step('all') };
}

type Kind = 'extension' | 'page' | 'other';

/** Returns null for a process that ended during the reading. */
function look(pid: number): (Cost & { readonly kind: Kind }) | null {
  try {
    const stat = fieldsOfStat(pid);
    const status = readdirSync(`/proc/${String(pid)}/task`).map((task) =>
      readFileSync(`/proc/${String(pid)}/task/${task}/status`, 'utf8'),
    );
    const wakeups = status.reduce((sum, text) => sum + numberAfter(text, 'voluntary_ctxt_switches:'), 0);
    const memory = numberAfter(readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8'), 'Pss:') * 1024;
    return { kind: kindOf(pid), cpuMs: (Number(stat[11]) + Number(stat[12])) * TICK_MS, wakeups, memory };
  } catch (reason) {
    if (['ENOENT', 'ESRCH'].includes((reason as NodeJS.ErrnoException).code ?? '')) return null;
    throw reason;
  }
}

function kindOf(pid: number): Kind {
  const command = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  const name = readFileSync(`/proc/${String(pid)}/comm`, 'utf8').trim();
  if (command.includes('--extension-process') || name === 'WebExtensions') return 'extension';
  return command.includes('--type=renderer') || /^(Isolated Web|Web Content)/.test(name) ? 'page' : 'other';
}

const numberAfter = (text: string, name: string): number =>
  Number(new RegExp(`^${name}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
