/** Reads of a page that must not leave it blank: one that fails is tried again, a little later each time. */
import { log, messageOf } from '../../platform/log.ts';

/** Pauses before the next tries, in ms; the last one repeats. */
const PAUSES_MS = [250, 1_000, 5_000] as const;

/** Calls `done` with what `read` resolves to, and `failed` after each try that rejects; returns how to stop. `name` is for the log. */
export function readUntilDone<T>(
  name: string,
  read: () => Promise<T>,
  done: (value: T) => void,
  failed: () => void = () => undefined,
): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = async (failures: number): Promise<void> => {
    let value: T;
    try {
      value = await read();
    } catch (thrown) {
      log('error', name, { why: messageOf(thrown) });
      if (isStopped) return;
      failed();
      timer = setTimeout(() => void attempt(failures + 1), PAUSES_MS[failures] ?? PAUSES_MS.at(-1));
      return;
    }
    if (!isStopped) done(value);
  };
  void attempt(0);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
