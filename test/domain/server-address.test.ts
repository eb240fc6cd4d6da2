import { describe, expect, it } from 'vitest';
import { askableServers, trustedMonitors } from '../../src/domain/server-address.ts';

describe('the hosts of login servers that the user can be asked for', () => {
  it.each([
    ['https://login.example.com', true],
    ['https://login.example.com:8443/Auth?x=1', true],
    ['https://localhost:8443', true],
    ['http://127.0.0.1:8080', false],
    ['http://localhost:8080', false],
    ['', false],
  ])('%s: %s', (address, isAskable) => {
    expect(askableServers([address])).toEqual(isAskable ? [address] : []);
  });

  it('the three of the two-step login are asked for together, without the one on this machine', () => {
    expect(askableServers(['https://a.example.com/login', 'http://127.0.0.1:8080/settings', 'https://b.example.com/refresh'])).toEqual(['https://a.example.com/login', 'https://b.example.com/refresh']);
  });
});

describe('a token goes to the monitor server', () => {
  it.each([
    ['of Voicenter', 'https://monitor1.voicenter.co.il', true],
    ['of the login server’s own host', 'https://login.example.com:8443', true],
    ['below it', 'https://ws.login.example.com', true],
    ['that the administrator allows', 'https://pbx.example.net', true],
    ['beside it', 'https://other.example.com', false],
    ['that only looks like Voicenter’s', 'https://monitor.voicenter.co.il.evil.example', false],
  ])('%s: %s, %s', (_, origin, isTrusted) => {
    expect(trustedMonitors([origin], 'https://login.example.com', ['pbx.example.net'])).toEqual(isTrusted ? [origin] : []);
  });
});
