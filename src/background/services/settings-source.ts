/** The worker's settings: read at its start and after each change. A store that fails costs their being up to date, never an alert. */
import type { Settings } from '../../domain/settings/settings.ts';
import { log, messageOf } from '../../platform/log.ts';
import { withinTime } from '../../platform/async/timeout.ts';
import { backoffMs } from '../../platform/async/backoff.ts';

export interface SettingsSourceEdge {
  /** Rejects when the store cannot be read. */
  readonly read: () => Promise<Settings>;
  /** What a worker goes by that never could read any. */
  readonly fallback: Settings;
  /** Other settings hold now. `before` is null when none had been read and the fallback was used. */
  readonly onChange: (before: Settings | null, next: Settings) => void;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface SettingsSource {
  /**
   * The settings that hold. Waits for a read that is under way, so that a change that was heard counts from then on.
   * Never rejects: while the store fails these are the last that were read, or the fallback.
   */
  readonly current: () => Promise<Settings>;
  /** Whether they were ever read: until then `current` resolves to the fallback. */
  readonly areKnown: () => boolean;
  /** Something has changed: reads them anew, and again until the store answers. */
  readonly refresh: () => void;
}

/** Most failures are over by the second try, which comes at once; then events go by what is known while the store is asked again. */
const TRIES_BEFORE_KNOWN = 2;
/** A store that does not answer within so many ms has failed. */
const READ_WITHIN_MS = 5_000;

/** Begins to read at once. */
export function createSettingsSource({
  read,
  fallback,
  onChange,
  random,
}: SettingsSourceEdge): SettingsSource {
  let known: Settings | null = null;
  let isFallbackUsed = false;
  /** The newest read makes the results of all older ones moot. */
  let newest = 0;
  let reading = readNow();

  /** Resolves once the store has answered, or has failed twice; then it is asked on until it answers. */
  async function readNow(): Promise<void> {
    const mine = ++newest;
    for (let failures = 0; failures < TRIES_BEFORE_KNOWN; failures += 1) {
      if (await readOnce(mine, failures)) return;
    }
    isFallbackUsed ||= known === null;
    void readOn(mine);
  }

  async function readOn(mine: number): Promise<void> {
    for (let failures = 1; mine === newest; failures += 1) {
      await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, random())));
      if (mine === newest && (await readOnce(mine, TRIES_BEFORE_KNOWN + failures))) return;
    }
  }

  /** True once there is nothing more to read, because this read succeeded or a newer one has begun. */
  async function readOnce(mine: number, failures: number): Promise<boolean> {
    try {
      const next = await withinTime(read(), READ_WITHIN_MS);
      if (mine === newest) take(next);
      return true;
    } catch (thrown) {
      log('error', 'settings not read', { why: messageOf(thrown), failures: failures + 1 });
      return mine !== newest;
    }
  }

  function take(next: Settings): void {
    const before = known;
    known = next;
    if (before !== null || isFallbackUsed) onChange(before, next);
  }

  /** A newer read may begin while one is waited for. */
  async function settled(): Promise<Settings> {
    for (;;) {
      const mine = reading;
      await mine;
      if (mine === reading) return known ?? fallback;
    }
  }

  return {
    current: settled,
    areKnown: () => known !== null,
    refresh: () => void (reading = readNow()),
  };
}
