import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { manifestFor, type SharedManifest, TARGETS } from '../../../scripts/manifest.ts';

interface Manifest extends SharedManifest {
  readonly commands: Readonly<Record<string, { readonly suggested_key: Readonly<Record<string, string>> }>>;
  readonly optional_host_permissions: readonly string[];
  readonly background: Record<string, unknown>;
  readonly externally_connectable?: unknown;
  readonly browser_specific_settings?: { readonly gecko: { readonly data_collection_permissions: unknown } };
}
const shared = JSON.parse(
  await readFile(new URL('../../../manifest.json', import.meta.url), 'utf8'),
) as SharedManifest;
const manifest = (target: (typeof TARGETS)[number], development: boolean): Manifest =>
  manifestFor(target, shared, '1.2.3', { development }) as Manifest;
/** The directives of a policy with their values. */
const directivesOf = ({
  content_security_policy: { extension_pages: policy },
}: Manifest): readonly string[] => policy.split(';').map((directive) => directive.trim());

describe.each(TARGETS)('the manifest for %s', (target) => {
  it('for development differs from the packaged one only by the loopback addresses', () => {
    const { host_permissions: hosts, content_security_policy: policy, ...rest } = manifest(target, true);
    const {
      host_permissions: packagedHosts,
      content_security_policy: packagedPolicy,
      ...packagedRest
    } = manifest(target, false);
    expect(rest).toEqual(packagedRest);
    expect(hosts).toEqual([...packagedHosts, 'http://127.0.0.1/*', 'http://localhost/*']);
    expect(policy.extension_pages).toBe(
      `${packagedPolicy.extension_pages} http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*`,
    );
  });

  it('of a package may reach Voicenter, and other hosts only with the agent’s permission', () => {
    expect(manifest(target, false).host_permissions).toEqual([
      'https://*.voicenter.co.il/*',
      'https://*.voicenter.co/*',
      'https://*.voicenter.com/*',
    ]);
    expect(manifest(target, false).optional_host_permissions).toEqual(['https://*/*']);
  });

  it('suggests at most four shortcuts, and none that switches the keyboard layout', () => {
    const keys = Object.values(manifest(target, false).commands).map((command) => command.suggested_key);
    expect(keys.length).toBeLessThanOrEqual(4);
    for (const { default: all, mac } of keys) {
      expect(all).toMatch(/^(Ctrl|Alt)\+[A-Z0-9]$/);
      expect(mac).toMatch(/^(Command|MacCtrl|Alt)\+(Shift\+)?[A-Z0-9]$/);
    }
  });

  it('of a package runs only its own files and connects only over TLS', () => {
    expect(directivesOf(manifest(target, false))).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self' https: wss:",
      ]),
    );
  });

  it.each([true, false])(
    'has pages that only ours may frame, without base or markup (development: %s)',
    (development) => {
      const directives = directivesOf(manifest(target, development));
      expect(directives).toEqual(
        expect.arrayContaining([
          "base-uri 'none'",
          "form-action 'none'",
          "frame-src 'self'",
          "frame-ancestors 'self'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ]),
      );
      expect(directives).toHaveLength(11);
    },
  );

  it('excludes web pages and other extensions', () => {
    expect(manifest(target, false)).not.toHaveProperty('web_accessible_resources');
    expect(manifest(target, false)).not.toHaveProperty('content_scripts');
    // Firefox has no such key. There it is enough that nothing listens (bundles.test.ts).
    expect(manifest(target, false).externally_connectable).toEqual(
      target === 'chrome' ? { ids: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'] } : undefined,
    );
  });

  it('has the kind of background that the browser runs', () => {
    expect(manifest(target, false).background).toEqual(
      target === 'chrome' ? { service_worker: 'background.js' } : { scripts: ['background.js'] },
    );
  });
});

it('the version is only in package.json, not in manifest.json', () => {
  expect(shared).not.toHaveProperty('version');
  expect(manifest('chrome', false)).toHaveProperty('version', '1.2.3');
});

it('Firefox’s users see which data leaves the browser (docs/store/permissions.md)', () => {
  expect(manifest('firefox', false).browser_specific_settings?.gecko.data_collection_permissions).toEqual({
    required: ['authenticationInfo', 'personallyIdentifyingInfo', 'personalCommunications'],
  });
});
