/** What an administrator may preset or lock: each setting with its form and what it does. The schema, the docs and the lint come of this one table. */
import { COLOURS, OPENINGS } from '../../src/domain/rules.ts';
import { LOOKUP_METHODS } from '../../src/domain/lookup-contract.ts';
import { LANGUAGES, type Settings } from '../../src/domain/settings.ts';
import { LOGIN_TYPES } from '../../src/domain/sign-in.ts';
import { SOUNDS } from '../../src/domain/sounds.ts';

/** The part of JSON Schema that Chrome knows for policies. */
export interface Schema {
  readonly type: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

export interface PolicyKey {
  readonly schema: Schema;
  readonly does: string;
}

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const whole: Schema = { type: 'integer' };
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });

const hours = object({ days: list(whole), from: whole, to: whole });
const conditions = object({
  queues: list(text), dialed: list(text), numbers: list(text), countries: list(text), internal: flag, hidden: flag,
  data: object({ name: text, value: text }), lines: list(text), statuses: list(whole), hours,
});
const rule = object({ id: text, name: text, when: conditions, link: text, open: oneOf(OPENINGS), colour: oneOf(COLOURS), sound: oneOf([...SOUNDS, 'none']), silent: flag });

export const POLICY_KEYS: Readonly<Record<keyof Settings, PolicyKey>> = {
  loginType: { schema: oneOf(LOGIN_TYPES), does: 'How agents sign in: by user, account, token or in two steps.' },
  loginServer: { schema: text, does: 'The login server of user, account and token sign-ins.' },
  email: { schema: text, does: 'The mail address that the sign-in form begins with.' },
  username: { schema: text, does: 'The user name that the sign-in form begins with.' },
  twoStepServer: { schema: text, does: 'Two-step sign-in: the full address that gives the access token.' },
  settingsServer: { schema: text, does: 'Two-step sign-in: the full address that gives the settings.' },
  refreshServer: { schema: text, does: 'Two-step sign-in: the full address that renews the access token.' },
  pickedLines: { schema: list(text), does: 'Account and token sign-ins: the ids of the lines that alert.' },
  followUser: { schema: text, does: 'Account and token sign-ins: alert on whichever line the user with this id is logged in at.' },
  keepSignedIn: { schema: flag, does: 'Agents stay signed in when the browser restarts.' },
  crmLink: { schema: text, does: 'The CRM link: a URL with placeholders.' },
  moreLinks: { schema: list(object({ id: text, name: text, template: text })), does: 'Links beside the default one.' },
  newRecordLink: { schema: text, does: 'The link to a new record, for a caller whom the lookup does not know.' },
  openWhen: { schema: oneOf(OPENINGS), does: 'When the CRM link opens where no rule says otherwise: on click, ring or answer.' },
  reuseTab: { schema: flag, does: 'A click goes to the CRM tab that Ringside opened last. Agents allow the CRM’s host once.' },
  rules: { schema: list(rule), does: 'The rules, in order: the first that fits wins.' },
  lookupUrl: { schema: text, does: 'Your own endpoint that tells who calls. Agents allow its host once.' },
  lookupMethod: { schema: oneOf(LOOKUP_METHODS), does: 'How the endpoint is asked.' },
  notification: { schema: flag, does: 'A ring shows a notification.' },
  callWindow: { schema: flag, does: 'A ring opens the call window.' },
  sound: { schema: flag, does: 'A ring plays a sound.' },
  soundName: { schema: oneOf(SOUNDS), does: 'Which sound.' },
  soundVolume: { schema: whole, does: 'How loud, in percent.' },
  mostCards: { schema: whole, does: 'At most so many cards are shown at once.' },
  quietInternal: { schema: flag, does: 'Calls from colleagues keep quiet.' },
  quietHidden: { schema: flag, does: 'Calls from hidden numbers keep quiet.' },
  quietTalking: { schema: flag, does: 'Rings keep quiet while the agent is in a call.' },
  quietStatuses: { schema: list(whole), does: 'Rings keep quiet in these agent statuses, by Voicenter’s numbers.' },
  workHours: { schema: hours, does: 'Rings keep quiet outside of these hours: days (0 is Sunday), from and to in minutes from midnight.' },
  historyDays: { schema: whole, does: 'Past calls are kept for so many days; 0 keeps none.' },
  historyCalls: { schema: whole, does: 'At most so many past calls are kept; 0 keeps none.' },
  region: { schema: text, does: 'The country whose numbers are written without its code, such as IL.' },
  language: { schema: oneOf(LANGUAGES), does: 'The language of pages, notifications and badge.' },
  linkSchemes: { schema: list(text), does: 'Programs that CRM links may open beside web pages, such as priority.' },
  linkHosts: { schema: list(text), does: 'The only hosts that links may lead to: crm.example.com, or *.example.com for all below it. Left out: any.' },
  monitorHosts: { schema: list(text), does: 'Hosts of monitor servers beside Voicenter’s and the login server’s own.' },
};

/** The schema that Chrome and Edge want of an extension that takes policies. */
export function policySchema(): object {
  const properties = Object.fromEntries(Object.entries(POLICY_KEYS).map(([name, { schema, does }]) => [name, { ...schema, description: does }]));
  return {
    type: 'object',
    properties: {
      preset: { type: 'object', title: 'Preset', description: 'In place of Ringside’s defaults; agents may choose otherwise.', properties },
      locked: { type: 'object', title: 'Locked', description: 'Whatever agents have chosen; shown as set by your organisation.', properties },
    },
  };
}
