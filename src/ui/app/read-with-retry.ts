/**
 * Reads values without which a page would stay blank. A read that fails is repeated, after a longer pause
 * each time.
 */
import { log, messageOf } from '../../platform/log.ts';

/** Pauses before the next attempts, in ms. The last pause repeats. */
const PAUSES_MS = [250, 1_000, 5_000] as const;

/**
 * Calls `done` with the value that `read` resolves to, and `failed` after each attempt that rejects. Returns
 * a function that stops the attempts. `name` is for the log.
 */
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
