/** Plays one scene: the fault, the calls around it, and the recovery. Then evaluates it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentPage } from '../browsers/agent-page.ts';
import { type PlayedCall, prepareCall } from './calls.ts';
import { clearAway, faultOf } from './faults.ts';
import { type CallRecord, type FaultTimes, evaluateCall, settledAt } from './evaluate.ts';
import { CRM_LIMIT_MS, KINDS, LOST_HANG_UP_GHOST_MS } from './fault-types.ts';
import type { CrmOutcome, SceneResult } from './result.ts';
import type { Scene } from './schedule.ts';
import type { Environment } from './environment.ts';

/** A played scene. `result` resolves later, when the time limits for ghosts have passed. */
export interface ScenarioRun {
  /** True if the next scene can use the same environment. */
  readonly healthy: boolean;
  readonly result: Promise<SceneResult>;
}

/** How long a scene waits for the extension to reconnect, in ms. */
const GIVE_UP_MS = 90_000;
const BEFORE_MS = 200;
/** What is shown at the last moment may be observed one look later. */
const LAST_LOOK_MS = 500;
const POLL_MS = 25;

/** Plays a scene. Rejects where the harness itself fails. Errors of the extension are in the result. */
export async function runScenario(world: Environment, scene: Scene): Promise<ScenarioRun> {
  const { observer } = world;
  if (scene.pageOpen) await (await world.panel()).bringToFront();
  else await world.closePages();
  await world.keepOnTop();
  let zero = 0;
  let times: FaultTimes | null = null;
  const calls = scene.calls.map((plan, index) =>
    prepareCall(world, scene, plan, index, { zero: () => zero, times: () => times }),
  );
  const [first] = calls;
  if (first === undefined) throw new Error(`Scene ${String(scene.number)} has no call`);
  const fault = faultOf(world, scene, first);
  await fault.prepare?.();
  zero = Date.now() + BEFORE_MS + Math.max(0, ...scene.calls.map(({ startMs }) => -startMs));

  async function doFault(): Promise<FaultTimes> {
    await sleep(zero - Date.now());
    const injectedAt = Date.now();
    await fault.inject();
    await sleep(scene.lastsMs);
    await fault.lift?.();
    return (times = {
      kind: scene.kind,
      injectedAt,
      liftedAt: fault.lift === undefined ? injectedAt : Date.now(),
      graceMs: scene.graceMs,
    });
  }

  let crm: Promise<CrmOutcome> | null = null;
  let done: FaultTimes;
  let connectedAt: number | null;
  try {
    [done] = await Promise.all([doFault(), ...calls.map((call) => call.play())]);
    if (scene.kind === 'crm-killed') {
      crm = countTabs(world, first, done.injectedAt);
      world.counting.over = Promise.allSettled([world.counting.over, crm]).then(() => undefined);
    }
    connectedAt = fault.cuts ? await connection(world, done.injectedAt) : null;
    if (scene.kind === 'hang-up-lost')
      await until(() => observer.liveSince(first.name) === null, LOST_HANG_UP_GHOST_MS + LAST_LOOK_MS);
  } finally {
    await fault.restore?.();
    await clearAway(world);
  }
  const recovered = !fault.cuts || connectedAt !== null;
  const recoveryMs =
    connectedAt === null
      ? null
      : Math.max(0, connectedAt - (KINDS[scene.kind].from === 'lifted' ? done.liftedAt : done.injectedAt));

  async function settle(): Promise<SceneResult> {
    const record = ({ name, callId, rings }: PlayedCall): CallRecord => ({
      callId,
      label: name,
      rings,
      sightings: observer.of(name),
    });
    const latest = Math.max(...calls.map((call) => settledAt(record(call), done)));
    const isOver = (): boolean =>
      scene.graceMs > 0 && calls.every(({ name }) => observer.liveSince(name) === null);
    await until(isOver, Math.max(0, latest - Date.now()));
    await sleep(LAST_LOOK_MS);
    const verdicts = calls.flatMap((call) => evaluateCall(record(call), done));
    const outcome = await crm;
    for (const call of calls) observer.forget(call.name);
    const troubles = [
      ...(recovered ? [] : [`not connected again within ${String(GIVE_UP_MS / 1000)} s`]),
      ...world.takeTroubles(),
    ];
    const trouble = troubles.length === 0 ? null : troubles.join('; ');
    return {
      ...done,
      number: scene.number,
      verdicts,
      doubles: observer.takeDoubles(),
      crm: outcome,
      recoveryMs,
      trouble,
    };
  }

  return { healthy: recovered && !world.broken(), result: settle() };
}

/** Returns when a client has connected after `since`; null if none did within the limit. */
async function connection(world: Environment, since: number): Promise<number | null> {
  await until(() => world.connectedSince(since) !== undefined, GIVE_UP_MS);
  return world.connectedSince(since) ?? null;
}

/** Counts the CRM tabs of a call until the limit, then closes them. Returns the highest number. */
async function countTabs(
  { browser }: Environment,
  { name, callId }: PlayedCall,
  clickedAt: number,
): Promise<CrmOutcome> {
  let most = 0;
  // A page may close during the query. It is then left out.
  const its = async (): Promise<AgentPage[]> => {
    const all = await Promise.all(
      (await browser.pages()).map(async (page) => ({ page, url: await page.url().catch(() => '') })),
    );
    return all.filter(({ url }) => url.includes(callId)).map(({ page }) => page);
  };
  do {
    most = Math.max(most, (await its()).length);
    await sleep(1_000);
  } while (Date.now() < clickedAt + CRM_LIMIT_MS);
  for (const page of await its()) await page.close();
  return { label: name, tabs: most };
}

async function until(holds: () => boolean, patienceMs: number): Promise<void> {
  for (const end = Date.now() + patienceMs; !holds() && Date.now() < end;) await sleep(POLL_MS);
}
