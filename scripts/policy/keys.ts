/**
 * What an administrator may preset or lock: each setting with its form and its effect. The schema, the docs
 * and the lint are derived from this table.
 */
import { MAX_RULES, OPENINGS } from '../../src/domain/rules/rules.ts';
import {
  MAX_ID_LENGTH,
  MAX_LINK_NAME_LENGTH,
  MAX_TEXT_LENGTH,
  MAX_HOSTS,
  MAX_LINKS,
} from '../../src/domain/settings/parsers.ts';
import { MAX_LINES, MAX_STATUSES, RANGES, type Settings } from '../../src/domain/settings/settings.ts';
import {
  MAX_CRM_ADAPTER_LENGTH,
  MAX_CRM_ADAPTERS,
  MAX_CRM_FIELDS,
  MAX_CRM_VALUE_LENGTH,
} from '../../src/domain/settings/crm-parsers.ts';
import { SOUNDS } from '../../src/domain/rules/sounds.ts';
import {
  flag,
  link,
  list,
  number,
  object,
  oneOf,
  type Part,
  text,
  textOf,
  whole,
} from './schema-builders.ts';
import { country, hours, rule } from './rule-keys.ts';
import { LOOKUP_METHODS, LOGIN_TYPES, LANGUAGES, ON_TOP } from '../../src/domain/settings/choices.ts';

/** Ids of lines, users and links. */
const id = textOf(1, MAX_ID_LENGTH);
const atMost = `of at most ${String(MAX_TEXT_LENGTH)} characters`;
const address = text(`an address that begins with \`https://\`, ${atMost}`);
const mail = text(`a mail address ${atMost}`);
const host = text('a host such as `crm.example.com`, or `*.example.com` for all below it', 'example.com');
const hosts = list(host, [0, MAX_HOSTS]);
const SCHEME =
  'a scheme without its colon, such as `priority`; ' + 'none that runs code, installs or opens shares';
const schemes = list(text(SCHEME, 'priority'), [0, MAX_HOSTS]);
const namedLink = object(
  {
    id: {
      form: id,
      does: 'By which a rule names it; not `default` or `new`, and no two links have the same.',
    },
    name: { form: textOf(1, MAX_LINK_NAME_LENGTH), does: 'What the card calls it.' },
    template: { form: link, does: 'Where it leads.' },
  },
  ['id', 'name', 'template'],
);

const crmField = object(
  {
    id: { form: textOf(1, 40), does: 'The id of an ask of the adapter; no two are the same.' },
    value: { form: textOf(0, MAX_CRM_VALUE_LENGTH), does: 'Its value.' },
  },
  ['id', 'value'],
);
const adapter = text(
  `the JSON text of an adapter, of at most ${String(MAX_CRM_ADAPTER_LENGTH)} characters`,
  '{}',
);

/** The allowed locations of the two servers that receive tokens of the two-step login. */
const TRUSTED = 'At Voicenter, at the host of `twoStepServer` or below it, or within `monitorHosts`.';

export const POLICY_KEYS: Readonly<Record<keyof Settings, Part>> = {
  loginType: {
    form: oneOf(LOGIN_TYPES),
    does: 'How agents sign in: by user, account, token or in two steps.',
  },
  loginServer: { form: address, does: 'The login server of user, account and token sign-ins.' },
  email: { form: mail, does: 'The mail address that the sign-in form begins with.' },
  username: { form: textOf(0, MAX_TEXT_LENGTH), does: 'The user name that the sign-in form begins with.' },
  twoStepServer: { form: address, does: 'Two-step sign-in: the full address that gives the access token.' },
  settingsServer: {
    form: address,
    does: `Two-step sign-in: the full address that gives the settings. ${TRUSTED}`,
  },
  refreshServer: {
    form: address,
    does: `Two-step sign-in: the full address that renews the access token. ${TRUSTED}`,
  },
  pickedLines: {
    form: list(id, [0, MAX_LINES]),
    does: 'Account and token sign-ins: the ids of the lines that alert.',
  },
  followUser: {
    form: textOf(0, MAX_ID_LENGTH),
    does: 'Account and token sign-ins: alert on whichever line the user with this id is logged in at.',
  },
  keepSignedIn: { form: flag, does: 'Agents stay signed in when the browser restarts.' },
  keepPassword: {
    form: flag,
    does: 'While agents stay signed in, their password or account token is kept too, encrypted; otherwise only the refresh token.',
  },
  crmLink: { form: link, does: 'The CRM link: a URL with placeholders.' },
  moreLinks: { form: list(namedLink, [0, MAX_LINKS]), does: 'Links beside the default one.' },
  newRecordLink: {
    form: link,
    does: 'The link to a new record, for a caller whom the lookup does not know.',
  },
  openWhen: {
    form: oneOf(OPENINGS),
    does: 'When the CRM link opens where no rule says otherwise: on click, ring or answer.',
  },
  reuseTab: {
    form: flag,
    does: 'A click goes to the CRM tab that Ringside opened last. Agents allow the CRM’s host once.',
  },
  rules: { form: list(rule, [0, MAX_RULES]), does: 'The rules, in order: the first that fits wins.' },
  lookupUrl: { form: address, does: 'Your own endpoint that tells who calls. Agents allow its host once.' },
  lookupMethod: { form: oneOf(LOOKUP_METHODS), does: 'How the endpoint is asked.' },
  crmAdapter: {
    form: text(`the id of an adapter, such as \`zendesk\`, or empty for none`, 'zendesk'),
    does: 'The CRM that Ringside asks who calls. Agents enter its token and allow its host once.',
  },
  crmFields: {
    form: list(crmField, [0, MAX_CRM_FIELDS]),
    does: 'What the adapter asks for besides the token ([docs/crm-adapters.md](crm-adapters.md)).',
  },
  notification: { form: flag, does: 'A ring shows a notification.' },
  callWindow: { form: flag, does: 'A ring opens the call window.' },
  notifyOnTop: {
    form: flag,
    does: 'A ring shows a notification although the card is on top of all windows.',
  },
  sound: { form: flag, does: 'A ring plays a sound.' },
  soundName: { form: oneOf(SOUNDS), does: 'Which sound.' },
  soundRepeat: { form: flag, does: 'The sound repeats until the call is answered.' },
  soundVolume: { form: whole(RANGES.soundVolume), does: 'How loud, in percent.' },
  mostCards: { form: whole(RANGES.mostCards), does: 'At most so many cards are shown at once.' },
  quietInternal: { form: flag, does: 'Calls from colleagues keep quiet.' },
  quietHidden: { form: flag, does: 'Calls from hidden numbers keep quiet.' },
  quietTalking: { form: flag, does: 'Rings keep quiet while the agent is in a call.' },
  quietStatuses: {
    form: list(number, [0, MAX_STATUSES]),
    does: 'Rings keep quiet in these agent statuses, by Voicenter’s numbers.',
  },
  workHours: { form: hours, does: 'Rings keep quiet outside of these hours.' },
  historyDays: {
    form: whole(RANGES.historyDays),
    does: 'Past calls are kept for so many days; 0 keeps none.',
  },
  historyCalls: {
    form: whole(RANGES.historyCalls),
    does: 'At most so many past calls are kept; 0 keeps none.',
  },
  eraseAtSignOut: {
    form: flag,
    does: 'Past calls and the ring log are deleted when an agent signs out.',
  },
  eraseContacts: {
    form: flag,
    does: 'The imported contact lists are deleted when an agent signs out.',
  },
  region: { form: country, does: 'The country whose numbers are written without its code.' },
  language: { form: oneOf(LANGUAGES), does: 'The language of pages, notifications and badge.' },
  linkSchemes: {
    form: schemes,
    does: 'Programs that CRM links may open beside web pages, such as priority.',
  },
  linkHosts: { form: hosts, does: 'The only hosts that links may lead to. Left out: any. Empty: none.' },
  monitorHosts: {
    form: hosts,
    does:
      'Hosts that may have tokens beside Voicenter’s and the login server’s own: monitor servers, and ' +
      'the settings and refresh servers of the two-step sign-in.',
  },
  loginHosts: {
    form: hosts,
    does:
      'The only hosts of login servers at which agents may sign in, the two-step login included. ' +
      'Left out: any. Empty: none.',
  },
  lookupHosts: {
    form: hosts,
    does: 'The only hosts that the lookup address and the CRM to ask may have. Left out: any. Empty: none.',
  },
  crmAdapters: {
    form: list(adapter, [0, MAX_CRM_ADAPTERS]),
    does: 'Further CRMs that agents may choose ([docs/crm-adapters.md](crm-adapters.md)).',
  },
  directoryUrl: {
    form: address,
    does: 'The address of a contact list (CSV, vCard or .xlsx) that every agent gets. Agents allow its host once.',
  },
  keepOnTop: {
    form: oneOf(ON_TOP),
    does:
      'The card on top of all windows: `allow` offers it, `forbid` does not, `recommend` asks agents in ' +
      'the panel to keep it.',
  },
};

/** Returns the schema that Chrome and Edge require from an extension with policies. */
export function policySchema(): object {
  const properties = Object.fromEntries(
    Object.entries(POLICY_KEYS).map(([name, { form, does }]) => [
      name,
      { ...form.schema, description: does },
    ]),
  );
  return {
    type: 'object',
    properties: {
      preset: {
        type: 'object',
        title: 'Preset',
        description: 'In place of Ringside’s defaults; agents may choose otherwise.',
        properties,
      },
      locked: {
        type: 'object',
        title: 'Locked',
        description: 'Whatever agents have chosen; shown as set by your organisation.',
        properties,
      },
    },
  };
}
