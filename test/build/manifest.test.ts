import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { manifestFor, TARGETS } from '../../scripts/manifest.ts';

interface Manifest {
  readonly host_permissions: readonly string[];
  readonly optional_host_permissions: readonly string[];
  readonly background: Record<string, unknown>;
}
const shared = JSON.parse(await readFile(new URL('../../manifest.json', import.meta.url), 'utf8')) as object;
const manifest = (target: (typeof TARGETS)[number], development: boolean): Manifest => manifestFor(target, shared, '1.2.3', { development }) as Manifest;

describe.each(TARGETS)('the manifest for %s', (target) => {
  it('of a development build differs from the packaged one by the loopback hosts alone', () => {
    const { host_permissions: hosts, ...rest } = manifest(target, true);
    const { host_permissions: packagedHosts, ...packagedRest } = manifest(target, false);
    expect(rest).toEqual(packagedRest);
    expect(hosts.filter((host) => !packagedHosts.includes(host))).toEqual(['http://127.0.0.1/*', 'http://localhost/*']);
    expect(packagedHosts.every((host) => host.startsWith('https://*.voicenter.'))).toBe(true);
  });

  it('may ask for a customer’s host over TLS only, and for this very machine', () => {
    expect(manifest(target, false).optional_host_permissions).toEqual(['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*']);
  });

  it('has a background of the kind that the browser runs', () => {
    expect(manifest(target, false).background).toEqual(target === 'chrome' ? { service_worker: 'background.js' } : { scripts: ['background.js'] });
  });
});
