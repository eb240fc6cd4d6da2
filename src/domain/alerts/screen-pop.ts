/** When a call's link opens by itself: once for each call, behind what the agent works in. Pure. */
import { type Call, isIncoming, isLive } from '../calls/call.ts';

/** True where the link is due now: the rule's moment has come, the agent was told of the call, and nothing better is on its way. */
export function isPopDue(call: Call): boolean {
  if (
    call.popped !== 'no' ||
    call.isTest ||
    call.muted ||
    call.quiet !== null ||
    call.alerts === 0 ||
    !isIncoming(call) ||
    !isLive(call)
  )
    return false;
  // What the lookup finds is the better page; it is waited for.
  if (call.lookup?.kind === 'asking') return false;
  const talks = call.phase === 'talking' || call.phase === 'held';
  switch (call.ruling?.open) {
    case 'ring':
      // A queue's call that was joined already talking never rang.
      return true;
    case 'answer':
      return talks;
    case 'click':
    case undefined:
      return false;
  }
}
