/** Counts the messages that do not fit. They are counted, because a log line for each would fill the log. */
import { log } from '../../platform/log.ts';

/**
 * At most this many kinds of odd messages are counted separately, because a hostile server can make up any
 * number of them.
 */
const MAX_KINDS = 100;

/** Creates a counter. It logs only the counts 1, 10, 100 and so on. */
export function createOddMessages(): (kind: 'ignored' | 'malformed', what: string) => void {
  const counts = new Map<string, number>();
  return (kind, what) => {
    const known = counts.has(what) || counts.size < MAX_KINDS ? what : 'more of it';
    const times = (counts.get(known) ?? 0) + 1;
    counts.set(known, times);
    if (Math.log10(times) % 1 === 0) log('warn', `${kind} message`, { what: known, times });
  };
}
