import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A directory for one run of a browser. */
export interface Profile {
  readonly dir: string;
  /**
   * Returns the path of a file beside the profile. The file is always removed, even if the profile is kept.
   */
  fileBeside(name: string): string;
  /** Removes what was created. */
  remove(): void;
  /**
   * Removes it when this process ends, Ctrl-C included. Call it after the launch, so that puppeteer's own
   * exit handler ends the browser first.
   */
  removeAtExit(): void;
}

/** Creates a fresh profile, or uses the one to keep. */
export function makeProfile(keep: string | undefined): Profile {
  const ours = mkdtempSync(path.join(tmpdir(), 'ringside-browser-'));
  // Retries, because outside Linux the browser's helper processes may still write (end-browser.ts).
  const remove = (): void => rmSync(ours, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  return {
    dir: keep ?? path.join(ours, 'profile'),
    fileBeside: (name) => path.join(ours, name),
    remove() {
      process.off('exit', remove);
      remove();
    },
    removeAtExit: () => void process.once('exit', remove),
  };
}
