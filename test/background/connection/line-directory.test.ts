import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLineDirectory } from '../../../src/background/connection/line-directory.ts';
import type { LineFacts } from '../../../src/domain/calls/lines.ts';
import { call, eventOf, line as wireLine } from '../../support/event-builders.ts';
import type { Caller } from '../../../src/domain/common/types.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const line = (lineId: string, different: Partial<LineFacts> = {}): LineFacts => ({
  lineId,
  number: '1',
  userId: 'u',
  userName: 'Lois',
  onlineUserId: 'u',
  statusId: 1,
  statusSince: null,
  ...different,
});
const said = (facts: LineFacts): CallEvent => ({
  kind: 'line',
  reason: 'status',
  line: facts,
  callId: null,
  call: null,
  cause: 'hangup',
  at: 0,
});

function directory(isDisplayEffect = true) {
  const writes: (readonly LineFacts[])[] = [];
  const kept = createLineDirectory(
    {
      get: () => Promise.resolve(writes.at(-1) ?? []),
      set: (value) => Promise.resolve(void writes.push(value)),
      watch: () => () => undefined,
    },
    () => isDisplayEffect,
  );
  kept.hear({
    kind: 'snapshot',
    lines: [
      { line: line('A'), calls: [] },
      { line: line('B'), calls: [] },
    ],
    at: 0,
  });
  return { kept, writes };
}

it('the directory writes a burst of events once', () => {
  const { kept, writes } = directory();
  kept.hear(said(line('A', { onlineUserId: 'x' })));
  kept.hear(said(line('A', { onlineUserId: 'y' })));
  vi.advanceTimersByTime(1_000);
  expect(writes.map((lines) => lines.map(({ onlineUserId }) => onlineUserId))).toEqual([['y', 'u']]);
});

it('the directory is not written for what no picker shows or for unlisted lines', () => {
  const { kept, writes } = directory();
  vi.advanceTimersByTime(1_000);
  kept.hear(said(line('A', { statusId: 3 })));
  kept.hear(said(line('C')));
  vi.advanceTimersByTime(1_000);
  expect(writes).toHaveLength(1);
});

it('a directory of thousands of lines is written at once at first, then rarely', () => {
  const writes: (readonly LineFacts[])[] = [];
  const kept = createLineDirectory(
    {
      get: () => Promise.resolve([]),
      set: (value) => Promise.resolve(void writes.push(value)),
      watch: () => () => undefined,
    },
    () => true,
  );
  kept.hear({
    kind: 'snapshot',
    lines: Array.from({ length: 5_000 }, (_, at) => ({ line: line(String(at)), calls: [] })),
    at: 0,
  });
  vi.advanceTimersByTime(1_000);
  expect(writes).toHaveLength(1);
  for (let second = 0; second < 60; second++) {
    kept.hear(said(line('7', { onlineUserId: String(second) })));
    vi.advanceTimersByTime(1_000);
  }
  expect(writes.length).toBeLessThanOrEqual(4);
  vi.advanceTimersByTime(20_000);
  expect(writes.at(-1)?.[7]?.onlineUserId).toBe('59');
});

it('the directory is not written again for a full list without changes', () => {
  const { kept, writes } = directory();
  vi.advanceTimersByTime(1_000);
  kept.hear({
    kind: 'snapshot',
    lines: [
      { line: line('B', { statusId: 3 }), calls: [] },
      { line: line('A'), calls: [] },
    ],
    at: 1,
  });
  vi.advanceTimersByTime(1_000);
  expect(writes).toHaveLength(1);
  kept.hear({ kind: 'snapshot', lines: [{ line: line('A'), calls: [] }], at: 2 });
  vi.advanceTimersByTime(1_000);
  expect(writes.at(-1)).toEqual([line('A')]);
});

it('the directory of the last worker is replaced, even by an empty list', () => {
  const writes: (readonly LineFacts[])[] = [];
  const kept = createLineDirectory(
    {
      get: () => Promise.resolve([line('A')]),
      set: (value) => Promise.resolve(void writes.push(value)),
      watch: () => () => undefined,
    },
    () => true,
  );
  kept.hear({ kind: 'snapshot', lines: [], at: 0 });
  vi.advanceTimersByTime(1_000);
  expect(writes).toEqual([[]]);
});

it('the directory is cleared at sign-out', async () => {
  const { kept, writes } = directory();
  vi.advanceTimersByTime(1_000);
  await kept.clear();
  expect(writes.at(-1)).toEqual([]);
});

it('the directory is not written while no page shows it, but at once when a page opens', () => {
  const { kept, writes } = directory(false);
  kept.hear(said(line('A', { onlineUserId: 'x' })));
  vi.advanceTimersByTime(60_000);
  expect(writes).toEqual([]);
  kept.show();
  expect(writes).toEqual([[line('A', { onlineUserId: 'x' }), line('B')]]);
  kept.show();
  expect(writes).toHaveLength(1);
});

it('a caller at another line of the account is a colleague, although the server does not say so', () => {
  const { kept } = directory();
  kept.hear(said(line('B', { userName: 'Lois Lane', number: '602' })));
  const callerAt = (lineId: string, callerphone: string, originalCallerID = ''): Caller | undefined => {
    const event = eventOf(
      wireLine('NEWCALL', call({ callerphone, originalCallerID }), { data: { extenUser: lineId } }),
    );
    const named = kept.nameColleague(event);
    return named.kind === 'line' ? named.call?.caller : undefined;
  };
  const colleague: Caller = { kind: 'internal', name: 'Lois Lane', number: '602' };
  expect(callerAt('A', '602')).toEqual(colleague);
  expect(callerAt('A', 'LOIS LANE')).toEqual(colleague);
  expect(callerAt('A', 'Lois Lane', '602')).toEqual(colleague);
  expect(callerAt('A', 'SIP/B-00000001')).toEqual(colleague);
  expect(callerAt('A', 'Lois Lane', '0501234567')).toEqual({
    kind: 'external',
    number: '0501234567',
    name: 'Lois Lane',
  });
  expect(callerAt('A', 'Lois')).toMatchObject({ kind: 'external' });
  expect(callerAt('B', '602')).toEqual({ kind: 'external', number: '602' });
});

it('the lines are indexed for colleagues once, and again after a change', () => {
  const { kept } = directory();
  let reads = 0;
  const counted = (name: string): LineFacts => ({
    ...line('B'),
    get userName() {
      reads += 1;
      return name;
    },
  });
  const snapshot = (name: string): CallEvent => ({
    kind: 'snapshot',
    lines: [{ line: counted(name), calls: [] }],
    at: 0,
  });
  const nameOf = (callerphone: string): Caller | undefined => {
    const event = kept.nameColleague(
      eventOf(wireLine('NEWCALL', call({ callerphone, originalCallerID: '' }))),
    );
    return event.kind === 'line' ? event.call?.caller : undefined;
  };
  kept.hear(snapshot('Lana Lang'));
  expect(nameOf('Lana Lang')).toMatchObject({ kind: 'internal' });
  const once = reads;
  for (const caller of ['0501234567', 'Nobody Known', '0527654321']) nameOf(caller);
  expect(reads).toBe(once);
  kept.hear(snapshot('Perry White'));
  expect(nameOf('Perry White')).toMatchObject({ kind: 'internal' });
  expect(nameOf('Lana Lang')).toMatchObject({ kind: 'external' });
});
