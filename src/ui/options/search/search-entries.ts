/** What the search over settings looks through: each item with its label, its hint and its synonyms. */
import type { MessageKey } from '../../../domain/common/messages.ts';
import {
  SECTIONS,
  type Section,
  SETTINGS_ITEMS,
  type SettingsItem,
} from '../../../domain/settings/sections.ts';
import type { SearchEntry } from '../../../domain/settings/settings-search.ts';
import { isFirefox } from '../../../platform/browser.ts';
import type { Translator } from '../../../platform/i18n.ts';
import { SETTING_LABELS } from '../../app/setting-labels.ts';
import { SECTION_TITLES } from '../section-frame.tsx';

/** The label of each item. */
const LABELS: Readonly<Record<SettingsItem, MessageKey>> = {
  ...SETTING_LABELS,
  contacts: 'contacts.file',
  sharedComputer: 'account.shared',
  presets: 'preset.pick',
  onTop: 'float.title',
  testCall: 'alerts.test',
  ruleTester: 'try.title',
  endedCards: 'settings.endedCards',
  ringLog: 'settings.ringLog',
  activity: 'settings.exportOrDelete',
  settingsFile: 'file.title',
  storage: 'settings.storage',
  shortcuts: 'keys.title',
  diagnostics: 'doctor.title',
  version: 'settings.version',
};

/** The hints that the page shows beside the labels. */
const HINTS: Readonly<Partial<Record<SettingsItem, MessageKey>>> = {
  keepSignedIn: 'account.keepHint',
  keepPassword: 'account.keepPasswordHint',
  sharedComputer: 'account.sharedHint',
  loginServer: 'account.serverHint',
  twoStepServer: 'account.fullAddressHint',
  followUser: 'lines.followHint',
  crmLink: 'crm.hint',
  openWhen: 'opening.hint',
  lookupUrl: 'lookup.hint',
  crmAdapter: 'match.hint',
  newRecordLink: 'lookup.newRecordHint',
  callWindow: isFirefox ? 'alerts.callWindowHintFirefox' : 'alerts.callWindowHint',
  onTop: 'alerts.onTopHint',
  notifyOnTop: 'alerts.notifyOnTopHint',
  notification: 'alerts.notificationHint',
  sound: 'alerts.soundHint',
  soundRepeat: 'alerts.soundRepeatHint',
  endedCards: 'settings.endedCardsHint',
  ringLog: 'settings.ringLogHint',
  region: 'place.regionHint',
  historyDays: 'kept.daysHint',
  eraseAtSignOut: 'kept.eraseHint',
  contacts: 'contacts.fileHint',
  eraseContacts: 'contacts.eraseAtSignOutHint',
  settingsFile: 'file.hint',
  diagnostics: 'settings.diagnosticsHint',
};

/** Synonyms, and other texts of the page that lead to an item. */
const WORDS: Readonly<Partial<Record<SettingsItem, readonly MessageKey[]>>> = {
  loginType: ['words.signIn'],
  email: ['words.signIn'],
  username: ['words.signIn'],
  keepSignedIn: ['words.remember'],
  keepPassword: ['words.remember'],
  sharedComputer: ['words.shared'],
  loginServer: ['account.advanced', 'words.server'],
  twoStepServer: ['words.server'],
  settingsServer: ['words.server'],
  refreshServer: ['words.server'],
  pickedLines: ['words.lines'],
  followUser: ['words.lines'],
  crmLink: ['words.crmLink'],
  presets: ['preset.title', 'words.crmLink'],
  openWhen: ['opening.ring', 'opening.answer', 'words.open'],
  reuseTab: ['words.tab'],
  moreLinks: ['links.add'],
  lookupUrl: ['words.lookup'],
  lookupMethod: ['words.lookup'],
  crmAdapter: ['match.title', 'match.check', 'words.lookup'],
  newRecordLink: ['card.newRecord'],
  callWindow: ['words.popup'],
  notification: ['words.popup'],
  sound: ['words.sound'],
  soundName: ['words.sound'],
  soundVolume: ['words.sound'],
  soundRepeat: ['words.sound'],
  testCall: ['words.test'],
  quietInternal: ['words.quiet'],
  quietHidden: ['words.quiet', 'caller.hidden'],
  quietTalking: ['words.quiet'],
  quietStatuses: ['words.quiet', 'agent.status.3'],
  workHours: ['words.quiet', 'words.hours'],
  rules: ['words.rules'],
  ruleTester: ['words.test'],
  language: ['words.language'],
  region: ['words.region'],
  historyDays: ['kept.title', 'words.history'],
  historyCalls: ['kept.title', 'words.history'],
  eraseAtSignOut: ['words.delete'],
  contacts: ['contacts.title', 'words.contacts'],
  eraseContacts: ['contacts.title', 'words.delete'],
  activity: ['day.export', 'day.erase', 'words.delete'],
  settingsFile: ['file.save', 'file.load', 'words.backup'],
  shortcuts: ['keys.open-crm', 'keys.dismiss', 'words.shortcuts'],
  diagnostics: ['words.help'],
  version: ['settings.licences', 'words.help'],
};

/** Returns all entries in the translator's language. */
export const searchEntries = ({ t }: Translator): readonly SearchEntry[] =>
  SETTINGS_ITEMS.map((item) => {
    const hint = HINTS[item];
    const words = (WORDS[item] ?? []).map((key) => t(key));
    return { item, label: t(LABELS[item]), hint: hint === undefined ? null : t(hint), words };
  });

/** Returns the names of the sections in the translator's language. */
export const sectionNames = ({ t }: Translator): Readonly<Record<Section, string>> =>
  Object.fromEntries(SECTIONS.map((section) => [section, t(SECTION_TITLES[section])])) as Record<
    Section,
    string
  >;
