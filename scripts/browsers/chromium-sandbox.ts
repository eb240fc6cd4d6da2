/**
 * Starts Chromium with its sandbox wherever possible. Without the sandbox, a page that exploits Chromium can
 * read the user's files.
 */

/** The flag that starts Chromium without a sandbox. */
export const NO_SANDBOX = '--no-sandbox';

/** Chromium logs this text when the system offers no sandbox, as in many containers. */
const NONE_HERE = 'No usable sandbox';

export interface SandboxCase {
  /** True if the user is root. Chromium does not start with its sandbox as root. */
  readonly isRoot: boolean;
  /** True if no person uses the browser and it reaches only this machine. */
  readonly isHeadless: boolean;
  /** Returns what Chromium has logged so far. */
  readonly log: () => Promise<string>;
}

/** Returns true if this process runs as root. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Calls `start` with the flags for Chromium and resolves with its result. The sandbox is on unless the user
 * is root. On a system without one, a headless Chromium is started again without it. Rejects as `start` does.
 * Also rejects where a visible window would have no sandbox.
 */
export async function startSandboxed<T>(
  start: (flags: readonly string[]) => Promise<T>,
  { isRoot, isHeadless, log }: SandboxCase,
): Promise<T> {
  if (isRoot) return start([NO_SANDBOX]);
  try {
    return await start([]);
  } catch (reason) {
    if (!(await log()).includes(NONE_HERE)) throw reason;
    if (!isHeadless) throw new Error(NO_WINDOW, { cause: reason });
    return start([NO_SANDBOX]);
  }
}

const NO_WINDOW = `Chromium has no usable sandbox on this machine, and Ringside opens no window without one.
Install the package chromium-sandbox, or allow unprivileged user namespaces.
Without a display no sandbox is needed: DISPLAY= WAYLAND_DISPLAY= npm start`;
