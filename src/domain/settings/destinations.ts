/**
 * The addresses that receive secrets or callers' details, and which of them a change of settings would add.
 * Pure.
 * A new kind of address (another endpoint, another CRM) needs a row in `DESTINATIONS`. The compiler reports a
 * missing row.
 */
import { revealHidden } from '../common/sanitize.ts';
import { readField } from '../crm-match/fields.ts';
import type { AgentSetting, Settings } from './settings.ts';

/** What an address receives: the password or token, each caller, or a caller whose link is opened. */
export type Sent = 'sign-in' | 'lookup' | 'link';

/** The settings that send nothing to any address. */
type Harmless =
  | 'loginType'
  | 'email'
  | 'username'
  | 'pickedLines'
  | 'followUser'
  | 'keepSignedIn'
  | 'keepPassword'
  | 'openWhen'
  | 'reuseTab'
  | 'lookupMethod'
  | 'crmAdapter'
  | 'notification'
  | 'callWindow'
  | 'notifyOnTop'
  | 'sound'
  | 'soundName'
  | 'soundRepeat'
  | 'soundVolume'
  | 'mostCards'
  | 'quietInternal'
  | 'quietHidden'
  | 'quietTalking'
  | 'quietStatuses'
  | 'workHours'
  | 'historyDays'
  | 'historyCalls'
  | 'eraseAtSignOut'
  | 'eraseContacts'
  | 'region'
  | 'language';
/** The settings that lead to an address. */
export type AddressSetting = Exclude<AgentSetting, Harmless>;

/** The link or rule that leads to an address. */
export interface Holder {
  readonly id: string;
  /** '' for a rule without a name. */
  readonly name: string;
  /** Its place in its list, from 0. */
  readonly index: number;
}

interface Destination {
  readonly setting: AddressSetting;
  /** Null if the setting is an address by itself. */
  readonly holder: Holder | null;
  readonly sent: Sent;
  /** An address, or the template of a link. '' for none. */
  readonly address: string;
}

type Target = Pick<Destination, 'holder' | 'address'>;
type Row = readonly [Sent, (settings: Settings) => readonly Target[]];

const itself = (address: string): readonly Target[] => [{ holder: null, address }];

/**
 * Returns the address that a field of an adapter leads to, as it is used: with the host and the path as
 * browsers spell them. Null for a name, an id or an email address. The adapter itself names the servers of
 * those.
 */
function serverIn(value: string): string | null {
  if (/^[\w-]*$/.test(value)) return null;
  const server = readField({ type: 'root' }, value) ?? readField({ type: 'host' }, value);
  // A name in letters beyond ASCII can be read as a host, too.
  if (server !== null && /[.:]/.test(server.slice('https://'.length))) return server;
  if (!/[.:]/.test(value) || /\s|^[^/:@]+@[^/:@]+$/.test(value)) return null;
  return value.includes('://') ? value : `https://${value}`;
}

const DESTINATIONS: Readonly<Record<AddressSetting, Row>> = {
  loginServer: ['sign-in', ({ loginServer }) => itself(loginServer)],
  twoStepServer: ['sign-in', ({ twoStepServer }) => itself(twoStepServer)],
  settingsServer: ['sign-in', ({ settingsServer }) => itself(settingsServer)],
  refreshServer: ['sign-in', ({ refreshServer }) => itself(refreshServer)],
  lookupUrl: ['lookup', ({ lookupUrl }) => itself(lookupUrl)],
  crmFields: [
    'lookup',
    ({ crmFields }) =>
      crmFields.flatMap(({ id, value }, index) => {
        const address = serverIn(value);
        return address === null ? [] : [{ holder: { id, name: id, index }, address }];
      }),
  ],
  crmLink: ['link', ({ crmLink }) => itself(crmLink)],
  moreLinks: [
    'link',
    ({ moreLinks }) =>
      moreLinks.map(({ id, name, template }, index) => ({ holder: { id, name, index }, address: template })),
  ],
  newRecordLink: ['link', ({ newRecordLink }) => itself(newRecordLink)],
  rules: [
    'link',
    ({ rules, moreLinks }) => {
      const templates = new Map(moreLinks.map(({ id, template }) => [id, template]));
      return rules.map(({ id, name, link }, index) => ({
        holder: { id, name, index },
        // A rule leads to the CRM link if it names no link, or if the link it names no longer exists.
        address: templates.get(link ?? '') ?? '',
      }));
    },
  ],
};

function destinationsOf(settings: Settings): readonly Destination[] {
  return (Object.keys(DESTINATIONS) as AddressSetting[]).flatMap((setting) => {
    const [sent, targets] = DESTINATIONS[setting];
    return targets(settings).map((target) => ({ setting, sent, ...target }));
  });
}

/** A setting, link or rule that would lead to a new address. */
export interface SentAs extends Destination {
  /** The address it leads to before the change. '' for none. */
  readonly before: string;
}

/** A new address, with everything that would lead to it. */
export interface NewAddress {
  readonly address: string;
  readonly uses: readonly SentAs[];
}

/** Returns whether the sign-in does not use this server, because the type of the login uses others. */
const isIdle = ({ setting, sent }: Destination, { loginType }: Settings): boolean =>
  sent === 'sign-in' && (loginType === 'two-step') === (setting === 'loginServer');

/** Returns the addresses that would receive what no address or another address receives now, each once. */
export function newAddresses(before: Settings, after: Settings): readonly NewAddress[] {
  const keyOf = ({ setting, holder }: Destination): string => `${setting} ${holder?.id ?? ''}`;
  const old = new Map(destinationsOf(before).map((each) => [keyOf(each), each.address]));
  const uses = destinationsOf(after).map((each) => {
    const comesIntoUse = isIdle(each, before) && !isIdle(each, after);
    return { ...each, before: comesIntoUse ? '' : (old.get(keyOf(each)) ?? '') };
  });
  const fresh = uses.filter((use) => use.address !== '' && use.address !== use.before);
  const addresses = [...new Set(fresh.map(({ address }) => address))];
  return addresses.map((address) => ({ address, uses: fresh.filter((use) => use.address === address) }));
}

/** An address in a form that is safe to look at. */
export interface AddressLook {
  /** The host as browsers spell it: with its port, letters beyond ASCII in punycode. '' for none. */
  readonly host: string;
  /** The whole address, with a code in place of each character that shows nothing or moves others. */
  readonly text: string;
  /**
   * True if the address has such characters, or a host with letters beyond ASCII, or a host that browsers
   * spell otherwise.
   */
  readonly isOdd: boolean;
}

/** Returns how to show an address, or the template of a link, to a person who must judge it. */
export function lookOf(address: string): AddressLook {
  const url = URL.canParse(address) ? new URL(address) : null;
  const text = revealHidden(address);
  if (url === null || url.host === '') return { host: '', text, isOdd: text !== address };
  const isSpelled = address.toLowerCase().startsWith(`${url.protocol}//${url.host}`);
  return { host: url.host, text, isOdd: text !== address || !isSpelled || /(?:^|\.)xn--/.test(url.host) };
}
