/** The check-up: from what was gathered to findings, each with a sentence of what was found and one of what to do. Pure. */
import { checkAlerts } from './check-alerts.ts';
import { checkConnection } from './check-connection.ts';
import { checkCrm } from './check-crm.ts';
import { type CheckUpFacts, type Finding, finding } from './facts.ts';

/** All findings, in the order in which they are shown; a check may have several. */
export const checkUp = (facts: CheckUpFacts): readonly Finding[] => [
  ...checkConnection(facts),
  ...checkAlerts(facts),
  ...checkCrm(facts),
  policy(facts),
];

/** Those that want the agent's attention. */
export const troubles = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ state }) => state === 'attention' || state === 'wrong');

function policy({ policy: said }: CheckUpFacts): Finding {
  if (said === null) return finding('policy', 'asking', 'doctor.checking');
  if (said === 'faulty')
    return finding('policy', 'attention', 'doctor.policy.faulty', {}, { remedy: 'doctor.policy.faulty.do' });
  return said === 'set'
    ? finding('policy', 'ok', 'doctor.policy.set')
    : finding('policy', 'unused', 'doctor.policy.none');
}
