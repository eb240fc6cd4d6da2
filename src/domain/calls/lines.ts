/** Which of the lines that the server speaks of are the agent's own: only those alert. */
import type { LineId, Millis } from '../common/types.ts';

/** By the person who signed in, or as the agent picked from the account's lines (`userId`: wherever that user is logged in). */
export type LineScope =
  | { readonly kind: 'person'; readonly personId: string | null }
  | { readonly kind: 'picked'; readonly lineIds: readonly LineId[]; readonly userId: string | null };
type Picked = LineScope & { kind: 'picked' };
/** Whether the user whom the agent follows is logged in at the line. */
const hasFollowed = ({ userId }: Picked, { onlineUserId }: LineFacts): boolean =>
  userId !== null && onlineUserId === userId;

/** True when the line is assigned to the person or the person is logged in at it. */
const belongsTo = (personId: string | null, line: LineFacts): boolean =>
  personId !== null && (line.userId === personId || line.onlineUserId === personId);

/**
 * The agent's lines among those of a snapshot. A user login is sent its own lines only (docs/wire.md 3.7), so where no
 * line names the person, all of them are the agent's.
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

/** Does an event's line belong to the agent? Until a snapshot has said which lines a person has, every line sent counts. */
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

/** True where somebody other than the line's own user is logged in at it: its calls are then theirs. */
export const isSomebodyElses = ({ userId, onlineUserId }: LineFacts): boolean =>
  onlineUserId !== '' && userId !== '' && onlineUserId !== userId;

export interface LineFacts {
  readonly lineId: LineId;
  readonly number: string;
  readonly userId: string;
  readonly userName: string;
  readonly onlineUserId: string;
  /** Voicenter's status number of the user at the line; 0 when none was said. */
  readonly statusId: number;
  /** Since when it holds; null when that was not said. */
  readonly statusSince: Millis | null;
}
