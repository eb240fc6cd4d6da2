import { describe, expect, it } from 'vitest';
import {
  type AddressUse,
  requestableHosts,
  isAllowedAddress,
  filterTrustedServers,
} from '../../../src/domain/common/server-address.ts';

describe('the host permission for a login server', () => {
  it.each([
    ['https://login.example.com', true],
    ['https://login.example.com:8443/Auth?x=1', true],
    ['https://localhost:8443', true],
    ['http://127.0.0.1:8080', false],
    ['http://localhost:8080', false],
    ['', false],
  ])('is requested for %s: %s', (address, isAskable) => {
    expect(requestableHosts([address])).toEqual(isAskable ? [address] : []);
  });

  it('is requested for all three two-step servers at once, except one on this machine', () => {
    expect(
      requestableHosts([
        'https://a.example.com/login',
        'http://127.0.0.1:8080/settings',
        'https://b.example.com/refresh',
      ]),
    ).toEqual(['https://a.example.com/login', 'https://b.example.com/refresh']);
  });
});

describe('a token is sent to a monitor server', () => {
  it.each([
    ['of Voicenter', 'https://monitor1.voicenter.co.il', true],
    ['of the login server’s own host', 'https://login.example.com:8443', true],
    ['below it', 'https://ws.login.example.com', true],
    ['that the administrator allows', 'https://pbx.example.net', true],
    ['beside it', 'https://other.example.com', false],
    ['that only looks like Voicenter’s', 'https://monitor.voicenter.co.il.evil.example', false],
  ])('%s: %s, %s', (_, origin, isTrusted) => {
    expect(filterTrustedServers([origin], 'https://login.example.com', ['pbx.example.net'])).toEqual(
      isTrusted ? [origin] : [],
    );
  });
});

describe('an address', () => {
  const LOGIN: AddressUse = { kind: 'login' };
  const LOOKUP: AddressUse = { kind: 'lookup' };
  const token = (loginServer: string): AddressUse => ({ kind: 'token', loginServer });
  const ANY = { monitorHosts: [], loginHosts: null, lookupHosts: null };
  const SOME = {
    monitorHosts: ['*.pbx.example'],
    loginHosts: ['login.example.com'],
    lookupHosts: ['*.crm.example'],
  };
  const NONE = { monitorHosts: [], loginHosts: [], lookupHosts: [] };

  it.each([
    ['may be signed in at where no policy names any', 'https://any.example', LOGIN, ANY, true],
    ['may be signed in at when the policy names it', 'https://login.example.com:8443/in', LOGIN, SOME, true],
    ['may not be signed in at when the policy names another', 'https://evil.example', LOGIN, SOME, false],
    [
      'may not be signed in at below the host that is named',
      'https://x.login.example.com',
      LOGIN,
      SOME,
      false,
    ],
    [
      'may not be signed in at when the policy names none',
      'https://loginapi.voicenter.co.il',
      LOGIN,
      NONE,
      false,
    ],
    ['may be asked of callers where no policy names any', 'https://any.example', LOOKUP, ANY, true],
    ['may be asked of callers when the policy names it', 'https://api.crm.example/pop', LOOKUP, SOME, true],
    ['may not be asked of callers beyond the policy', 'https://crm.example/pop', LOOKUP, SOME, false],
    [
      'may not be asked of callers when the policy names none',
      'https://api.crm.example',
      LOOKUP,
      NONE,
      false,
    ],
    ['gets tokens at Voicenter', 'https://x.voicenter.com', token('https://in.example.com'), ANY, true],
    [
      'gets tokens at the login server’s own host',
      'https://in.example.com/settings',
      token('https://in.example.com/login'),
      ANY,
      true,
    ],
    ['gets tokens below it', 'https://api.in.example.com', token('https://in.example.com'), ANY, true],
    [
      'gets tokens where the policy allows it',
      'https://a.pbx.example',
      token('https://in.example.com'),
      SOME,
      true,
    ],
    [
      'gets no tokens beside the login server',
      'https://other.example.com',
      token('https://in.example.com'),
      ANY,
      false,
    ],
    ['gets no tokens where the login server is none', 'https://in.example.com', token(''), ANY, false],
    [
      'gets tokens on this machine for a login on it',
      'http://localhost:81/s',
      token('http://127.0.0.1:80/login'),
      ANY,
      true,
    ],
    [
      'gets no tokens on this machine for another login',
      'http://localhost:81/s',
      token('https://in.example.com'),
      ANY,
      false,
    ],
    ['is none', 'in.example.com', LOGIN, ANY, false],
    ['is not used without TLS', 'http://login.example.com', LOGIN, ANY, false],
  ])('%s: %s', (_, address, use, limits, isAllowed) => {
    expect(isAllowedAddress(address, use, limits)).toBe(isAllowed);
  });
});
