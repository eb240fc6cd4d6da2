/** Imports templates of other tools. Their placeholders become ours. Unknown placeholders are reported. */
import { checkTemplate, type Placeholder } from './crm-url.ts';
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
 * The ways to mark a placeholder, the longest first. A `sure` mark means nothing else in a URL, so an unknown
 * name in it is reported. The other marks (`%41`, `$filter=`, `filter[phone]=`, `#top`) may belong to the
 * URL. They count only with a known name.
 */
const MARKS: readonly { readonly mark: string; readonly sure: boolean }[] = [
  { mark: '--A--(\\w+)--B--', sure: true },
  { mark: '[$#]?\\{\\{([^{}]*)\\}\\}', sure: true },
  { mark: '[$#]?\\{([^{}]*)\\}', sure: true },
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
  { mark: '#([a-z_]\\w*)#', sure: false },
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
  const marks = new RegExp(ANY_MARK);
  const isRepeated = given.split('#{').length > 2;
  let template = '';
  let copied = 0;
  for (let found = marks.exec(given); found !== null; found = marks.exec(given)) {
    const [written] = found;
    const groups: readonly (string | undefined)[] = found.slice(1);
    const which = groups.findIndex((group) => group !== undefined);
    const before = template + given.slice(copied, found.index);
    const hash = isFragment(written, before, isRepeated) ? '#' : '';
    const mark = written.slice(hash.length);
    const own = ownPlaceholder(mark) ?? oursFor(groups[which] ?? '');
    if (own === null && MARKS[which]?.sure !== true) {
      // This was no mark. Its last character may begin one.
      marks.lastIndex = found.index + 1;
      continue;
    }
    if (own === null) unknown.add(mark);
    template = before + hash + (own ?? mark);
    copied = marks.lastIndex;
  }
  return { template: template + given.slice(copied), unknown: [...unknown] };
}

/**
 * True when the `#` of `#{name}` begins the fragment of the URL. It belongs to the mark after a `=` and in a
 * fragment. After a slash it does if the template has several such marks, because a URL has one fragment.
 */
function isFragment(written: string, before: string, isRepeated: boolean): boolean {
  if (!written.startsWith('#{')) return false;
  const isInFragment = before.replace(/\{[^{}]*\}/g, '').includes('#');
  return !isInFragment && !before.endsWith('=') && !(isRepeated && before.endsWith('/'));
}

/** Returns the placeholder of ours in a mark, without the sign in front of it. Null for any other mark. */
function ownPlaceholder(mark: string): string | null {
  const placeholder = /^[$#]?(\{[^{}]*\})$/.exec(mark)?.[1];
  return placeholder !== undefined && checkTemplate(`https://x/${placeholder}`) === null ? placeholder : null;
}

function oursFor(name: string): string | null {
  const word = name.toLowerCase().replace(/[^a-z\d]/g, '');
  const known = KNOWN.get(word);
  if (known !== undefined) return `{${known}}`;
  const data = /^(?:custom_?data|data)\.([^{}:]*[^{}:\s])$/i.exec(name.trim())?.[1];
  return data === undefined ? null : `{data.${data.trim()}}`;
}
