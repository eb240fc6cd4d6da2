/** What the engine needs and does. */
import type { Circumstances } from '../../domain/alerts/alert-policy.ts';
import type { LineFacts } from '../../domain/calls/lines.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { EngineStore } from '../../platform/storage/call-state-store.ts';
import type { Turn } from './effect-queue.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import type { Book } from '../../domain/calls/state.ts';
import type { Reaction } from '../../domain/alerts/effects.ts';

export interface EngineEdge {
  readonly stored: EngineStore;
  readonly settings: () => Promise<Settings>;
  /** What decides on alerts at a moment. */
  readonly around: (at: Millis) => Circumstances;
  /** Whether a page is open, which shows what is stored. */
  readonly isWatched: () => boolean;
  /** Does one reaction; the book is the newest. A rejection is logged and the reaction struck off: it would fail again. */
  readonly perform: (reaction: Reaction, book: Book, attempt: Attempt) => Promise<void>;
  /** Projects the book onto what always shows it (the badge), which follows the alert by itself. */
  readonly project: (book: Book) => void;
  readonly now: () => Millis;
}

export interface Attempt extends Turn {
  /** Stores what the reaction has become, and waits for that a moment: a worker that starts over this one goes on from there. */
  readonly amend: (next: Reaction) => Promise<void>;
}

export interface Engine {
  /** Takes an event into the book. Resolves when its reactions are done. */
  happen(event: CallEvent): Promise<void>;
  /** Owes reactions that no change of the book asks for, such as a click; decided when their turn in the queue comes. A `click` that was taken already owes nothing. Resolves to what failed in that turn. */
  owe(
    decide: (book: Book, settings: Settings) => readonly Reaction[],
    click?: string,
  ): Promise<readonly Reaction[]>;
  /** Whether a call at the line may be the agent's. While an event waits that may make it so it may: the book is not up to date. */
  mayConcern(line: LineFacts): boolean;
  /** Projects the book once more, after something beside it has changed. */
  refresh(): Promise<void>;
}
