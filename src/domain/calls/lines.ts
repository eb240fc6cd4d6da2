/** Decides which of the lines that the server names belong to the agent. Only those lines alert. */
import type { CallFacts } from './call.ts';
import type { LineId, Millis } from '../common/types.ts';

/**
 * How the agent's lines are found: by the person who signed in, or by the lines that the agent picked from
 * the account. `userId` selects every line where that user is logged in.
 */
export type LineScope =
  | { readonly kind: 'person'; readonly personId: string | null }
  | { readonly kind: 'picked'; readonly lineIds: readonly LineId[]; readonly userId: string | null };
type Picked = LineScope & { kind: 'picked' };
/** True when the user whom the agent follows is logged in at the line. */
const hasFollowed = ({ userId }: Picked, { onlineUserId }: LineFacts): boolean =>
  userId !== null && onlineUserId === userId;

/** True when the line is assigned to the person, or the person is logged in at it. */
const belongsTo = (personId: string | null, line: LineFacts): boolean =>
  personId !== null && (line.userId === personId || line.onlineUserId === personId);

/**
 * Returns the agent's lines among those of a snapshot. The server sends a user login only that user's lines
 * (docs/wire.md 3.7). So when no line names the person, all of them are the agent's.
 */
export function ownLinesOf<T extends { readonly line: LineFacts }>(
  scope: LineScope,
  lines: readonly T[],
): readonly T[] {
  if (scope.kind === 'picked') {
    const picked = new Set(scope.lineIds);
    return lines.filter(({ line }) => picked.has(line.lineId) || hasFollowed(scope, line));
  }
  const named = lines.filter(({ line }) => belongsTo(scope.personId, line));
  return named.length > 0 ? named : lines;
}

/**
 * Returns true when the line of an event belongs to the agent. Until a snapshot has named the person's lines,
 * every line that the server sends counts.
 */
export function ownsLine(
  {
    scope,
    lines,
    hasSnapshot,
  }: { scope: LineScope; lines: Readonly<Record<LineId, LineFacts>>; hasSnapshot: boolean },
  line: LineFacts,
): boolean {
  if (scope.kind === 'picked') return scope.lineIds.includes(line.lineId) || hasFollowed(scope, line);
  return !hasSnapshot || Object.hasOwn(lines, line.lineId) || belongsTo(scope.personId, line);
}

/** True when another user than the line's own is logged in at it. Its calls are then that user's calls. */
export const isUsedByOther = ({ userId, onlineUserId }: LineFacts): boolean =>
  onlineUserId !== '' && userId !== '' && onlineUserId !== userId;

/** A line as the server describes it. */
export interface LineFacts {
  readonly lineId: LineId;
  readonly number: string;
  readonly userId: string;
  readonly userName: string;
  readonly onlineUserId: string;
  /** Voicenter's number for the status of the user at the line; 0 when the server sent none. */
  readonly statusId: number;
  /** Start of that status; null when the server sent none. */
  readonly statusSince: Millis | null;
}

/**
 * Returns a function that makes the caller of a call at a line a colleague if the caller is another of the
 * given lines. A caller with a number is known by that number, and a caller without one by the name of the
 * user or line. The server does not mark every call between lines as internal. The lines are read once,
 * when the first outside caller comes.
 */
export function createColleagueNaming(lines: () => Iterable<LineFacts>): ColleagueNaming {
  let known: ReadonlyMap<string, LineFacts> | null = null;
  return (facts, at) => {
    const { caller } = facts;
    if (caller.kind !== 'external') return facts;
    known ??= byAnyName(lines());
    const line = known.get(caller.number === null ? nameKey(caller.name ?? '') : numberKey(caller.number));
    if (line === undefined || line.lineId === at) return facts;
    const name = line.userName === '' ? (caller.name ?? '') : line.userName;
    return { ...facts, caller: { kind: 'internal', name, number: caller.number ?? (line.number || null) } };
  };
}

/** Returns the call with its caller as a colleague, or the call itself. `at` is the line of the call. */
export type ColleagueNaming = (facts: CallFacts, at: LineId) => CallFacts;

const numberKey = (number: string): string => `number ${number}`;
const nameKey = (name: string): string => `name ${name.trim().toLowerCase()}`;

function byAnyName(lines: Iterable<LineFacts>): ReadonlyMap<string, LineFacts> {
  const known = new Map<string, LineFacts>();
  for (const line of lines)
    for (const key of [
      numberKey(line.number),
      numberKey(line.lineId),
      nameKey(line.userName),
      nameKey(line.lineId),
    ])
      if (!known.has(key)) known.set(key, line);
  return known;
}
