/** Derives each browser's manifest from the shared keys in manifest.json. */

export const TARGETS = ['chrome', 'firefox'] as const;
export type Target = (typeof TARGETS)[number];

/** The add-on's id at Mozilla. */
export const GECKO_ID = 'ringside@ringside.example';

/** What only development builds may reach: the simulator on this machine. */
const LOOPBACK = {
  hosts: ['http://127.0.0.1/*', 'http://localhost/*'],
  connections: ['http://127.0.0.1:*', 'ws://127.0.0.1:*', 'http://localhost:*', 'ws://localhost:*'],
};

/** What manifest.json holds that depends on the kind of build. */
export interface SharedManifest {
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
  readonly content_security_policy: { readonly extension_pages: string };
}

/** The manifest of one target. Development builds differ from packaged ones by the loopback addresses alone. */
export function manifestFor(
  target: Target,
  shared: SharedManifest,
  version: string,
  { development }: { development: boolean },
): object {
  const {
    permissions,
    host_permissions: hosts,
    content_security_policy: { extension_pages: policy },
  } = shared;
  return {
    ...shared,
    version,
    host_permissions: development ? [...hosts, ...LOOPBACK.hosts] : hosts,
    content_security_policy: { extension_pages: development ? withLoopback(policy) : policy },
    ...(target === 'chrome' ? chromeKeys : firefoxKeys),
    permissions: [...permissions, ...(target === 'chrome' ? CHROME_PERMISSIONS : [])],
  };
}

/** `connect-src` is the policy's last directive. */
const withLoopback = (policy: string): string => [policy, ...LOOPBACK.connections].join(' ');

/** A desk at the side, and a page that can play a sound: Firefox needs no permission for either. */
const CHROME_PERMISSIONS = ['sidePanel', 'offscreen'];

/** An id that no extension has: ids are hashes of keys, and none is known for this one. Chrome warns of an empty list. */
const NOBODY = 'a'.repeat(32);

/** Firefox needs no schema for policies; in Chrome it lies here. */
export const POLICY_SCHEMA = 'policy-schema.json';

const chromeKeys = {
  minimum_chrome_version: '120',
  background: { service_worker: 'background.js' },
  side_panel: { default_path: 'desk.html' },
  // Without it any other extension could connect. Firefox has no such key; there nobody listens.
  externally_connectable: { ids: [NOBODY] },
  storage: { managed_schema: POLICY_SCHEMA },
};

/** What leaves the browser, in Mozilla's words; docs/store/permissions.md says why these. */
const DATA_COLLECTION = {
  required: ['authenticationInfo', 'personallyIdentifyingInfo', 'personalCommunications'],
};

const firefoxKeys = {
  background: { scripts: ['background.js'] },
  sidebar_action: {
    default_panel: 'desk.html',
    default_title: '__MSG_name__',
    default_icon: 'icons/app-32.png',
    open_at_install: false,
  },
  browser_specific_settings: {
    // 142 is the first release that knows the declaration on every platform.
    gecko: { id: GECKO_ID, strict_min_version: '142.0', data_collection_permissions: DATA_COLLECTION },
  },
};
