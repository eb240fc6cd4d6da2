import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A directory for one run of a browser. */
export interface Profile {
  readonly dir: string;
  /** A file beside the profile, removed with it in any case. */
  fileBeside(name: string): string;
  /** Removes what was made. */
  remove(): void;
  /** Sees to it that the end of this process, Ctrl-C included, removes it. To be called after the launch: puppeteer ends the browser first. */
  removeAtExit(): void;
}

/** Makes a fresh profile, or takes the one to keep. */
export function makeProfile(keep: string | undefined): Profile {
  const ours = mkdtempSync(path.join(tmpdir(), 'ringside-browser-'));
  // Helpers of the browser write for a moment after it has gone.
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
