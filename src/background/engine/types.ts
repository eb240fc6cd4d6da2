/** The types of the engine: what it needs, and what it offers. */
import type { AlertContext } from '../../domain/alerts/alert-policy.ts';
import type { CallFacts } from '../../domain/calls/call.ts';
import type { KnownCaller } from '../../domain/calls/lookup-result.ts';
import type { LineFacts } from '../../domain/calls/lines.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { EngineStore } from '../../platform/storage/call-state-store.ts';
import type { Turn } from './effect-queue.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import type { CallState } from '../../domain/calls/state.ts';
import type { SettingsSource } from '../services/settings-source.ts';
import type { Effect } from '../../domain/alerts/effects.ts';

/** What the engine needs from the rest of the worker. */
export interface EngineDeps {
  readonly stored: EngineStore;
  readonly settings: Pick<SettingsSource, 'now' | 'reading'>;
  /** The circumstances at a moment that decide on alerts. */
  readonly getContext: (at: Millis) => AlertContext;
  /**
   * Finds out who is calling before a new ring is judged, or returns null if nothing depends on it. `whose`
   * is the user.
   */
  readonly findFirst: (call: CallFacts, whose: string | null) => Promise<KnownCaller | null> | null;
  /** True while a page is open. Each state is sent to it, because the store may be slow. */
  readonly isWatched: () => boolean;
  /**
   * Performs one effect. `callState` is the newest state. A rejection is logged and the effect is removed,
   * because it would fail again.
   */
  readonly runEffect: (effect: Effect, callState: CallState, attempt: Attempt) => Promise<void>;
  /** Shows the state on the badge, which is always visible. The badge itself waits until the alert is out. */
  readonly onChange: (callState: CallState) => void;
  readonly now: () => Millis;
}

/** What an effect receives when it is performed. */
export interface Attempt extends Turn {
  /**
   * Replaces the stored form of the effect, and waits a moment for the write. If this worker dies, the next
   * one continues from that form.
   */
  readonly amend: (next: Effect) => Promise<void>;
}

/**
 * Work that has begun. `done` resolves to the effects that failed, once all have ended and the state is
 * stored.
 */
export interface Begun {
  readonly done: Promise<readonly Effect[]>;
}

/** The engine: the only writer of the state. */
export interface Engine {
  /** Applies an event to the state at once. Resolves when the state is stored and the effects are done. */
  dispatch(event: CallEvent): Promise<void>;
  /**
   * Adds effects that no change of the state causes, such as those of a click. `decide` runs at once. A
   * `click` that was handled before adds nothing. Resolves to those of the effects that failed.
   */
  enqueueEffects(
    decide: (callState: CallState, settings: Settings) => readonly Effect[],
    click?: string,
  ): Promise<readonly Effect[]>;
  /**
   * True if a call on the line may be the agent's. Also true while events wait for the stored state, because
   * the state is not up to date then.
   */
  isRelevant(line: LineFacts): boolean;
  /**
   * Shows the state on the badge and on open pages again, after something outside the state has changed. A
   * page that opens may have read an older state, and the last worker may have told pages what it never
   * stored.
   */
  notify(): Promise<void>;
}
