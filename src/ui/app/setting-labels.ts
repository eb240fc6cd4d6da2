/** The names of the settings on the options page. */
import type { MessageKey } from '../../domain/common/messages.ts';
import type { AgentSetting } from '../../domain/settings/settings.ts';

/** The label of each setting. */
export const SETTING_LABELS: Readonly<Record<AgentSetting, MessageKey>> = {
  loginType: 'account.loginType',
  loginServer: 'account.server',
  email: 'account.email',
  username: 'account.username',
  twoStepServer: 'account.twoStepServer',
  settingsServer: 'account.settingsServer',
  refreshServer: 'account.refreshServer',
  pickedLines: 'lines.title',
  followUser: 'lines.follow',
  keepSignedIn: 'account.keep',
  keepPassword: 'account.keepPassword',
  crmLink: 'crm.link',
  moreLinks: 'links.more',
  newRecordLink: 'lookup.newRecord',
  openWhen: 'opening.label',
  reuseTab: 'links.reuse',
  rules: 'rules.title',
  lookupUrl: 'lookup.url',
  lookupMethod: 'lookup.method',
  notification: 'alerts.notification',
  callWindow: 'alerts.callWindow',
  sound: 'alerts.sound',
  soundName: 'alerts.soundName',
  soundRepeat: 'alerts.soundRepeat',
  soundVolume: 'alerts.volume',
  mostCards: 'alerts.mostCards',
  quietInternal: 'quiet.setInternal',
  quietHidden: 'quiet.setHidden',
  quietTalking: 'quiet.setTalking',
  quietStatuses: 'quiet.setStatuses',
  workHours: 'quiet.setHours',
  historyDays: 'kept.days',
  historyCalls: 'kept.calls',
  eraseAtSignOut: 'kept.erase',
  region: 'place.region',
  language: 'place.language',
};

/** The settings that the options page shows together, with the heading of each group, in the page's order. */
export const SETTING_GROUPS: readonly (readonly [MessageKey, readonly AgentSetting[]])[] = [
  [
    'account.title',
    [
      'loginType',
      'loginServer',
      'twoStepServer',
      'settingsServer',
      'refreshServer',
      'email',
      'username',
      'keepSignedIn',
      'keepPassword',
      'pickedLines',
      'followUser',
    ],
  ],
  ['crm.title', ['crmLink', 'openWhen', 'reuseTab']],
  ['links.more', ['moreLinks']],
  ['lookup.title', ['lookupUrl', 'lookupMethod', 'newRecordLink']],
  [
    'alerts.title',
    ['notification', 'callWindow', 'sound', 'soundName', 'soundVolume', 'soundRepeat', 'mostCards'],
  ],
  ['quiet.title', ['quietInternal', 'quietHidden', 'quietTalking', 'quietStatuses', 'workHours']],
  ['rules.title', ['rules']],
  ['place.title', ['language', 'region']],
  ['kept.title', ['historyDays', 'historyCalls', 'eraseAtSignOut']],
];
