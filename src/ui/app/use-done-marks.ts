import { useMemo } from 'preact/hooks';
import type { CallId, Millis } from '../../domain/common/types.ts';
import { doneCallbacksItem } from '../../platform/storage/call-marks.ts';
import { useDeferredCalls } from './page.tsx';
import { useStoredItem } from './use-stored-item.ts';

/** Returns when the agent marked each callback as done. Null until it is read. */
export function useDoneMarks(): ReadonlyMap<CallId, Millis> | null {
  const { who } = useDeferredCalls();
  const stored = useStoredItem(doneCallbacksItem)?.value ?? null;
  return useMemo(
    () => (stored === null ? null : new Map((stored[who ?? ''] ?? []).map(({ callId, at }) => [callId, at]))),
    [stored, who],
  );
}
