/** Derives each browser's manifest from the shared keys in manifest.json. */

export const TARGETS = ['chrome', 'firefox'] as const;
export type Target = (typeof TARGETS)[number];

/** The add-on's id at Mozilla. */
export const GECKO_ID = 'ringside@ringside.example';

/** Addresses that only development builds may reach: the simulator on this machine. */
const LOOPBACK = {
  hosts: ['http://127.0.0.1/*', 'http://localhost/*'],
  connections: ['http://127.0.0.1:*', 'ws://127.0.0.1:*', 'http://localhost:*', 'ws://localhost:*'],
};

/** The keys of manifest.json that depend on the kind of build. */
export interface SharedManifest {
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
  readonly content_security_policy: { readonly extension_pages: string };
}

/**
 * Returns the manifest of one target. Development builds differ from packaged ones only by the loopback
 * addresses.
 */
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

/** Works because `connect-src` is the policy's last directive. */
const withLoopback = (policy: string): string => [policy, ...LOOPBACK.connections].join(' ');

/** For the side panel, and for a hidden page that plays sounds. Firefox needs no permission for either. */
const CHROME_PERMISSIONS = ['sidePanel', 'offscreen'];

/**
 * An id that no extension has: ids are hashes of keys, and no key is known for this one. Used because Chrome
 * warns about an empty list.
 */
const NOBODY = 'a'.repeat(32);

/** File name of the policy schema in Chrome. Firefox needs no schema. */
export const POLICY_SCHEMA = 'policy-schema.json';

const chromeKeys = {
  minimum_chrome_version: '120',
  background: { service_worker: 'background.js' },
  side_panel: { default_path: 'desk.html' },
  // Without this key any other extension could connect. Firefox has no such key; there Ringside does not
  // listen for other extensions.
  externally_connectable: { ids: [NOBODY] },
  storage: { managed_schema: POLICY_SCHEMA },
};

/**
 * The data that leaves the browser, in Mozilla's categories. docs/store/permissions.md explains the choice.
 */
const DATA_COLLECTION = {
  required: ['authenticationInfo', 'personallyIdentifyingInfo', 'personalCommunications'],
};

const firefoxKeys = {
  // Names the container of a tab. Asked for with "Reuse the CRM tab".
  optional_permissions: ['cookies'],
  background: { scripts: ['background.js'] },
  sidebar_action: {
    default_panel: 'desk.html',
    default_title: '__MSG_title__',
    default_icon: 'icons/app-32.png',
    open_at_install: false,
  },
  browser_specific_settings: {
    // 142 is the first release that supports the declaration on every platform.
    gecko: { id: GECKO_ID, strict_min_version: '142.0', data_collection_permissions: DATA_COLLECTION },
  },
};
