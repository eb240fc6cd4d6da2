/**
 * The past calls of the signed-in user, as the panel reads them: the newest ones for the first frame, the
 * rest after it, and from then on only what changes.
 */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import type { CallId } from '../../domain/common/types.ts';
import { mergeCalls } from '../../domain/history/merge-calls.ts';
import { addMissingKeys } from '../../platform/storage/earlier-calls.ts';
import { allCalls, countCalls, findCall, lastCalls } from '../../platform/storage/history-db.ts';
import { useDeferredCalls, usePage } from '../app/page.tsx';
import { logFailure } from '../app/send-command.ts';
import { type HistoryRead, useHistory } from '../app/use-history.ts';

/** Calls of the first frame. Most agents have fewer in half a day. */
const FIRST = 60;

/** What was read so far. */
export interface ReadCalls {
  /** The newest call comes first. */
  readonly calls: readonly CallSummary[];
  /** True when `calls` are all past calls. */
  readonly isWhole: boolean;
}

/** Returns the past calls and follows their changes. */
export function usePastCalls(): HistoryRead<ReadCalls> {
  const [wantsAll, setWantsAll] = useState(false);
  const last = useRef<ReadCalls | null>(null);
  const open = useRef<readonly CallId[]>([]);
  const { who, calls } = useDeferredCalls();
  const { region } = usePage().settings;
  open.current = Object.keys(calls);
  const history = useHistory(
    useCallback(
      async (whose: string | null) => {
        const read = await readCalls(whose, wantsAll, last.current, open.current);
        last.current = read;
        return read;
      },
      [wantsAll],
    ),
  );
  const isDrawn = history.value !== null;
  // An effect runs after the frame. The rest of a long history must not delay it.
  useEffect(() => {
    if (isDrawn) setWantsAll(true);
  }, [isDrawn]);
  const isWhole = history.value?.isWhole === true;
  // Calls of an older version have no key of their caller yet. They get it once the page has read everything.
  useEffect(() => {
    if (isWhole && who !== null) logFailure('caller keys not added', addMissingKeys(who, region));
  }, [isWhole, who, region]);
  return history;
}

/** `open` are the calls that may change although they are not among the newest. */
async function readCalls(
  whose: string | null,
  wantsAll: boolean,
  last: ReadCalls | null,
  open: readonly CallId[],
): Promise<ReadCalls> {
  const newest = await lastCalls(whose, FIRST);
  if (newest.length < FIRST || !wantsAll) {
    const merged = mergeCalls(last?.calls ?? [], { newest, others: [], count: newest.length });
    return { calls: merged ?? newest, isWhole: newest.length < FIRST };
  }
  if (last?.isWhole === true) {
    const read = new Set(newest.map(({ callId }) => callId));
    const others = await Promise.all(
      open.filter((callId) => !read.has(callId)).map((callId) => findCall(whose, callId)),
    );
    const merged = mergeCalls(last.calls, {
      newest,
      others: others.filter((call) => call !== undefined),
      count: await countCalls(whose),
    });
    if (merged !== null) return { calls: merged, isWhole: true };
  }
  return { calls: await allCalls(whose), isWhole: true };
}
