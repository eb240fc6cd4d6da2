/**
 * The diagnostics: turns the gathered facts into findings. Each finding says what was found and what to do.
 * Pure.
 */
import { checkAlerts } from './check-alerts.ts';
import { checkConnection } from './check-connection.ts';
import { checkCrm } from './check-crm.ts';
import { type DiagnosticFacts, type Finding, finding } from './facts.ts';

/** Returns all findings, in the order in which they are shown. A check may have several. */
export const runChecks = (facts: DiagnosticFacts): readonly Finding[] => [
  ...checkConnection(facts),
  ...checkAlerts(facts),
  ...checkCrm(facts),
  ...contacts(facts),
  policy(facts),
  ...storage(facts),
];

/** Returns the findings that need the agent's attention. */
export const troubles = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ state }) => state === 'attention' || state === 'wrong');

/** Says nothing where the policy names no list. */
function contacts({ settings, companyList }: DiagnosticFacts): readonly Finding[] {
  if (settings.directoryUrl === '') return [];
  const isFetched = companyList !== null && companyList.goodAt !== null;
  if (isFetched && companyList.fault === null) return [finding('contacts', 'ok', 'doctor.contacts.ok')];
  const found = isFetched ? 'doctor.contacts.old' : 'doctor.contacts.never';
  return [finding('contacts', 'attention', found, {}, { remedy: 'doctor.contacts.do' })];
}

function policy({ policy: said }: DiagnosticFacts): Finding {
  if (said === null) return finding('policy', 'asking', 'doctor.checking');
  if (said === 'faulty')
    return finding('policy', 'attention', 'doctor.policy.faulty', {}, { remedy: 'doctor.policy.faulty.do' });
  return said === 'set'
    ? finding('policy', 'ok', 'doctor.policy.set')
    : finding('policy', 'unused', 'doctor.policy.none');
}

function storage({ history, hasLostRows, isNotKept }: DiagnosticFacts): readonly Finding[] {
  const wrong = (what: 'unread' | 'lost' | 'notKept'): Finding =>
    finding('storage', 'wrong', `doctor.storage.${what}`, {}, { remedy: `doctor.storage.${what}.do` });
  const found = [
    ...(history === 'unread' ? [wrong('unread')] : []),
    ...(hasLostRows ? [wrong('lost')] : []),
    ...(isNotKept ? [wrong('notKept')] : []),
  ];
  if (found.length > 0) return found;
  return [
    history === null
      ? finding('storage', 'asking', 'doctor.checking')
      : finding('storage', 'ok', 'doctor.storage.ok'),
  ];
}
