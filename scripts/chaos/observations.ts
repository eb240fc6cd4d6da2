/**
 * Converts snapshots of what surfaces show into time spans, per caller and surface. Its only effect is on its
 * own state.
 */
import type { Observation } from './evaluate.ts';

interface Span {
  readonly surface: Observation['surface'];
  readonly from: number;
  to: number;
  late: boolean;
}

/** A call that one source (a page, or the notifications) shows as live at a moment. */
export interface Shown {
  readonly name: string;
  readonly late: boolean;
}

/** All observations so far. */
export interface Observations {
  /**
   * Records what a source shows at `at`. A call that the source no longer shows counts as seen until
   * `goneAt`.
   */
  readonly see: (
    source: string,
    surface: Observation['surface'],
    at: number,
    shown: readonly Shown[],
    goneAt?: number,
  ) => void;
  /** Records that the source still showed the same at this moment. */
  readonly still: (source: string, at: number) => void;
  /** Records that the source can no longer be read. Its calls count as seen until its last reading. */
  readonly lose: (source: string) => void;
  readonly of: (name: string) => Observation[];
  /**
   * Returns since when a caller has been shown as live without interruption, on any surface that shows it
   * now. Null if none does.
   */
  readonly liveSince: (name: string) => number | null;
  /** Frees the data of a caller. */
  readonly forget: (name: string) => void;
}

/** Starts without observations. */
export function createObservations(): Observations {
  const open = new Map<string, Map<string, Span>>();
  const all = new Map<string, Span[]>();
  const of = (source: string): Map<string, Span> => {
    const spans = open.get(source) ?? new Map<string, Span>();
    open.set(source, spans);
    return spans;
  };

  return {
    see(source, surface, at, shown, goneAt = at) {
      const spans = of(source);
      const late = new Map(shown.map((each) => [each.name, each.late]));
      for (const [name, span] of spans) {
        if (late.has(name)) span.to = at;
        else {
          span.to = Math.max(span.from, goneAt);
          spans.delete(name);
        }
      }
      for (const [name, isLate] of late) {
        const span = spans.get(name);
        if (span) span.late ||= isLate;
        else {
          const fresh = { surface, from: at, to: at, late: isLate };
          spans.set(name, fresh);
          all.set(name, [...(all.get(name) ?? []), fresh]);
        }
      }
    },
    still(source, at) {
      for (const span of of(source).values()) span.to = at;
    },
    lose: (source) => void open.delete(source),
    of: (name) => (all.get(name) ?? []).map((span) => ({ ...span })),
    liveSince(name) {
      const starts = [...open.values()].flatMap((spans) => spans.get(name)?.from ?? []);
      return starts.length === 0 ? null : Math.min(...starts);
    },
    forget: (name) => void all.delete(name),
  };
}
