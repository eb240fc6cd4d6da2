/**
 * The table of settings. Each setting has a default and a parser. Only what differs from the defaults is
 * stored.
 */
import type { NamedLink } from '../crm/call-links.ts';
import { TWO_STEP_SERVER } from '../common/limits.ts';
import { isProgramScheme } from '../crm/url-policy.ts';
import { isRegion, type Region } from '../common/phone-number.ts';
import { rulesError, OPENINGS, type Opening, readRules, type Rule } from '../rules/rules.ts';
import {
  allowList,
  err,
  boolean,
  email,
  ok,
  isId,
  link,
  LOGIN,
  MAX_ID_LENGTH,
  MAX_TEXT_LENGTH,
  LOOKUP,
  namedLinks,
  oneOf,
  server,
  type SettingRow,
  text,
  TOKENS,
  TWO_STEP,
  upTo,
  wholeNumber,
} from './parsers.ts';
import type { CrmField } from '../crm-match/plan.ts';
import { crmAdapter, crmAdapters, crmFields } from './crm-parsers.ts';
import { SOUNDS, type SoundName } from '../rules/sounds.ts';
import { readWorkHours, type WorkHours } from '../rules/work-hours.ts';
import { isHostPattern } from '../common/host-patterns.ts';
import {
  LOOKUP_METHODS,
  type LookupMethod,
  LOGIN_TYPES,
  type LoginType,
  type LanguageSetting,
  LANGUAGES,
  ON_TOP,
  type OnTop,
} from './choices.ts';

/** All settings. */
export interface Settings {
  readonly loginType: LoginType;
  /** Base address of the login server. */
  readonly loginServer: string;
  readonly email: string;
  /** User name for the account login and the two-step login. */
  readonly username: string;
  /** Full addresses of the two-step login (docs/wire.md 1.3). They differ between customers. */
  readonly twoStepServer: string;
  readonly settingsServer: string;
  readonly refreshServer: string;
  /** Ids of the agent's own lines among those of an account. */
  readonly pickedLines: readonly string[];
  /** Alternative to `pickedLines`: the line at which this user (by id) is logged in. '' for none. */
  readonly followUser: string;
  readonly keepSignedIn: boolean;
  /**
   * While the user stays signed in: true keeps the password or account token too, false keeps only the
   * refresh token.
   */
  readonly keepPassword: boolean;
  /** CRM URL template. '' if none is set up. */
  readonly crmLink: string;
  /** Links besides the default one. */
  readonly moreLinks: readonly NamedLink[];
  /** Template of the link for a caller that the lookup does not know. '' for none. */
  readonly newRecordLink: string;
  /** When the link opens, unless a rule says otherwise. */
  readonly openWhen: Opening;
  /** A click reuses the tab that Ringside opened last, while that tab is still at the CRM. */
  readonly reuseTab: boolean;
  readonly rules: readonly Rule[];
  /** The customer's own endpoint that says who is calling. '' for none. */
  readonly lookupUrl: string;
  readonly lookupMethod: LookupMethod;
  /** The CRM that says who is calling: the id of its adapter, or '' for none. Its token is no setting. */
  readonly crmAdapter: string;
  /** What the adapter asks for besides the token. */
  readonly crmFields: readonly CrmField[];
  readonly notification: boolean;
  readonly callWindow: boolean;
  /** A ring shows a notification although the card is on top of all windows. */
  readonly notifyOnTop: boolean;
  readonly sound: boolean;
  readonly soundName: SoundName;
  /** True repeats the sound until the call is answered. False plays it once for each ring. */
  readonly soundRepeat: boolean;
  /** In percent. */
  readonly soundVolume: number;
  /** Most cards that are shown at once. The others are only counted. */
  readonly mostCards: number;
  /** Suppresses rings of colleagues. */
  readonly quietInternal: boolean;
  /** Suppresses rings of hidden numbers. */
  readonly quietHidden: boolean;
  /** Suppresses rings while the agent is in a call. */
  readonly quietTalking: boolean;
  /** Voicenter's numbers of the agent statuses in which rings are suppressed. */
  readonly quietStatuses: readonly number[];
  /** Rings are suppressed outside these hours. Null means round the clock. */
  readonly workHours: WorkHours | null;
  /** How long past calls are kept, in whole days. 0 keeps none. */
  readonly historyDays: number;
  /** How many past calls are kept. 0 keeps none. */
  readonly historyCalls: number;
  /**
   * True erases past calls and the ring log when the user signs out. False keeps them for when the same user
   * signs in again.
   */
  readonly eraseAtSignOut: boolean;
  /** True deletes the imported contact lists when the user signs out. */
  readonly eraseContacts: boolean;
  readonly region: Region;
  readonly language: LanguageSetting;
  /** The following settings say what the administrator's policy allows (limits.ts). */
  readonly linkSchemes: readonly string[];
  readonly linkHosts: readonly string[] | null;
  readonly monitorHosts: readonly string[];
  readonly loginHosts: readonly string[] | null;
  readonly lookupHosts: readonly string[] | null;
  /** Whether agents may keep the card on top of all windows. */
  readonly keepOnTop: OnTop;
  /** Further adapters, each as JSON text. */
  readonly crmAdapters: readonly string[];
  /** The address of the company's contact list. '' for none. */
  readonly directoryUrl: string;
}

/**
 * Settings that only an administrator's policy can set. They limit what a settings file or an agent may
 * choose.
 */
export const POLICY_ONLY = [
  'linkSchemes',
  'linkHosts',
  'monitorHosts',
  'loginHosts',
  'lookupHosts',
  'keepOnTop',
  'crmAdapters',
  'directoryUrl',
] as const satisfies readonly (keyof Settings)[];
/** All other settings: those that an agent chooses and that a settings file contains. */
export type AgentSetting = Exclude<keyof Settings, (typeof POLICY_ONLY)[number]>;
/** True for a setting that an agent chooses. */
export const isAgents = (name: keyof Settings): name is AgentSetting =>
  !POLICY_ONLY.some((each) => each === name);

type Table = { readonly [K in keyof Settings]: SettingRow<Settings[K]> };

/** Most lines of an agent. No agent answers more. */
export const MAX_LINES = 500;
/** Most agent statuses in the setting. Voicenter has 13. */
export const MAX_STATUSES = 50;
/** Least and most of each setting that is a whole number. */
export const RANGES = {
  soundVolume: [0, 100],
  mostCards: [1, 20],
  historyDays: [0, 365],
  historyCalls: [0, 20_000],
} as const;

/** Default and parser of each setting. */
export const table: Table = {
  loginType: oneOf(LOGIN_TYPES, 'user'),
  loginServer: server(LOGIN, 'https://loginapi.voicenter.co.il'),
  username: { fallback: '', parse: upTo(MAX_TEXT_LENGTH, (raw) => ok(text(raw))) },
  twoStepServer: server(TWO_STEP, TWO_STEP_SERVER),
  settingsServer: server(TOKENS, 'https://loginapi.voicenter.com/Application/GetSettings'),
  // The only refresh address that any source names.
  refreshServer: server(TOKENS, 'https://loginapi.voicenter.co.il/monitorAPI/RefreshIdentityToken'),
  pickedLines: {
    fallback: [],
    parse: (raw) =>
      Array.isArray(raw) && raw.length <= MAX_LINES && raw.every(isId)
        ? ok([...new Set(raw)])
        : err('unknown-choice'),
  },
  followUser: {
    fallback: '',
    parse: upTo(MAX_ID_LENGTH, (raw) => (raw === '' || isId(raw) ? ok(raw) : err('unknown-choice'))),
  },
  email,
  keepSignedIn: boolean(true),
  keepPassword: boolean(true),
  crmLink: link,
  moreLinks: namedLinks,
  newRecordLink: link,
  openWhen: oneOf(OPENINGS, 'click'),
  reuseTab: boolean(false),
  rules: {
    fallback: [],
    parse(raw) {
      const rules = readRules(raw);
      return rules === undefined ? err(rulesError(raw)) : ok(rules);
    },
  },
  lookupUrl: server(LOOKUP, ''),
  lookupMethod: oneOf(LOOKUP_METHODS, 'get'),
  crmAdapter,
  crmFields,
  notification: boolean(true),
  callWindow: boolean(true),
  notifyOnTop: boolean(false),
  sound: boolean(false),
  soundName: oneOf(SOUNDS, 'bell'),
  soundRepeat: boolean(false),
  soundVolume: wholeNumber(...RANGES.soundVolume, 60),
  mostCards: wholeNumber(...RANGES.mostCards, 5),
  quietInternal: boolean(false),
  quietHidden: boolean(false),
  quietTalking: boolean(false),
  quietStatuses: {
    fallback: [],
    parse: (raw) =>
      Array.isArray(raw) &&
      raw.length <= MAX_STATUSES &&
      raw.every((each): each is number => Number.isInteger(each) && (each as number) > 0)
        ? ok([...new Set(raw)])
        : err('unknown-choice'),
  },
  workHours: {
    fallback: null,
    parse: (raw) => {
      const hours = raw === null ? null : readWorkHours(raw);
      return hours === undefined ? err('unknown-choice') : ok(hours);
    },
  },
  historyDays: wholeNumber(...RANGES.historyDays, 30),
  historyCalls: wholeNumber(...RANGES.historyCalls, 5_000),
  eraseAtSignOut: boolean(false),
  eraseContacts: boolean(false),
  region: {
    fallback: 'IL',
    parse: (raw) => (isRegion(text(raw)) ? ok(text(raw) as Region) : err('unknown-choice')),
  },
  language: oneOf(LANGUAGES, 'auto'),
  linkSchemes: allowList(isProgramScheme, []),
  linkHosts: allowList(isHostPattern, null),
  monitorHosts: allowList(isHostPattern, []),
  loginHosts: allowList(isHostPattern, null),
  lookupHosts: allowList(isHostPattern, null),
  keepOnTop: oneOf(ON_TOP, 'allow'),
  crmAdapters,
  // `lookupHosts` says who may receive callers' numbers. This host receives none.
  directoryUrl: { fallback: '', parse: (raw) => table.lookupUrl.parse(raw) },
};

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(table) as readonly (keyof Settings)[];
/** The names of the settings that an agent chooses. */
export const AGENT_SETTINGS: readonly AgentSetting[] = SETTING_NAMES.filter(isAgents);
