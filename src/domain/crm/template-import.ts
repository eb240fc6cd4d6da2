/** Imports templates of other tools. Their placeholders become ours. Unknown placeholders are reported. */
import { checkTemplate } from './crm-url.ts';
import type { Placeholder } from './link-values.ts';
import { MAX_TEMPLATE_LENGTH } from './url-template.ts';

/** The result of an import. */
export interface Import {
  readonly template: string;
  /** Unknown placeholders, as written. They stay in the template. */
  readonly unknown: readonly string[];
}

/**
 * Names of our values in other tools (3CX, Asterisk and its panels, Five9, Genesys, VICIdial, desk phones,
 * softphones). Case, marks and blanks are ignored.
 */
const WORDS: Partial<Record<Placeholder, string>> = {
  phone: `phone number num phonenumber phonenum callerid callernum callernumber callerphone callerphonenumber
     caller calleridnum calleridnumber cid cidnum cidnumber clid clidnum clidnumber cli ani callani
     interactionani from fromnumber fromaddress remote remotenumber remoteparty remoteaddress
     contactnumber contactphone customernumber customerphone externalnumber callingnumber callingparty
     incomingnumber inboundnumber tel telephone telephonenumber mobile msisdn src`,
  name: `name callername callerdisplayname displayname displayremote calleridname cidname clidname cnam
     contactname customername fromname remotename fullname`,
  did: `did dnis didnumber callednumber called calledid calledparty dialednumber dialed dialled dialednum
     diallednumber to tonumber toaddress calldnis calldialednumber callcalledaddress destination
     destinationnumber dst`,
  callId: `callid callguid callcallid calluniqueid calluuid uniqueid uuid guid ivrid ivruniqueid interactionid
     conversationid sessionid linkedid`,
  line: 'line extension exten ext extenuser agentextension local localnumber activeuser',
  lineUser: 'lineuser agent agentname agentusername user username operator operatorname',
  lineUserId: 'lineuserid agentid userid operatorid',
  queue: 'queue queuename callqueue skill skillname',
  queueId: 'queueid skillid',
  direction: 'direction calldirection calltype',
  started: 'started starttime callstart callstarttime callstarted datetime timestamp',
  e164: 'e164 phonee164 callere164 numbere164',
  national: 'national nationalnumber',
};
const KNOWN = new Map(
  Object.entries(WORDS).flatMap(([ours, words]) =>
    words.split(/\s+/).map((word) => [word.toLowerCase(), ours] as const),
  ),
);

/**
 * A sign that some tools put in front of a brace. A `#` there may also begin the fragment of the URL. It
 * belongs to the mark after `=`, in a fragment (mask digits of ours are none), and after a slash if another
 * such mark follows, because a URL has one fragment.
 */
const SIGN = '(?:\\$|#(?<==#|#(?![^{}]{0,40}\\}).*#)|#(?<=/#)(?=.*#\\{))?';

/**
 * The ways to mark a placeholder, the longest first. A `sure` mark means nothing else in a URL, so an unknown
 * name in it is reported. The other marks (`%41`, `$filter=`, `filter[phone]=`, `#top`) may belong to the
 * URL. They count only with a known name.
 */
const MARKS: readonly { readonly mark: string; readonly sure: boolean }[] = [
  { mark: '--A--(\\w+)--B--', sure: true },
  { mark: `${SIGN}\\{\\{([^{}]*)\\}\\}`, sure: true },
  { mark: `${SIGN}\\{([^{}]*)\\}`, sure: true },
  { mark: '%7B([\\w.]+)%7D', sure: true },
  { mark: '<([a-z][^<>/]*)>', sure: true },
  // A name in brackets that stands for a whole value. The brackets of a parameter follow its name or come
  // before `=`.
  { mark: '(?<=[=/:])\\[([^\\][]+)\\](?!=)', sure: true },
  { mark: '(?<![a-z_\\]])\\[([^\\][]+)\\](?![=[])', sure: false },
  { mark: '(?<![a-z_])%5B([\\w .]+)%5D(?!=|%5B)', sure: false },
  { mark: '%(?![\\da-f]{2}%)([a-z_][\\w.-]*)%', sure: false },
  { mark: '@([a-z_][\\w.]*)@', sure: false },
  { mark: '##([a-z_]\\w*)##', sure: false },
  // A first `#` may begin the fragment. The last two are then the mark.
  { mark: '#([a-z_]\\w*)#(?!\\w+#)', sure: false },
  { mark: '\\$([a-z_]\\w*(?:-\\w+)*)(?![\\w=-])', sure: false },
  { mark: '%([a-z_]\\w*)', sure: false },
];
const ANY_MARK = new RegExp(MARKS.map(({ mark }) => mark).join('|'), 'gi');

/**
 * Returns a template of another tool in our notation. Returns it unchanged, only trimmed, if it is ours
 * already or longer than `MAX_TEMPLATE_LENGTH`.
 */
export function importTemplate(foreign: string): Import {
  const unknown = new Set<string>();
  const given = foreign.trim();
  if (given.length > MAX_TEMPLATE_LENGTH) return { template: given, unknown: [] };
  const template = given.replace(ANY_MARK, (written: string, ...groups: unknown[]) => {
    const unsigned = written.replace(/^[$#]/, '');
    if (isOurs(unsigned)) return unsigned;
    const which = MARKS.findIndex((_, index) => typeof groups[index] === 'string');
    const ours = oursFor(String(groups[which]));
    if (ours !== null) return ours;
    if (MARKS[which]?.sure === true) unknown.add(written);
    return written;
  });
  return { template, unknown: [...unknown] };
}

const isOurs = (written: string): boolean =>
  /^\{[^{}]*\}$/.test(written) && checkTemplate(`https://x/${written}`) === null;

function oursFor(name: string): string | null {
  const word = name.toLowerCase().replace(/[^a-z\d]/g, '');
  const known = KNOWN.get(word);
  if (known !== undefined) return `{${known}}`;
  const data = /^(?:custom_?data|data)\.([^{}:]*[^{}:\s])$/i.exec(name.trim())?.[1];
  return data === undefined ? null : `{data.${data.trim()}}`;
}
