/**
 * The sections of the options page, and the section of each thing that the agent can set or start there. An
 * address names a section (`#crm`), or a thing within one (`#crm/openWhen`).
 */
import type { AgentSetting } from './settings.ts';

/** All sections, in the page's order. They are the hashes of the page, so they must not change. */
export const SECTIONS = [
  'account',
  'crm',
  'callers',
  'alerts',
  'quiet',
  'rules',
  'after',
  'language',
  'data',
  'about',
] as const;
/** A section of the options page. */
export type Section = (typeof SECTIONS)[number];

/** What a section offers besides settings. */
export type SettingsTool =
  | 'onTop'
  | 'contacts'
  | 'sharedComputer'
  | 'presets'
  | 'testCall'
  | 'ruleTester'
  | 'endedCards'
  | 'ringLog'
  | 'activity'
  | 'settingsFile'
  | 'storage'
  | 'shortcuts'
  | 'diagnostics'
  | 'version';
/** A setting, or a tool beside the settings. */
export type SettingsItem = AgentSetting | SettingsTool;

/** The section of each item. The items of a section are in the page's order. */
export const SECTION_OF: Readonly<Record<SettingsItem, Section>> = {
  loginType: 'account',
  email: 'account',
  username: 'account',
  keepSignedIn: 'account',
  keepPassword: 'account',
  sharedComputer: 'account',
  loginServer: 'account',
  twoStepServer: 'account',
  settingsServer: 'account',
  refreshServer: 'account',
  pickedLines: 'account',
  followUser: 'account',
  crmLink: 'crm',
  presets: 'crm',
  openWhen: 'crm',
  reuseTab: 'crm',
  moreLinks: 'crm',
  lookupUrl: 'callers',
  lookupMethod: 'callers',
  crmAdapter: 'callers',
  crmFields: 'callers',
  newRecordLink: 'callers',
  contacts: 'callers',
  eraseContacts: 'callers',
  callWindow: 'alerts',
  notification: 'alerts',
  onTop: 'alerts',
  notifyOnTop: 'alerts',
  sound: 'alerts',
  soundName: 'alerts',
  soundVolume: 'alerts',
  soundRepeat: 'alerts',
  mostCards: 'alerts',
  testCall: 'alerts',
  quietInternal: 'quiet',
  quietHidden: 'quiet',
  quietTalking: 'quiet',
  quietStatuses: 'quiet',
  workHours: 'quiet',
  rules: 'rules',
  ruleTester: 'rules',
  endedCards: 'after',
  ringLog: 'after',
  language: 'language',
  region: 'language',
  historyDays: 'data',
  historyCalls: 'data',
  eraseAtSignOut: 'data',
  activity: 'data',
  storage: 'data',
  settingsFile: 'data',
  diagnostics: 'about',
  shortcuts: 'about',
  version: 'about',
};
/** All items, section by section. */
export const SETTINGS_ITEMS = Object.keys(SECTION_OF) as readonly SettingsItem[];

/** A place on the options page: a section, or an item in it. */
export interface Place {
  readonly section: Section;
  readonly item: SettingsItem | null;
}

/** Returns the place that a hash names. An unknown section is the first one, an unknown item is none. */
export function placeOf(hash: string): Place {
  const [name, item] = hash.replace(/^#/, '').split('/');
  const section = SECTIONS.find((each) => each === name);
  if (section === undefined) return { section: SECTIONS[0], item: null };
  return {
    section,
    item: SETTINGS_ITEMS.find((each) => each === item && SECTION_OF[each] === section) ?? null,
  };
}

/** Returns the hash of an item, for links. */
export const hashOf = (item: SettingsItem): string => `#${SECTION_OF[item]}/${item}`;
