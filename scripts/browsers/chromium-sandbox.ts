/** Chromium's sandbox: on wherever it can be. Without it a page that breaks Chromium has the user's files. */

/** Starts without a sandbox. */
export const NO_SANDBOX = '--no-sandbox';

/** What Chromium writes into its log when the system gives it no sandbox, as many containers do. */
const NONE_HERE = 'No usable sandbox';

export interface SandboxCase {
  /** The user is root: for root Chromium does not start with its sandbox. */
  readonly isRoot: boolean;
  /** No person will use the browser, and it reaches this machine alone. */
  readonly isHeadless: boolean;
  /** What Chromium has written into its log so far. */
  readonly log: () => Promise<string>;
}

/** Whether this process runs as root. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Starts Chromium by `start`, with its sandbox unless the user is root. Where the system has none, a headless
 * Chromium is started again without it. Rejects as `start` does, and where a person's window would have none.
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
