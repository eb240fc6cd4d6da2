/** Decides when a call's link opens automatically. It opens once per call, in the background. Pure. */
import { type Call, isIncoming, isLive } from '../calls/call.ts';

/**
 * True when the link must open now: the rule's moment has come, the agent was alerted, and no better page is
 * pending.
 */
export function isScreenPopDue(call: Call): boolean {
  if (
    call.autoOpened !== 'no' ||
    call.isTest ||
    call.muted ||
    call.suppressed !== null ||
    call.alerts === 0 ||
    !isIncoming(call) ||
    !isLive(call)
  )
    return false;
  // The page that the lookup finds is the better one, so the link waits for it.
  if (call.lookup?.kind === 'asking') return false;
  const talks = call.phase === 'talking' || call.phase === 'held';
  switch (call.ruleResult?.open) {
    case 'ring':
      // A queue call that was joined already talking never rang, so this also opens its link.
      return true;
    case 'answer':
      return talks;
    case 'click':
    case undefined:
      return false;
  }
}
