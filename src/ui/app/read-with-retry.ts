/**
 * Reads values without which a page would stay blank. A read that fails is repeated, after a longer pause
 * each time.
 */
import { withTimeout } from '../../platform/async/timeout.ts';
import { log, messageOf } from '../../platform/log.ts';

/** Pauses before the next attempts, in ms. The last pause repeats. */
const PAUSES_MS = [250, 1_000, 5_000] as const;
/** A read without an answer after this time, in ms, has failed. Its late answer still counts. */
const READ_WITHIN_MS = 5_000;

/**
 * Calls `done` once, with the first value that `read` resolves to. Calls `failed` after each attempt that
 * rejects or is not answered. Returns a function that stops the attempts. `name` is for the log.
 */
export function readUntilDone<T>(
  name: string,
  read: () => Promise<T>,
  done: (value: T) => void,
  failed: () => void = () => undefined,
): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
  };
  const take = (value: T): void => {
    if (isStopped) return;
    stop();
    done(value);
  };
  const attempt = async (failures: number): Promise<void> => {
    try {
      await withTimeout(read().then(take), READ_WITHIN_MS);
    } catch (thrown) {
      log('error', name, { why: messageOf(thrown) });
      if (isStopped) return;
      failed();
      timer = setTimeout(() => void attempt(failures + 1), PAUSES_MS[failures] ?? PAUSES_MS.at(-1));
    }
  };
  void attempt(0);
  return stop;
}
