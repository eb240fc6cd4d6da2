/** Which of the lines that the server speaks of are the agent's own: only those alert. */
import type { LineFacts, SnapshotLine } from './call.ts';

/** True when the line is assigned to the person or the person is logged in at it. */
const belongsTo = (personId: string | null, line: LineFacts): boolean =>
  personId !== null && (line.userId === personId || line.onlineUserId === personId);

/**
 * The agent's lines among those of a snapshot. A user login is sent its own lines only (protocol.md 3), so where no
 * line names the person, all of them are the agent's.
 */
export function ownLinesOf(personId: string | null, lines: readonly SnapshotLine[]): readonly SnapshotLine[] {
  const named = lines.filter(({ line }) => belongsTo(personId, line));
  return named.length > 0 ? named : lines;
}

/** Does an event's line belong to the agent? Until a snapshot has said which lines there are, every line sent counts. */
export function ownsLine(scope: { personId: string | null; lines: Readonly<Record<string, LineFacts>>; hasSnapshot: boolean }, line: LineFacts): boolean {
  return !scope.hasSnapshot || Object.hasOwn(scope.lines, line.lineId) || belongsTo(scope.personId, line);
}
