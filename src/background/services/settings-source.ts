/**
 * The worker's settings, read at its start and after each change. If the store fails, the settings may be out
 * of date, but no alert is lost.
 */
import type { Settings } from '../../domain/settings/settings.ts';
import { logThrown } from '../../platform/log.ts';
import { pause, withTimeout } from '../../platform/async/timeout.ts';
import { backoffMs } from '../../platform/async/backoff.ts';

/** What the settings source needs. */
export interface SettingsSourceDeps {
  /** Reads the settings. Rejects when the store cannot be read. */
  readonly read: () => Promise<Settings>;
  /** The settings of a worker that could not read any. */
  readonly fallback: Settings;
  /**
   * Called when the settings have been read again. `before` is null if none had been read and the fallback
   * was used.
   */
  readonly onChange: (before: Settings | null, next: Settings) => void;
  /** A random number in [0, 1), for the pause between tries. */
  readonly random: () => number;
}

/** Provides the current settings. */
export interface SettingsSource {
  /**
   * The current settings. Waits for a read that is under way, so that a change counts as soon as its event
   * arrives. Never rejects: while the store fails, it returns the last settings that were read, or the
   * fallback.
   */
  readonly current: () => Promise<Settings>;
  /** The last settings that were read, or the fallback. */
  readonly now: () => Settings;
  /** The read that is under way; null when `now` is up to date. Never rejects. */
  readonly reading: () => Promise<unknown> | null;
  /** True once the settings were read. Until then `current` resolves to the fallback. */
  readonly areKnown: () => boolean;
  /** Reads the settings again after a change, and repeats until the store answers. */
  readonly refresh: () => void;
}

/**
 * How many tries come before `current` resolves. Most failures are over by the second try, which comes at
 * once. After that, events use the settings known so far while the store is asked again.
 */
const TRIES_BEFORE_KNOWN = 2;
/** A read that takes longer than this, in ms, has failed. */
const READ_WITHIN_MS = 5_000;

/** Creates the source and starts the first read. */
export function createSettingsSource({
  read,
  fallback,
  onChange,
  random,
}: SettingsSourceDeps): SettingsSource {
  let known: Settings | null = null;
  let isFallbackUsed = false;
  /** The number of the newest read. The results of older reads are ignored. */
  let newest = 0;
  let reading: Promise<unknown> | null = null;

  /**
   * Resolves when the store has answered or has failed twice. In the second case it keeps reading until the
   * store answers.
   */
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
      await pause(backoffMs(failures, random()));
      if (mine === newest && (await readOnce(mine, TRIES_BEFORE_KNOWN + failures))) return;
    }
  }

  /** Reads once. Returns true if no more reads are needed: this one succeeded, or a newer one has begun. */
  async function readOnce(mine: number, failures: number): Promise<boolean> {
    try {
      const next = await withTimeout(read(), READ_WITHIN_MS);
      if (mine === newest) take(next);
      return true;
    } catch (thrown) {
      logThrown('error', 'settings not read', { failures: failures + 1 })(thrown);
      return mine !== newest;
    }
  }

  function take(next: Settings): void {
    const before = known;
    known = next;
    if (before !== null || isFallbackUsed) onChange(before, next);
  }

  /** Waits for the newest read, because another may begin during the wait. */
  async function settled(): Promise<Settings> {
    while (reading !== null) await reading;
    return now();
  }

  const now = (): Settings => known ?? fallback;

  function refresh(): void {
    const read = readNow().then(() => {
      if (reading === read) reading = null;
    });
    reading = read;
  }

  refresh();
  return {
    current: settled,
    now,
    reading: () => reading,
    areKnown: () => known !== null,
    refresh,
  };
}
