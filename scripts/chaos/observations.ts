/** Turns what surfaces showed at single moments into spans of time, for each caller and surface. Pure but for its memory. */
import type { Observation } from './evaluate.ts';

interface Span {
  readonly surface: Observation['surface'];
  readonly from: number;
  to: number;
  late: boolean;
}

/** What one source (a page, the notifications) shows as live at a moment. */
export interface Shown {
  readonly name: string;
  readonly late: boolean;
}

/** All sightings so far. */
export interface Observations {
  /** What a source shows at `at`; whatever it showed before and does no more was there until then. */
  readonly see: (
    source: string,
    surface: Observation['surface'],
    at: number,
    shown: readonly Shown[],
    goneAt?: number,
  ) => void;
  /** The source showed the same as before up to this moment. */
  readonly still: (source: string, at: number) => void;
  /** The source can be read no longer: what it showed was there when it was last read. */
  readonly lose: (source: string) => void;
  readonly of: (name: string) => Observation[];
  /** Since when a caller is seen as live without a break, over all surfaces that show it now; null: not now. */
  readonly liveSince: (name: string) => number | null;
  /** Frees what was kept of a caller. */
  readonly forget: (name: string) => void;
}

/** Starts with nothing seen. */
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
