/** Makes the summary of a call: who is calling, and through which queue and line. Pure. */
import type { Call } from '../calls/call.ts';
import type { CallSummary } from '../calls/call-summary.ts';
import type { Contact, LookupFound } from '../calls/lookup-result.ts';
import { queueName } from '../calls/selectors.ts';
import type { CallState } from '../calls/state.ts';
import { labelKey, pbxNames } from '../common/caller/known-labels.ts';
import type { Region } from '../common/phone-number.ts';
import type { Millis } from '../common/types.ts';
import { type CallerCandidate, identifyCaller } from './identity.ts';

/**
 * Returns the summary of a call, with the names of its queue and line from the state. `region` is that of
 * numbers without a country code.
 */
export function summarize(state: CallState, call: Call, region: Region): CallSummary {
  const { caller, lineId } = call;
  const line = Object.hasOwn(state.lines, lineId) ? state.lines[lineId] : undefined;
  const lookup = call.lookup?.kind === 'found' ? withoutMatches(call.lookup) : null;
  const queue = queueName(state, call);
  const { name: label, menu } = namesOf(state, call, queue, region);
  const colleague = caller.kind === 'internal' ? caller.name : null;
  const identity = identifyCaller(colleague === null ? candidatesOf(call, label) : []);
  return {
    ...identity,
    name: colleague ?? identity.name,
    callId: call.callId,
    direction: call.direction,
    caller,
    dialed: call.dialed,
    queue,
    lineId,
    rings: call.rings,
    late: call.late,
    startedAt: call.startedAt,
    talkingAt: call.talkingAt,
    endedAt: call.endedAt,
    outcome: call.outcome,
    suppressed: call.suppressed,
    details: call.details,
    label: call.label,
    queueId: call.queueId ?? '',
    lineNumber: line?.number ?? '',
    lineUser: line?.userName ?? '',
    lineUserId: line?.userId ?? '',
    answeredBy: call.answeredBy ?? '',
    menu,
    linkId: call.ruleResult?.link ?? null,
    lookup,
    callsToday: callsOnDay(call),
  };
}

/** Returns the answer without the records to choose from. The history keeps the chosen one alone. */
function withoutMatches(answer: LookupFound): LookupFound {
  if (answer.matches === undefined) return answer;
  const { kind, url, urlRefused, total, source, name, company, tag = '', owner = '' } = answer;
  return { kind, url, urlRefused, total, ...(source && { source }), name, company, tag, owner };
}

/** What the sources know of the caller of an outside call. `label` is the name from the PBX, or ''. */
const candidatesOf = ({ lookup, known }: Call, label: string): readonly CallerCandidate[] => [
  ...(lookup?.kind === 'found' ? [foundCaller(lookup)] : []),
  ...contactCallers(known?.contact ?? null),
  { source: 'label', name: label, company: '', tag: '', owner: '', recordUrl: '' },
];

const foundCaller = ({ source, name, company, tag, owner, url }: LookupFound): CallerCandidate => ({
  source: source ?? 'lookup',
  name,
  company,
  tag: tag ?? '',
  owner: owner ?? '',
  recordUrl: url ?? '',
});

/**
 * A number of several contacts names none of them: nobody knows which one calls. Only the number of a company
 * has an entry without a name.
 */
function contactCallers(contact: Contact | null): readonly CallerCandidate[] {
  if (contact === null || (contact.people > 1 && contact.name !== '')) return [];
  const { name, company, tag, owner, recordUrl } = contact;
  return [{ source: 'directory', name, company, tag, owner, recordUrl }];
}

/** How many calls of the number there were on the day of the call, with this one. Null if nobody knows. */
function callsOnDay({ known, startedAt }: Call): number | null {
  const earlier = known?.earlier ?? null;
  if (earlier === null) return null;
  const dayOf = (at: Millis): string => new Date(at).toDateString();
  const day = dayOf(startedAt);
  return earlier.filter((at) => at < startedAt && dayOf(at) === day).length + 1;
}

/**
 * Returns the name from the PBX, or '' when there is none, and the menu that the PBX shows in its place. The
 * label of the PBX mostly names a queue or a menu. It counts as a person's name only when it differs from
 * every queue's name and from the number, and when it did not come with three different numbers.
 */
function namesOf(
  { queues }: CallState,
  call: Call,
  queue: string,
  region: Region,
): { readonly name: string; readonly menu: string } {
  const texts = pbxNames(call, region);
  if (texts.length === 0) return { name: '', menu: '' };
  const known = Object.values(queues);
  const isShared = (text: string): boolean =>
    call.sharedLabels?.includes(text) === true || known.includes(text);
  return {
    name: texts.find((text) => !isShared(text)) ?? '',
    menu: texts.find((text) => isShared(text) && labelKey(text) !== labelKey(queue)) ?? '',
  };
}
