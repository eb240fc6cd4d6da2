/** Lists from outside are read once. A list of twice the length takes twice the work, not four times. */
import { describe, expect, it } from 'vitest';
import { checkConnection } from '../../../src/domain/diagnostics/check-connection.ts';
import { ownLinesOf, type LineFacts } from '../../../src/domain/calls/lines.ts';
import { missingLines } from '../../../src/ui/options/account/line-search.ts';
import { decode } from '../../../src/voicenter/decode.ts';
import { healthy, line, settingsWith } from '../../support/check-facts.ts';
import { countingReads, itemsTaken } from '../../support/work.ts';
import { AGENT_START, call, SERVER_START } from '../../support/event-builders.ts';

/** The most work for ten times the input. Linear work is 10 times as much, quadratic work 100 times. */
const MOST = 15;
const growth = (work: (size: number) => number, size: number): number => work(10 * size) / work(size);
const listOf = <T>(size: number, item: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => item(index));
const idOf = (index: number): string => `c${String(index)}`;
const lineOf = (index: number): LineFacts => {
  const id = String(index);
  return { ...line, lineId: `S${id}`, userId: id, onlineUserId: String(index + 1) };
};

describe('the decoder', () => {
  it('reads a list that names one line again and again in linear time', () => {
    const work = (size: number): number => {
      const entry = (index: number) => ({ extenUser: 'SIPSIP1', calls: [call({ ivrid: idOf(index) })] });
      const payload = { extensions: listOf(size, entry), servertime: SERVER_START };
      return itemsTaken(() => decode('AllExtensionsStatus', payload, AGENT_START));
    };
    expect(growth(work, 100)).toBeLessThan(MOST);
  });

  it('reads a list that names one queue again and again in linear time', () => {
    const work = (size: number): number => {
      const caller = (index: number) => ({ ivrid: idOf(index), CallerID: '0501234567' });
      const entry = (index: number) => ({ QueueID: 7, Calls: [caller(index)] });
      const payload = { queues: listOf(size, entry), servertime: SERVER_START };
      return itemsTaken(() => decode('loginStatus', payload, AGENT_START));
    };
    expect(growth(work, 100)).toBeLessThan(MOST);
  });
});

describe('picked lines', () => {
  it('are each read once while a snapshot is read', () => {
    const { list, reads } = countingReads(listOf(500, (index) => `S${String(index)}`));
    const lines = listOf(5_000, (index) => ({ line: lineOf(index), calls: [] }));
    expect(ownLinesOf({ kind: 'picked', lineIds: list, userId: null }, lines)).toHaveLength(500);
    expect(reads()).toBe(500);
  });

  it('that are gone are found with one read of each line of the account', () => {
    const { list, reads } = countingReads(listOf(5_000, lineOf));
    expect(missingLines(['S1', 'gone', 'S4999'], list)).toEqual(['gone']);
    expect(reads()).toBe(5_000);
  });
});

it('the diagnostics read each line of the directory once', () => {
  const own = Object.fromEntries(listOf(500, (index) => [`S${String(index)}`, lineOf(index)] as const));
  const { list, reads } = countingReads(listOf(5_000, lineOf));
  const state = {
    ...healthy.callState,
    scope: { kind: 'picked', lineIds: ['S0'], userId: null } as const,
    lines: own,
  };
  const settings = settingsWith({ pickedLines: ['S0'] });
  const findings = checkConnection({ ...healthy, callState: state, directory: list, settings });
  expect(findings.filter(({ check, state }) => check === 'lines' && state === 'wrong')).toHaveLength(500);
  expect(reads()).toBe(5_000);
});
