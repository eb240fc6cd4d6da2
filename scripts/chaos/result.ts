/** The stored form of a run: one result per scene, so that an interrupted run can continue. */
import type { BrowserName } from '../find-browsers.mjs';
import type { FaultTimes, RingVerdict } from './evaluate.ts';
import type { Weight } from './schedule.ts';

/** Result of the click on "Open in CRM" before a kill. */
export interface CrmOutcome {
  readonly label: string;
  /** The highest number of tabs seen for the call at the same time. */
  readonly tabs: number;
}

/** The result of one scene. */
export interface SceneResult extends FaultTimes {
  readonly number: number;
  readonly verdicts: readonly RingVerdict[];
  /** What was shown twice, as sentences. */
  readonly doubles: readonly string[];
  readonly crm: CrmOutcome | null;
  /**
   * Time from the lifting (or the injection, see fault-types.ts) to the first new connection, in ms. Null
   * where the fault breaks no socket.
   */
  readonly recoveryMs: number | null;
  /** Why the scene was not completed, or what else went wrong in it. */
  readonly trouble: string | null;
}

/** A run as stored on disk. */
export interface Run {
  readonly wish: Weight;
  readonly browser: BrowserName;
  readonly version: string;
  /** Working time so far, without interruptions, in ms. */
  readonly elapsedMs: number;
  /** Kinds that this machine cannot do, with the reason. */
  readonly skipped: Readonly<Record<string, string>>;
  readonly scenes: readonly SceneResult[];
}

/** One thing that must not happen. */
export interface Failure {
  readonly scene: number;
  readonly kind: string;
  readonly what: 'lost' | 'duplicate' | 'ghost' | 'crm' | 'trouble';
  readonly detail: string;
}

/** Returns every failure of a scene, with the details needed to find the cause. */
export function failuresOf(result: SceneResult): Failure[] {
  const found: Failure[] = [];
  const add = (what: Failure['what'], detail: string): void =>
    void found.push({ scene: result.number, kind: result.kind, what, detail });
  const at = (time: number | null): string =>
    time === null ? 'never' : `${((time - result.injectedAt) / 1000).toFixed(2)} s`;
  for (const ring of result.verdicts) {
    const story = `${ring.label} (${ring.callId}) rang ${at(ring.sentAt)} to ${at(ring.stoppedAt)}, over ${at(ring.endedAt)}, shown ${at(ring.shownAt)} by ${ring.way}, last seen live ${at(ring.withdrawnAt)}, fault lifted ${at(result.liftedAt)}`;
    if (ring.outcome === 'lost') add('lost', `${story}; due by ${at(ring.deadline)}`);
    if (ring.ghostMs > 0) add('ghost', `${story}; ${(ring.ghostMs / 1000).toFixed(1)} s too long`);
  }
  for (const double of result.doubles) add('duplicate', double);
  if (result.crm !== null && result.crm.tabs > 1)
    add('duplicate', `${String(result.crm.tabs)} CRM tabs for ${result.crm.label}`);
  if (result.crm?.tabs === 0) add('crm', `no CRM tab for ${result.crm.label} within 35 s of the click`);
  if (result.trouble !== null) add('trouble', result.trouble);
  return found;
}
