import { setTimeout as pause } from 'node:timers/promises';

/** How long anything may take to appear unless a caller says otherwise. */
export const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 25;

/**
 * Asks again and again until the answer is not undefined. After `timeoutMs` throws an error that says what was awaited and, from
 * `instead`, what was there. An error of `probe` itself is a bug and passes at once.
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

/** Like `until`, for something that has only to become true. */
export async function untilTrue(
  awaited: string,
  probe: () => Promise<boolean>,
  instead: () => Promise<string>,
  timeoutMs?: number,
): Promise<void> {
  await until(awaited, async () => ((await probe()) ? true : undefined), instead, timeoutMs);
}
