/** Literal data of earlier versions, as their builds have stored it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modernAccount, modernCalls } from '../../src/domain/old-forms.ts';

const tokens = { token: 't1', tokenExpiresAt: 4_070_908_800_000, refreshToken: 'r1', servers: ['https://monitor5.voicenter.co.il'], dialect: 2, personId: '7' };

describe('an account of the first version', () => {
  it('is a user’s, with the password where it was kept', () => {
    const old = { server: 'https://loginapi.voicenter.co.il', email: 'agent@example.com', password: 'ringside', ...tokens };
    const signIn = { type: 'user', server: 'https://loginapi.voicenter.co.il', who: 'agent@example.com' };
    expect(modernAccount(old)).toEqual({ signIn, secret: { kind: 'password', value: 'ringside' }, ...tokens });
    expect(modernAccount({ ...old, password: null })).toEqual({ signIn, secret: null, ...tokens });
  });

  it('of today stays as it is', () => {
    const today = { signIn: { type: 'token', server: 'https://loginapi.voicenter.co.il', who: '' }, secret: { kind: 'token', value: 'x' }, ...tokens };
    expect(modernAccount(today)).toBe(today);
  });
});

describe('past calls of the first versions', () => {
  const old = {
    callId: '202012021122010135330b4f77', direction: 'incoming', caller: { kind: 'external', number: '0501234567' }, name: 'Clark Kent', dialed: '0722776772', queue: 'Support',
    lineId: 'SIPSIP1', rings: 2, late: false, startedAt: 1_606_900_921_000, talkingAt: null, endedAt: 1_606_900_941_000, outcome: 'missed',
  };

  it('come with all that they had', () => {
    expect(modernCalls([old, { ...old, callId: 'b', caller: { kind: 'internal', name: 'Dana', number: null } }])).toEqual([
      { ...old, quiet: null, details: [], linkId: null, lookup: null },
      { ...old, callId: 'b', caller: { kind: 'internal', name: 'Dana', number: null }, quiet: null, details: [], linkId: null, lookup: null },
    ]);
  });

  it('one that is damaged does not keep the others', () => {
    expect(modernCalls([null, { ...old, callId: '' }, { ...old, startedAt: 'today' }, { ...old, outcome: 'lost' }])).toEqual([{ ...old, outcome: null, quiet: null, details: [], linkId: null, lookup: null }]);
  });

  it('are read whatever is there', () => {
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.array(fc.anything())), (raw) => {
      expect(Array.isArray(modernCalls(raw))).toBe(true);
    }));
  });
});
