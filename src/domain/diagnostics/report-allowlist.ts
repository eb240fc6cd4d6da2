/**
 * The words of the log that a report may repeat: those of our own events, and of the errors of browsers,
 * sockets and servers.
 */

const WORDS = new Set(
  `a an and at by for from in is not no of on or the to with was has be were when while its it that this than
  after before aborted abort access account action actions address again allowed an another answer answered
  answers api are argument attempt attempting auth authentication background bad bell blocked body state
  browser call calls cannot cert certificate channel check clear click client close closed closing cls cnt
  code command connect connected connecting connection context could crm data database datachannel db denied
  deserialize dialers dialersupdated dialing directory disconnect dismiss dns document does domain down draw
  dropped empty end ended enter error event events exceeded exist exists expected expired exception
  extension extensionevent extensionsupdated extenuser fail failed failing failure failures fetch file
  forbidden found frame front gateway gone got greeting handle handshake hang hangup history host http https
  id idb ignored index indexeddb info internal invalid item items json jwt keepalive keepaliveresponse kept
  kind known layer left length line lines live load loaded local locked log login loginstatus loginsuccess
  lookup lost malformed message messages method missing module mute namespace nan network networkerror
  newcall no none not noted notification notify null number object off offline ok onanswer online open
  opened openid options origin other out owed own packet page pages parse parser password path pause payload
  permission permissions pin ping place play played polling pong port post prepared problem property
  protocol proxy pulse queue queueevent queuesupdated quota quotaexceedederror read effect effects reason
  record redirect referenceerror refused request reset resource response restart resync retry ring ringing
  rule sandbox save script secret secure security securityerror server session set settings shown sid sign
  silent sign-in slow socket sound stale started state status statuses stopped storage store stored
  syntaxerror tab tabs take taken talking tell test texts time timed timeout timeouterror times tls to token
  told too transaction transport trimmed trouble true try turn type typeerror types unauthorized unavailable
  undefined unexpected unknown unreachable unsafe update upgrade url use user utf valid value verify version
  waiting waits was websocket what which why window word words worker write wrong wss allextensionsstatus
  alldialersstatus calling currentcall extensions false found loading receiving signed signal temporarily
  not-voicenter`.split(/\s+/),
);

/** Addresses and hosts are removed completely, whatever words they contain. */
const ADDRESS = /(?<![a-z\d+.-])[a-z\d+.-]+:\/\/\S+|\b(?:[a-z\d-]+\.)+[a-z]{2,}\b/g;

/** Maximum number of characters of a text that are examined. The stored log cuts its lines earlier. */
const LONGEST = 300;

/** Returns the text with every address, every unlisted word and every number replaced by an ellipsis. */
export const knownWords = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(ADDRESS, '…')
    .replace(/[\p{L}\p{M}\p{N}\p{Cf}\p{S}_@<>]+/gu, (word) => (WORDS.has(word.toLowerCase()) ? word : '…'))
    .replace(/[^\x20-\x7e…]+/g, '…');
