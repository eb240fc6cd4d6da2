/** Plays a run from its first scene to its last, across interruptions. */
import type { BrowserName } from '../find-browsers.mjs';
import type { Network } from './network.ts';
import { failuresOf, type Run, type SceneResult } from './result.ts';
import { loginOf, planDay, type Scene } from './schedule.ts';
import { type ScenarioRun, runScenario } from './run-scenario.ts';
import { startEnvironment, type Environment } from './environment.ts';

/** What a run needs. */
export interface RunParts {
  readonly browser: BrowserName;
  /** Number of environments that run in parallel. */
  readonly lanes: number;
  /** Directory of the built extension. It must not change during the run. */
  readonly extensionDir: string;
  readonly cable: Network | null;
  /** Called for each new result. */
  readonly keep: (run: Run) => Promise<void>;
  /** Called when a scene begins. */
  readonly progress: (run: Run, scene: Scene) => void;
  /** While this returns true, no further scene begins. */
  readonly stopped: () => boolean;
}

/** Plays the remaining scenes of a run. Returns the run with all its results. */
export async function playRun(begun: Run, parts: RunParts): Promise<Run> {
  const startedAt = Date.now();
  let run = begun;
  const todo = scenesLeft(begun);

  let kept: Promise<void> = Promise.resolve();

  function add(result: SceneResult): Promise<void> {
    run = {
      ...run,
      elapsedMs: begun.elapsedMs + Date.now() - startedAt,
      scenes: [...run.scenes, result].sort((a, b) => a.number - b.number),
    };
    const now = run;
    // Saves one after the other, so that an earlier result cannot overwrite a later one.
    kept = kept.then(() => parts.keep(now));
    return kept;
  }

  /** Plays scene after scene in its own environment. */
  async function lane(): Promise<void> {
    let world: Environment | null = null;
    let pending: Promise<void>[] = [];

    /** Discards a broken environment after its pending results. The next scene creates a new one. */
    async function leave(): Promise<void> {
      await Promise.allSettled(pending);
      pending = [];
      await world?.close();
      world = null;
    }

    for (let scene = todo.shift(); scene !== undefined && !parts.stopped(); scene = todo.shift()) {
      const mine = scene;
      // If no environment can be created, the run ends, because nothing can be tested.
      world ??= await startEnvironment(parts.browser, parts.extensionDir, parts.cable, {
        login: loginOf(begun.wish),
        onTop: begun.wish.onTop,
      });
      run = { ...run, version: world.browser.version };
      try {
        parts.progress(run, mine);
        const { result, healthy }: ScenarioRun = await runScenario(world, mine);
        pending.push(result.catch((reason: unknown) => broken(mine, reason)).then(add));
        if (!healthy) await leave();
      } catch (reason) {
        await add(broken(mine, reason));
        await leave();
      }
    }
    // A failure here is a bug of the harness and must end the run.
    await Promise.all(pending);
    await leave();
  }

  await Promise.all(Array.from({ length: parts.lanes }, lane));
  return run;
}

/** Returns the scenes without a result. Results are stored in any order, so there may be gaps. */
export function scenesLeft({ wish, scenes }: Pick<Run, 'wish' | 'scenes'>): Scene[] {
  const played = new Set(scenes.map(({ number }) => number));
  return planDay(wish).filter(({ number }) => !played.has(number));
}

/** Returns true if there is no failure. */
export const isClean = (run: Run): boolean => run.scenes.every((result) => failuresOf(result).length === 0);

function broken({ number, kind }: Scene, reason: unknown): SceneResult {
  const now = Date.now();
  const trouble = `the scene broke off: ${String(reason).slice(0, 600)}`;
  return {
    number,
    kind,
    injectedAt: now,
    liftedAt: now,
    verdicts: [],
    doubles: [],
    crm: null,
    recoveryMs: null,
    trouble,
  };
}
