import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import type { CallState } from '../../../src/domain/calls/state.ts';
import type { Caller } from '../../../src/domain/common/types.ts';
import { mergeCaller } from '../../../src/domain/calls/call.ts';
import { AGENT_START, call, line, play, snapshot } from '../../support/event-builders.ts';

const callerOf = ({ calls }: CallState): Caller | undefined => calls['call-1']?.caller;
const OTHER = { extenUser: 'SIPSIP2', number: 602, userName: 'Lois Lane', userID: 7, onlineUserID: 7 };

describe('a caller who is no internal caller for the server', () => {
  const first = snapshot() as { extensions: object[] };
  const both = { ...first, extensions: [...first.extensions, { ...OTHER, calls: [] }] };
  const picked = reduce(play([]), {
    kind: 'signed-in',
    who: 'me',
    scope: { kind: 'picked', lineIds: ['SIPSIP1', 'SIPSIP2'], userId: null },
    at: AGENT_START,
  });

  it.each([
    ['602', ''],
    ['Lois Lane', ''],
    ['Lois Lane', '602'],
    ['"Lois" <sip:602@10.0.0.1>', ''],
    ['SIP/SIPSIP2-0000abcd', ''],
  ])('is a colleague when a known line has the number or name %j (%j)', (callerphone, originalCallerID) => {
    const ring = line('NEWCALL', call({ callerphone, originalCallerID }));
    expect(callerOf(play([both, ring], picked))).toEqual({
      kind: 'internal',
      name: 'Lois Lane',
      number: '602',
    });
  });

  it('is a colleague in a snapshot, too, even at a line that is not the agent’s', () => {
    const ringing = snapshot(call({ callerphone: '602' })) as { extensions: object[] };
    const all = { ...ringing, extensions: [...ringing.extensions, { ...OTHER, calls: [] }] };
    const own = reduce(play([]), {
      kind: 'signed-in',
      who: 'me',
      scope: { kind: 'picked', lineIds: ['SIPSIP1'], userId: null },
      at: AGENT_START,
    });
    expect(callerOf(play([all], own))).toEqual({ kind: 'internal', name: 'Lois Lane', number: '602' });
  });

  it.each([
    ['Moshe Cohen', { kind: 'external', number: null, name: 'Moshe Cohen' }],
    ['603', { kind: 'external', number: '603' }],
    // The agent's own line.
    ['1234567', { kind: 'external', number: '1234567' }],
  ])('stays outside as %j', (callerphone, caller) => {
    const ring = line('NEWCALL', call({ callerphone, originalCallerID: '' }));
    expect(callerOf(play([both, ring], picked))).toEqual(caller);
  });
});

describe('a later message of the call', () => {
  const number: Caller = { kind: 'external', number: '0501234567' };
  const name: Caller = { kind: 'external', number: null, name: 'Moshe' };
  const both: Caller = { kind: 'external', number: '0501234567', name: 'Moshe' };
  const colleague: Caller = { kind: 'internal', name: 'Lois', number: null };
  const other: Caller = { kind: 'external', number: '0521111111' };
  it.each<[string, Caller | undefined, Caller, Caller]>([
    ['begins with what it says', undefined, name, name],
    ['with a name keeps the number', number, name, both],
    ['with the same number keeps the name', both, number, both],
    ['with a number adds it to nothing else', name, number, number],
    ['with another number replaces the caller', both, other, other],
    ['that hides the caller changes nothing', both, { kind: 'hidden' }, both],
    ['with a colleague replaces the caller', both, colleague, colleague],
    ['of the caller replaces the colleague', colleague, number, number],
  ])('%s', (_, before, now, after) => {
    expect(mergeCaller(before, now)).toEqual(after);
  });

  it('with the name alone adds it to the number from the queue', () => {
    const waiting = reduce(play([]), {
      kind: 'queues',
      queues: [{ queueId: '555', name: 'Sales', waiting: [{ callId: 'call-1', caller: number, since: 0 }] }],
      whole: true,
      at: AGENT_START,
    });
    const ring = line('NEWCALL', call({ callerphone: 'Moshe', originalCallerID: '', queueID: 555 }));
    expect(callerOf(play([ring], waiting))).toEqual(both);
  });
});
