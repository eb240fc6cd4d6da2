/** The worker's settings: read at its start and after each change. A store that fails costs their being up to date, never an alert. */
import type { Settings } from '../domain/settings.ts';
import { log, messageOf } from '../platform/log.ts';
import { backoffMs } from './backoff.ts';

export interface SettingsSourceEdge {
  /** Rejects when the store cannot be read. */
  readonly read: () => Promise<Settings>;
  /** What a worker goes by that never could read any. */
  readonly fallback: Settings;
  /** The settings that hold have changed. `before` is null when none had been read yet and others than the fallback hold now. */
  readonly onChange: (before: Settings | null, next: Settings) => void;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface SettingsSource {
  /** The settings that were last read. Never rejects; waits for the first read, but not for a third try. */
  readonly current: () => Promise<Settings>;
  /** Whether they were read at all: until then `current` resolves to the fallback. */
  readonly areKnown: () => boolean;
  /** Something has changed: reads them anew, and again until the store answers. */
  readonly refresh: () => void;
}

/** After so many failed reads alerts go by the fallback while the store is asked again. */
const READS_BEFORE_FALLBACK = 2;

/** Begins to read at once. */
export function createSettingsSource({ read, fallback, onChange, random }: SettingsSourceEdge): SettingsSource {
  let known: Settings | null = null;
  /** The newest read makes the results of all older ones moot. */
  let newest = 0;
  let isFallbackUsed = false;
  let answerFirst: (settings: Settings) => void = () => undefined;
  const first = new Promise<Settings>((resolve) => (answerFirst = resolve));

  async function readUntilKnown(): Promise<void> {
    const mine = ++newest;
    for (let failures = 0; ; ) {
      try {
        const next = await read();
        if (mine === newest) take(next);
        return;
      } catch (thrown) {
        failures += 1;
        log('error', 'settings not read', { why: messageOf(thrown), failures });
        if (failures >= READS_BEFORE_FALLBACK && known === null) {
          isFallbackUsed = true;
          answerFirst(fallback);
        }
        // The second try comes at once: most failures are over by then.
        if (failures > 1) await new Promise((resolve) => setTimeout(resolve, backoffMs(failures - 1, random())));
      }
      if (mine !== newest) return;
    }
  }

  function take(next: Settings): void {
    const before = known;
    known = next;
    answerFirst(next);
    if (before !== null || isFallbackUsed) onChange(before, next);
  }

  void readUntilKnown();
  return {
    current: () => (known === null ? first : Promise.resolve(known)),
    areKnown: () => known !== null,
    refresh: () => void readUntilKnown(),
  };
}
