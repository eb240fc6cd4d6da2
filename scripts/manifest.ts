/** Derives each browser's manifest from the shared keys in manifest.json. */

export const TARGETS = ['chrome', 'firefox'] as const;
export type Target = (typeof TARGETS)[number];

/** The add-on's id at Mozilla. */
export const GECKO_ID = 'ringside@ringside.example';

/** Hosts that only development builds may reach: the simulator on this machine. */
const LOOPBACK = ['http://127.0.0.1/*', 'http://localhost/*'];

interface SharedManifest {
  readonly permissions?: readonly string[];
  readonly host_permissions?: readonly string[];
}

/** The manifest of one target. Development builds differ from packaged ones by the loopback hosts alone. */
export function manifestFor(target: Target, shared: object, version: string, { development }: { development: boolean }): object {
  const hosts = (shared as SharedManifest).host_permissions ?? [];
  return {
    ...shared,
    version,
    host_permissions: development ? [...hosts, ...LOOPBACK] : hosts,
    ...(target === 'chrome' ? chromeKeys : firefoxKeys),
    permissions: [...((shared as SharedManifest).permissions ?? []), ...(target === 'chrome' ? CHROME_PERMISSIONS : [])],
  };
}

/** A desk at the side, and a page that can play a sound: Firefox needs no permission for either. */
const CHROME_PERMISSIONS = ['sidePanel', 'offscreen'];

const chromeKeys = {
  minimum_chrome_version: '120',
  background: { service_worker: 'background.js' },
  side_panel: { default_path: 'desk.html' },
};

const firefoxKeys = {
  background: { scripts: ['background.js'] },
  sidebar_action: { default_panel: 'desk.html', default_title: '__MSG_name__', default_icon: 'icons/app-32.png', open_at_install: false },
  browser_specific_settings: {
    gecko: { id: GECKO_ID, strict_min_version: '128.0', data_collection_permissions: { required: ['authenticationInfo', 'personallyIdentifyingInfo'] } },
  },
};
