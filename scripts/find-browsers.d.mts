/** The two browsers that Ringside is tested in; Chrome and Edge count as Chromium. */
export type BrowserName = 'chromium' | 'firefox';

export interface BrowserKind {
  /** As written in sentences. */
  readonly title: string;
  /** The environment variable that overrides the search. */
  readonly override: string;
  /** Names to look for on PATH, best first. */
  readonly programs: readonly string[];
  /** Where it usually lies on systems that do not use PATH, below the system's own roots. */
  readonly places: { readonly darwin: readonly string[]; readonly win32: readonly string[] };
}

/** What the search reads of the machine; tests pass their own. */
export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isProgram: (file: string) => boolean;
}

/** What each browser is called and where it may lie. */
export declare const BROWSERS: Readonly<Record<BrowserName, BrowserKind>>;

/** Full path of the browser, or undefined when there is none. Throws when the override variable names no program. */
export declare function findBrowser(name: BrowserName, machine?: Machine): string | undefined;

/** Full path of a program on PATH, or undefined. */
export declare function findProgram(program: string, machine?: Machine): string | undefined;
