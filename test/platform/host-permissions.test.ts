import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Origins from '../../src/platform/host-permissions.ts';

/** The requests to the browser, and an event whose listeners can be counted. */
const listeners = { added: new Set<() => void>(), removed: new Set<() => void>() };
const eventOf = (set: Set<() => void>) => ({
  addListener: (each: () => void) => void set.add(each),
  removeListener: (each: () => void) => void set.delete(each),
});
const asked: [string, unknown][] = [];
/** The optional permissions of the manifest. Only Firefox's has some. */
let optional: object = {};
const answer = (name: string) => (what: unknown) => {
  asked.push([name, what]);
  return Promise.resolve(true);
};
const browser = {
  runtime: {
    id: 'x',
    getManifest: () => ({
      host_permissions: ['https://*.voicenter.co.il/*', 'http://127.0.0.1/*'],
      ...optional,
    }),
  },
  permissions: {
    contains: answer('contains'),
    request: answer('request'),
    remove: answer('remove'),
    onAdded: eventOf(listeners.added),
    onRemoved: eventOf(listeners.removed),
  },
};

let origins: typeof Origins;
beforeEach(async () => {
  vi.stubGlobal('chrome', browser);
  vi.stubGlobal('browser', browser);
  asked.length = 0;
  optional = {};
  origins = await import('../../src/platform/host-permissions.ts');
});
afterEach(() => void vi.unstubAllGlobals());

describe('the origin pattern', () => {
  it.each([
    ['https://crm.example.com/popup?x=1#y', 'https://crm.example.com/*'],
    ['https://CRM.example.com:8443/', 'https://crm.example.com/*'],
    ['http://127.0.0.1:8080/lookup', 'http://127.0.0.1/*'],
    ['http://localhost:8080', 'http://localhost/*'],
    ['https://לקוח.example/', 'https://xn--9dben8b.example/*'],
    ['https://[::1]:8080/', 'https://[::1]/*'],
    ['https://user:secret@crm.example.com/', 'https://crm.example.com/*'],
  ])('of %s is %s', (address, pattern) => {
    expect(origins.originPattern(address)).toBe(pattern);
  });

  it.each([
    '',
    'crm.example.com',
    'https://',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'chrome://settings',
    '<all_urls>',
    '*://*/*',
  ])('of "%s" is none, so it is neither requested nor removed', async (address) => {
    expect(origins.originPattern(address)).toBeNull();
    expect(await origins.hasHostPermission(address)).toBe(false);
    expect(await origins.requestHostPermission(address)).toBe(false);
    await origins.removeHostPermission(address);
    expect(asked).toEqual([]);
  });
});

describe('the host permission', () => {
  const one = { origins: ['https://crm.example.com/*'] };

  it('is requested for that one host in the turn of the click', () => {
    void origins.requestHostPermission('https://crm.example.com:8443/popup');
    expect(asked).toEqual([['request', one]]);
  });

  it('is requested together with that for containers only where the manifest names it', async () => {
    await origins.requestHostPermissions(['https://crm.example.com/popup'], true);
    await origins.removeContainerPermission();
    expect(asked).toEqual([['request', one]]);
    optional = { optional_permissions: ['cookies'] };
    asked.length = 0;
    await origins.requestHostPermissions(['https://crm.example.com/popup'], true);
    await origins.requestHostPermissions(['https://crm.example.com/popup']);
    await origins.removeContainerPermission();
    expect(asked).toEqual([
      ['request', { ...one, permissions: ['cookies'] }],
      ['request', one],
      ['remove', { permissions: ['cookies'] }],
    ]);
  });

  it('is found and removed', async () => {
    expect(await origins.hasHostPermission('https://crm.example.com/popup')).toBe(true);
    await origins.removeHostPermission('https://crm.example.com/popup');
    expect(asked).toEqual([
      ['contains', one],
      ['remove', one],
    ]);
  });

  it.each(['http://127.0.0.1:8080/lookup', 'https://monitor1.voicenter.co.il/', 'https://voicenter.co.il/'])(
    'is not removed where the manifest needs it: %s',
    async (address) => {
      await origins.removeHostPermission(address);
      expect(asked).toEqual([]);
    },
  );

  it.each([
    'https://127.0.0.1/',
    'http://monitor1.voicenter.co.il/',
    'https://evilvoicenter.co.il/',
    'https://voicenter.co.il.evil.example/',
  ])('is removed for a host that only looks like a required one: %s', async (address) => {
    await origins.removeHostPermission(address);
    expect(asked).toHaveLength(1);
  });

  it('is watched for grants and removals until the watch stops', () => {
    const changed = vi.fn();
    const stop = origins.onHostPermissionsChange(changed);
    for (const set of Object.values(listeners)) set.forEach((each) => each());
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    expect([listeners.added.size, listeners.removed.size]).toEqual([0, 0]);
  });
});
