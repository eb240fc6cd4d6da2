/** A run from its first scene to its last, over interruptions. */
import type { BrowserName } from '../find-browsers.mjs';
import type { Network } from './network.ts';
import { failuresOf, type Run, type SceneResult } from './result.ts';
import { loginOf, planDay, type Scene } from './schedule.ts';
import { type ScenarioRun, runScenario } from './run-scenario.ts';
import { startEnvironment, type Environment } from './environment.ts';

/** What a run needs. */
export interface RunParts {
  readonly browser: BrowserName;
  /** How many worlds play side by side. */
  readonly lanes: number;
  /** The built extension; nobody may change it while the run lasts. */
  readonly extensionDir: string;
  readonly cable: Network | null;
  /** Called whenever there is a new result. */
  readonly keep: (run: Run) => Promise<void>;
  /** Called when a scene begins. */
  readonly progress: (run: Run, scene: Scene) => void;
  /** No scene is begun any more once this is true. */
  readonly stopped: () => boolean;
}

/** Plays what is left of a run, and answers it with all its results. */
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
    // One after the other: a later result must not be written over by an earlier one.
    kept = kept.then(() => parts.keep(now));
    return kept;
  }

  /** Plays scene after scene in a world of its own. */
  async function lane(): Promise<void> {
    let world: Environment | null = null;
    let pending: Promise<void>[] = [];

    /** The world has gone wrong: what it still owes is waited for, then another takes its place. */
    async function leave(): Promise<void> {
      await Promise.allSettled(pending);
      pending = [];
      await world?.close();
      world = null;
    }

    for (let scene = todo.shift(); scene !== undefined && !parts.stopped(); scene = todo.shift()) {
      const mine = scene;
      // Where no world can be built there is nothing to be learnt: that ends the run.
      world ??= await startEnvironment(parts.browser, parts.extensionDir, parts.cable, loginOf(begun.wish));
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
    // A failure in here is a bug of the harness and must be loud.
    await Promise.all(pending);
    await leave();
  }

  await Promise.all(Array.from({ length: parts.lanes }, lane));
  return run;
}

/** The scenes that have no result yet: results are kept in any order, gaps are played again. */
export function scenesLeft({ wish, scenes }: Pick<Run, 'wish' | 'scenes'>): Scene[] {
  const played = new Set(scenes.map(({ number }) => number));
  return planDay(wish).filter(({ number }) => !played.has(number));
}

/** True if nothing happened that must not. */
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
