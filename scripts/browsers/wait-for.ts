import { setTimeout as pause } from 'node:timers/promises';

/** Default timeout, in ms. Only what never comes takes so long, so it allows for a busy machine. */
export const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 25;

/**
 * Calls `probe` repeatedly until it returns a value other than undefined. After `timeoutMs` throws an error
 * that contains `awaited` and the result of `instead`, which describes what was there. An error of `probe` is
 * a bug and is thrown at once.
 */
export async function until<T>(
  awaited: string,
  probe: () => Promise<T | undefined>,
  instead: () => Promise<string>,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() >= deadline) break;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error(`No ${awaited} within ${String(timeoutMs / 1000)} s. There was: ${await instead()}`);
}

/** Like `until`, for a condition that has to become true. */
export async function untilTrue(
  awaited: string,
  probe: () => Promise<boolean>,
  instead: () => Promise<string>,
  timeoutMs?: number,
): Promise<void> {
  await until(awaited, async () => ((await probe()) ? true : undefined), instead, timeoutMs);
}
