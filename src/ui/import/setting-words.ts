/**
 * Puts the values of settings, and the parts of rules and links, into words for the preview of a settings
 * file.
 */
import type { ItemParts, PartName, SomeParts } from '../../domain/settings/list-changes.ts';
import { type MessageKey, msg, plural } from '../../domain/common/messages.ts';
import type { Region } from '../../domain/common/phone-number.ts';
import { sanitize, revealHidden } from '../../domain/common/sanitize.ts';
import type { AgentSetting, Settings } from '../../domain/settings/settings.ts';
import type { WorkHours } from '../../domain/rules/work-hours.ts';
import type { Translator } from '../../platform/i18n.ts';
import { countriesIn } from '../app/countries.ts';
import { formatPercent, timeField, weekday, formatNumber } from '../app/format.ts';
import { statusName } from '../app/agent-status-names.ts';
import type { LineFacts } from '../../domain/calls/lines.ts';

/** What is needed to put a value into words. */
export interface Speech extends Translator {
  /** The lines that the server has sent names for. */
  readonly lines: readonly LineFacts[];
  /** The settings that contain the value. */
  readonly settings: Settings;
}

/** Returns a value in words, or '' for an empty value. */
type Words<T> = (value: T, speech: Speech) => string;

/** The longest name shown, in characters. Longer names are cut. Addresses never are. */
const LONGEST_SHOWN = 200;

/** Returns a name from a file, safe to show and at most 200 characters long. A cut name ends in `…`. */
export function shownName(text: string): string {
  const whole = sanitize(text);
  return whole.length > LONGEST_SHOWN ? `${whole.slice(0, LONGEST_SHOWN).toWellFormed()}…` : whole;
}

/**
 * Returns the entries with commas between them. Each entry is isolated, because entries may have different
 * writing directions.
 */
export const listed = (entries: readonly string[], { language }: Pick<Speech, 'language'>): string =>
  entries.map((entry) => `\u2068${sanitize(entry)}\u2069`).join(language === 'ar' ? '، ' : ', ');

const onOff: Words<boolean> = (isOn, { t }) => t(isOn ? 'file.on' : 'file.off');
const yesNo: Words<boolean> = (isSo, { t }) => t(isSo ? 'rule.yes' : 'rule.no');
const statuses: Words<readonly number[]> = (ids, speech) =>
  listed(
    ids.map((id) => speech.t(statusName(id))),
    speech,
  );
const country: Words<Region> = (wanted, { language }) =>
  countriesIn(language).find(({ code }) => code === wanted)?.name ?? wanted;
const countries: Words<readonly Region[]> = (codes, speech) =>
  listed(
    codes.map((code) => country(code, speech)),
    speech,
  );
const hours: Words<WorkHours | null> = (value, speech) => {
  if (value === null) return onOff(false, speech);
  const days = listed(
    value.days.map((day) => weekday(day, speech.language)),
    speech,
  );
  const time = speech.t(msg('outage.span', { from: timeField(value.from), to: timeField(value.to) }));
  return `${days} ${time}`;
};
/** Returns lines as the options page lists them. A line that the server has not named appears by its id. */
const lineNames: Words<readonly string[]> = (ids, speech) =>
  listed(
    ids.map((id) => {
      const line = speech.lines.find(({ lineId }) => lineId === id);
      return line === undefined ? id : `${line.userName} ${line.number}`;
    }),
    speech,
  );

type SingleSetting = Exclude<AgentSetting, 'moreLinks' | 'rules'>;
/** How each setting is put into words. */
const SETTINGS: { readonly [K in SingleSetting]: Words<Settings[K]> } = {
  loginType: (type, { t }) => t(`login.${type}`),
  loginServer: revealHidden,
  email: shownName,
  username: shownName,
  twoStepServer: revealHidden,
  settingsServer: revealHidden,
  refreshServer: revealHidden,
  pickedLines: lineNames,
  followUser: (id, { lines }) => shownName(lines.find(({ userId }) => userId === id)?.userName ?? id),
  keepSignedIn: onOff,
  keepPassword: onOff,
  crmLink: revealHidden,
  newRecordLink: revealHidden,
  openWhen: (open, { t }) => t(`opening.${open}`),
  reuseTab: onOff,
  lookupUrl: revealHidden,
  lookupMethod: (method, { t }) => t(`lookup.method.${method}`),
  crmAdapter: shownName,
  crmFields: (fields, speech) =>
    listed(
      fields.map(({ id, value }) => `${id} = ${revealHidden(value)}`),
      speech,
    ),
  notification: onOff,
  callWindow: onOff,
  notifyOnTop: onOff,
  sound: onOff,
  soundName: (sound, { t }) => t(`sound.${sound}`),
  soundRepeat: onOff,
  soundVolume: (volume, { language }) => formatPercent(volume, language),
  mostCards: (count, { t }) => t(plural('file.cards', count)),
  quietInternal: onOff,
  quietHidden: onOff,
  quietTalking: onOff,
  quietStatuses: statuses,
  workHours: hours,
  historyDays: (count, { t }) => t(count === 0 ? 'kept.none' : plural('kept.dayCount', count)),
  historyCalls: (count, { t }) => t(plural('file.calls', count)),
  eraseAtSignOut: onOff,
  eraseContacts: onOff,
  region: country,
  language: (language, { t }) => t(`language.${language}`),
};

/** Returns a setting of `speech.settings` in words, or '' for an empty value. */
export const settingWords = (name: SingleSetting, speech: Speech): string =>
  wordsFor(name, speech.settings[name], speech);

function wordsFor<K extends SingleSetting>(name: K, value: Settings[K], speech: Speech): string {
  return SETTINGS[name](value, speech);
}

/** The label of each part of a rule or link, and how its value is put into words. */
const PARTS: { readonly [K in PartName]: readonly [MessageKey, Words<ItemParts[K]>] } = {
  always: ['rule.when', (_, { t }) => t('rule.always')],
  queues: ['condition.queues', listed],
  dialed: ['condition.dialed', listed],
  numbers: ['condition.numbers', listed],
  countries: ['condition.countries', countries],
  internal: ['condition.internal', yesNo],
  hidden: ['condition.hidden', yesNo],
  data: [
    'condition.data',
    ({ name, value }, speech) => `${listed([name], speech)} = ${listed([value], speech)}`,
  ],
  lines: ['condition.lines', listed],
  statuses: ['condition.statuses', statuses],
  hours: ['condition.hours', hours],
  known: ['condition.known', yesNo],
  tags: ['condition.tags', listed],
  companies: ['condition.companies', listed],
  calledBefore: [
    'condition.calledBefore',
    ({ times, hours: within }, { t, language }) =>
      t({
        key: 'condition.calledBefore.words',
        params: { times: formatNumber(times, language), hours: formatNumber(within, language) },
      }),
  ],
  silent: ['rules.silent', yesNo],
  link: [
    'rule.link',
    (id, { t, settings }) => {
      const link = settings.moreLinks.find((each) => each.id === id);
      return link === undefined ? t('rule.defaultLink') : shownName(link.name);
    },
  ],
  open: ['rule.open', (open, { t }) => t(`opening.${open}`)],
  record: ['rule.record', (record, { t }) => t(`record.${record}`)],
  colour: ['rule.colour', (colour, { t }) => t(colour === null ? 'rule.noColour' : `colour.${colour}`)],
  sound: [
    'rule.sound',
    (sound, { t }) => {
      if (sound === null) return t('rule.usualSound');
      return t(sound === 'none' ? 'rule.noSound' : `sound.${sound}`);
    },
  ],
  template: ['links.template', revealHidden],
};

/** Returns the label of a part of a rule or link. */
export const partLabel = (part: PartName): MessageKey => PARTS[part][0];

/** Returns a part of a rule or link in words, or '' if the rule or link lacks it. */
export function partWords<P extends PartName>(part: P, parts: Pick<SomeParts, P>, speech: Speech): string {
  const value = parts[part];
  return value === undefined ? '' : PARTS[part][1](value, speech);
}
