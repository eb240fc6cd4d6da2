/** The types of the engine: what it needs, and what it offers. */
import type { Circumstances } from '../../domain/alerts/alert-policy.ts';
import type { LineFacts } from '../../domain/calls/lines.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { EngineStore } from '../../platform/storage/call-state-store.ts';
import type { Turn } from './effect-queue.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import type { Book } from '../../domain/calls/state.ts';
import type { Reaction } from '../../domain/alerts/effects.ts';

/** What the engine needs from the rest of the worker. */
export interface EngineEdge {
  readonly stored: EngineStore;
  readonly settings: () => Promise<Settings>;
  /** The circumstances at a moment that decide on alerts. */
  readonly around: (at: Millis) => Circumstances;
  /** True while a page is open. Pages show what is stored. */
  readonly isWatched: () => boolean;
  /**
   * Performs one effect. `book` is the newest state. A rejection is logged and the effect is removed, because
   * it would fail again.
   */
  readonly perform: (reaction: Reaction, book: Book, attempt: Attempt) => Promise<void>;
  /** Shows the state on the badge, which is always visible. The badge itself waits until the alert is out. */
  readonly project: (book: Book) => void;
  readonly now: () => Millis;
}

/** What an effect receives when it is performed. */
export interface Attempt extends Turn {
  /**
   * Replaces the stored form of the effect, and waits a moment for the write. If this worker dies, the next
   * one continues from that form.
   */
  readonly amend: (next: Reaction) => Promise<void>;
}

/** The engine: the only writer of the state. */
export interface Engine {
  /** Applies an event to the state. Resolves when its effects are done. */
  happen(event: CallEvent): Promise<void>;
  /**
   * Adds effects that no change of the state causes, such as those of a click. `decide` runs when its turn
   * comes. A `click` that was handled before adds nothing. Resolves to the effects that failed in that turn.
   */
  owe(
    decide: (book: Book, settings: Settings) => readonly Reaction[],
    click?: string,
  ): Promise<readonly Reaction[]>;
  /**
   * True if a call on the line may be the agent's. Also true while a waiting event may give the line to the
   * agent, because the state is not up to date then.
   */
  mayConcern(line: LineFacts): boolean;
  /** Shows the state on the badge again, after something outside the state has changed. */
  refresh(): Promise<void>;
}
